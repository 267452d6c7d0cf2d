#include "app/window/display/offscreen_display.hpp"
#include "app/window/interface.hpp"
#include "app/window/window.hpp"
#include "engine/io/files.hpp"

namespace ravine {
namespace {

/// Frames are drawn until nothing is on its way any more: commands, pictures, and what ImGui lays out a frame later.
bool is_complete(Interface& interface) {
    const Snapshot& snapshot = interface.link().snapshot();
    const command::SetView& view = interface.link().wanted().network;
    const bool boundary = view.boundary_columns == 0 ||
                          (snapshot.boundary && snapshot.boundary->content.columns >= view.boundary_columns);
    const bool surface = view.surface_size == 0 || (snapshot.surface && snapshot.surface->content.finest);
    const bool neurons = view.neuron_map_size == 0 || snapshot.neurons;
    return !interface.link().is_waiting() && snapshot.view == view && boundary && surface && neurons;
}

/// Draws until the worker has caught up; at most so many seconds.
Status draw_until_complete(Interface& interface, Session& session, const OffscreenDisplay& display,
                           const FrameInput& input) {
    constexpr int most_rounds = 600, settling_frames = 3;
    int complete = 0;
    for (int round = 0; round < most_rounds && complete < settling_frames; ++round) {
        display.bind();
        interface.draw(input);
        complete = is_complete(interface) ? complete + 1 : 0;
        const std::uint64_t seen = interface.link().snapshot().version;
        if (complete == 0) session.wait_for([&](const Snapshot& next) { return next.version != seen; }, 0.1);
    }
    if (complete == settling_frames) return {};
    return system_error("the pictures were not ready within a minute", "screenshot");
}

void advance(Interface& interface, Session& session, const ScreenshotOptions& options) {
    if (options.epochs <= 0) return;
    if (interface.state().workspace == workspaces().front().id) {
        const Ticket ticket = interface.link().send(command::Step{options.epochs, true});
        session.wait_for(ticket, 3600);
    } else {
        interface.state().landscape.steps = options.epochs;
    }
}

}  // namespace

Status take_screenshot(const ScreenshotOptions& options) {
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
