#include "app/command_line/frames.hpp"

#include <fmt/format.h>

#include <iostream>

#include "app/command_line/arguments.hpp"
#include "app/command_line/open_window.hpp"
#include "app/command_line/options.hpp"

namespace ravine {

namespace {

struct Options {
    std::string opening, workspace, backend = "auto", size = "1600x1000", out;
    int threads = 0;
    double seconds = 5, speed = 1000;
};

Status frames(const Options& options, const WindowDoor* door) {
    if (!door) return no_window();
    const Result<std::array<int, 2>> size = parse_size(options.size);
    if (!size) return size.error();
    if (!(options.seconds >= 0.1 && options.seconds <= 600))
        return input_error(fmt::format("{} is out of range", options.seconds), "--seconds",
                           "give a number from 0.1 to 600");
    if (!(options.speed >= 0.2 && options.speed <= 100000))
        return input_error(fmt::format("{} is out of range", options.speed), "--speed",
                           "give a number from 0.2 to 100000");
    if (Status status = check_range("--threads", options.threads, 0, 256); !status) return status;
    if (const auto backend = chosen_backend(options.backend); !backend) return backend.error();
    Result<Opening> opening = open_for_window(options.opening, {});
    if (!opening) return opening.error();
    opening->workspace = options.workspace;
    opening->threads = options.threads;
    opening->backend = options.backend;
    const Status status = door->frames({*opening, options.seconds, options.speed, (*size)[0], (*size)[1], options.out});
    if (status) std::cout << fmt::format("wrote {}\n", options.out);
    return status;
}

}  // namespace

std::string frames_details() {
    return "Draws the window again and again while it trains or a race runs, and writes JSON:\n\n"
           "- `median_ms`, `p99_ms`, `worst_ms`: time a frame takes\n"
           "- `frames`, `frames_per_second`: how many there were; 60 a second are drawn at most\n\n"
           "Of a training, too:\n\n"
           "- `snapshot_age_ms`: how old the training state is that a frame shows\n"
           "- `steps_per_second`: mini-batches a second beside the window\n"
           "- `windowless_steps_per_second`: the same training just before, without the window, with the same "
           "threads\n\n"
           "A race has these numbers for each of `running`, `turning` (of the 3D view, each frame), `basins` (the map "
           "is "
           "shown), and `dragging` (the start moves in each frame, so that all paths are run anew); each begins at the "
           "start and takes `--seconds`.\n";
}

std::function<Status()> set_up_frames(CLI::App& app, const WindowDoor* door) {
    auto options = std::make_shared<Options>();
    add_option(app, "opening", options->opening,
               "Scenario, race or model file, a shipped scenario's name, or a lesson's id")
        .type_name("SCENARIO|RACE|LESSON");
    add_option(app, "--seconds", options->seconds, "How long to measure").type_name("S").shows_default();
    add_option(app, "--speed", options->speed, "Of a race, in steps a second").type_name("N").shows_default();
    add_workspace(app, options->workspace, door);
    add_option(app, "--size", options->size, "Size of the window in pixels").type_name("WxH").shows_default();
    add_threads(app, options->threads);
    add_backend(app, options->backend);
    add_option(app, "--out", options->out, "File for the measurements (JSON)").required().type_name("FILE");
    return [options, door] { return frames(*options, door); };
}

}  // namespace ravine
