#include <algorithm>

#include "app/window/display/offscreen_display.hpp"
#include "app/window/interface.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/window.hpp"
#include "engine/io/files.hpp"

namespace ravine {
namespace {

/// Frames are drawn until nothing is on its way any more: commands, pictures, and what ImGui lays out a frame later.
bool is_complete(Interface& interface) {
    const Snapshot& snapshot = interface.link().snapshot();
    return !interface.link().is_waiting() && snapshot.view == interface.link().wanted().network &&
           snapshot.pictures_done;
}

/// The first of the frame's events that is an error: what was asked for is not what would be drawn.
Status check_events(const std::vector<Event>& events) {
    const auto error = std::ranges::find(events, Event::Kind::error, &Event::kind);
    if (error == events.end()) return {};
    return error->ticket != 0 ? input_error(error->words) : system_error(error->words);
}

/// Draws until the worker has caught up; at most so many seconds.
Status draw_until_complete(Interface& interface, Session& session, const OffscreenDisplay& display,
                           const FrameInput& input) {
    constexpr int most_rounds = 600, settling_frames = 3;
    int complete = 0;
    for (int round = 0; round < most_rounds && complete < settling_frames; ++round) {
        display.bind();
        interface.draw(input);
        if (Status status = check_events(interface.link().events()); !status) return status;
        complete = is_complete(interface) ? complete + 1 : 0;
        const std::uint64_t seen = interface.link().snapshot().version;
        if (complete == 0) session.wait_for([&](const Snapshot& next) { return next.version != seen; }, 0.1);
    }
    if (complete == settling_frames) return {};
    return system_error("the pictures were not ready within a minute", "screenshot");
}

void advance(Interface& interface, Session& session, const ScreenshotOptions& options) {
    if (!options.epochs) return;
    if (interface.state().workspace == workspaces().front().id) {
        if (*options.epochs == 0) return;
        const Ticket ticket = interface.link().send(command::Step{*options.epochs, true});
        session.wait_for(ticket, 3600);
    } else {
        go_to_step(interface.state().landscape, *options.epochs);
    }
}

}  // namespace

Status take_screenshot(const ScreenshotOptions& options) {
    prepare_fonts(static_cast<float>(options.scale));
    auto display = OffscreenDisplay::create(options.width, options.height);
    if (!display) return display.error();
    const SessionOptions settings = session_options(options.opening.threads);
    Session session(settings);
    Interface interface(session, options.opening, settings.training_threads);
    interface.state().look.light = options.light;
    interface.state().look.presenter = options.presenter;
    FrameInput input{options.width, options.height, static_cast<float>(options.scale), 1.0 / 60, {}};
    interface.link().synchronise(interface.state());
    advance(interface, session, options);
    if (Status status = draw_until_complete(interface, session, **display, input); !status) return status;
    return write_file(options.out, encode_png((*display)->pixels()));
}

}  // namespace ravine
