#include "app/window/offscreen_frames.hpp"

#include <algorithm>

namespace ravine {
namespace {

/// Frames are drawn until nothing is on its way any more: commands, pictures, and what ImGui lays out a frame later.
bool is_complete(Interface& interface) {
    const Snapshot& snapshot = interface.link().snapshot();
    return !interface.link().is_waiting() && snapshot.view == interface.link().wanted().network &&
           snapshot.pictures_done && !interface.is_refining();
}

/// The first of the frame's events that is an error: what was asked for is not what would be drawn.
Status check_events(const std::vector<Event>& events) {
    const auto error = std::ranges::find(events, Event::Kind::error, &Event::kind);
    if (error == events.end()) return {};
    return error->ticket != 0 ? input_error(error->words) : system_error(error->words);
}

}  // namespace

Status draw_until_complete(Interface& interface, Session& session, const OffscreenDisplay& display,
                           const FrameInput& input, int settling_frames) {
    constexpr int most_rounds = 600;
    int complete = 0;
    for (int round = 0; round < most_rounds && complete < settling_frames; ++round) {
        display.bind();
        interface.draw(input);
        interface.report_controls(0, 0);
        if (Status status = check_events(interface.link().events()); !status) return status;
        complete = is_complete(interface) ? complete + 1 : 0;
        const std::uint64_t seen = interface.link().snapshot().version;
        if (complete == 0 && !interface.is_refining())
            session.wait_for([&](const Snapshot& next) { return next.version != seen; }, 0.1);
    }
    if (complete == settling_frames) return {};
    return system_error("the pictures were not ready within a minute");
}

}  // namespace ravine
