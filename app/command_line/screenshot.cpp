#include "app/command_line/screenshot.hpp"

#include <fmt/format.h>

#include <iostream>

#include "app/command_line/arguments.hpp"
#include "app/command_line/open_window.hpp"
#include "app/command_line/options.hpp"

namespace ravine {

namespace {

struct Options {
    std::string opening, workspace, backend = "auto", size = "1600x1000", view, out;
    std::vector<std::string> assignments;
    std::optional<int> epochs;
    int threads = 0;
    double scale = 1;
    bool light = false, presenter = false;
};

Status screenshot(const Options& options, const WindowDoor* door) {
    if (!door) return no_window();
    const Result<std::array<int, 2>> size = parse_size(options.size);
    if (!size) return size.error();
    if (Status status = check_range("--epochs", options.epochs.value_or(0), 0, 1'000'000); !status) return status;
    if (Status status = check_range("--threads", options.threads, 0, 256); !status) return status;
    if (Status status = check_scale(options.scale); !status) return status;
    if (const auto backend = chosen_backend(options.backend); !backend) return backend.error();
    Result<Opening> opening = open_for_window(options.opening, options.assignments);
    if (!opening) return opening.error();
    opening->workspace = options.workspace;
    opening->threads = options.threads;
    opening->backend = options.backend;
    const Status status = door->screenshot({*opening, (*size)[0], (*size)[1], options.scale, options.epochs,
                                            options.light, options.presenter, options.view, options.out});
    if (status) std::cout << fmt::format("wrote {}\n", options.out);
    return status;
}

}  // namespace

std::string screenshot_details() {
    return "Draws the window as it looks after so many epochs of training (in the landscape workspace: steps of the "
           "race; without `--epochs`, those of its file). It needs no display. The same options give the same "
           "picture.\n";
}

std::function<Status()> set_up_screenshot(CLI::App& app, const WindowDoor* door) {
    auto options = std::make_shared<Options>();
    add_option(app, "opening", options->opening,
               "Scenario, race or model file, a shipped scenario's name, or a lesson's id")
        .type_name("SCENARIO|RACE|LESSON");
    add_workspace(app, options->workspace, door);
    add_option(app, "--size", options->size, "Size of the picture in pixels").type_name("WxH").shows_default();
    add_option(app, "--epochs", options->epochs, "Epochs to train before, or steps to race").type_name("N");
    add_assignments(app, options->assignments, "Change one key of the scenario; may be repeated");
    add_threads(app, options->threads);
    add_backend(app, options->backend);
    add_option(app, "--scale", options->scale, "Content scale, as on a monitor of high density")
        .type_name("S")
        .shows_default();
    add_flag(app, "--light", options->light, "Light theme");
    add_flag(app, "--presenter", options->presenter, "Large type");
    add_view(app, options->view);
    add_option(app, "--out", options->out, "File for the picture (PNG)").required().type_name("FILE");
    return [options, door] { return screenshot(*options, door); };
}

}  // namespace ravine
