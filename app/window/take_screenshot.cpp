#include "app/window/display/offscreen_display.hpp"
#include "app/window/interface.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/offscreen_frames.hpp"
#include "app/window/state/landscape_view.hpp"
#include "app/window/window.hpp"
#include "engine/io/files.hpp"

namespace ravine {
namespace {

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
    Session session(session_options(options.opening));
    Interface interface(session, options.opening);
    interface.state().look.light = options.light;
    interface.state().look.presenter = options.presenter;
    if (!options.view.empty())
        if (Status status = read_view(options.view, interface.state().landscape); !status) return status;
    FrameInput input{options.width, options.height, static_cast<float>(options.scale), 1.0 / 60, {}};
    interface.link().synchronise(interface.state());
    advance(interface, session, options);
    if (Status status = draw_until_complete(interface, session, **display, input); !status) return status;
    return write_file(options.out, encode_png((*display)->pixels()));
}

}  // namespace ravine
