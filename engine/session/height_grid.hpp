#pragma once

#include "engine/core/result.hpp"
#include "engine/session/delivery.hpp"

namespace ravine::session {

/// Most columns or rows of any picture.
inline constexpr int most_picture_size = 4096;

/// The heights that the view asks for; null where it asks for none. Errors: unknown surface, settings out of range, a
/// window without extent.
Result<HeightPicture> height_picture(const command::SetSurfaceView& view, std::uint64_t version);

/// Errors: a number that is not finite, least not below most.
Status check_window(const Window& window, std::string_view where);

}  // namespace ravine::session
