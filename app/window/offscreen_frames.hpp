#pragma once
// Frames without a display, each drawn until it shows all that it should.

#include "app/window/display/offscreen_display.hpp"
#include "app/window/interface.hpp"
#include "engine/session/session.hpp"

namespace ravine {

/// Draws until the worker has caught up and the last `settling_frames` are complete: what ImGui lays out comes a frame
/// later. At most for a minute; errors also tell what the worker could not do.
Status draw_until_complete(Interface& interface, Session& session, const OffscreenDisplay& display,
                           const FrameInput& input, int settling_frames = 3);

}  // namespace ravine
