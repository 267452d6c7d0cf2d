#include "app/command_line/record.hpp"

#include <fmt/format.h>

#include <atomic>
#include <csignal>
#include <iostream>

#include "app/command_line/arguments.hpp"
#include "app/command_line/open_window.hpp"
#include "app/command_line/options.hpp"

namespace ravine {

namespace {

struct Options {
    std::string race, size = fmt::format("{}x{}", film_width_setting.standard, film_height_setting.standard), view, out;
    std::optional<int> steps;
    double seconds = film_seconds_setting.standard, scale = 1;
    int frames_per_second = static_cast<int>(film_rate_setting.standard);
    bool light = false, presenter = false, progress = false;
};

std::atomic<bool> was_told_to_end = false;
static_assert(std::atomic<bool>::is_always_lock_free, "a signal sets it");

/// So that what is half written is removed.
void listen_for_signals() {
    for (const int sign : {SIGINT, SIGTERM, SIGHUP}) std::signal(sign, [](int) { was_told_to_end = true; });
    std::signal(SIGPIPE, SIG_IGN);
}

/// "37", a line each; false where nobody reads them any more.
bool tell_progress(int percent) {
    static int told = -1;
    if (percent != std::exchange(told, percent)) std::cout << percent << std::endl;
    return std::cout.good();
}

Status check_recording(const Options& options) {
    if (Status status = check_range("--steps", options.steps.value_or(1), 1, most_race_steps); !status) return status;
    if (Status status = check_setting(film_rate_setting, options.frames_per_second, "--fps"); !status) return status;
    if (Status status = check_setting(film_seconds_setting, options.seconds, "--seconds"); !status) return status;
    return check_scale(options.scale);
}

Status record(const Options& options, const WindowDoor* door) {
    if (!door) return no_window();
    const Result<std::array<int, 2>> size = parse_size(options.size);
    if (!size) return size.error();
    if (Status status = check_recording(options); !status) return status;
    Result<RaceFile> race = open_race_file(options.race);
    if (!race) return race.error();
    if (options.steps) race->steps = static_cast<std::uint64_t>(*options.steps);
    if (race->steps == 0) race->steps = RaceFile().steps;
    listen_for_signals();
    const bool tells = options.progress;
    const auto goes_on = [tells](int percent) { return !was_told_to_end && (!tells || tell_progress(percent)); };
    const Status status =
        door->record({*race, (*size)[0], (*size)[1], options.scale, options.seconds, options.frames_per_second,
                      options.light, options.presenter, options.view, options.out, goes_on});
    if (status) std::cout << fmt::format("wrote {}\n", options.out);
    return status;
}

}  // namespace

std::string record_details() {
    return "Films a [race](race.md) from its start to its last step, as the window shows it: MP4 (H.264) or GIF, by "
           "the "
           "name's end. Each frame takes the same share of the steps, so that the film does not depend on how fast it "
           "is drawn. ffmpeg does the encoding: where it is not installed, that is said, with exit code 1.\n";
}

std::function<Status()> set_up_record(CLI::App& app, const WindowDoor* door) {
    auto options = std::make_shared<Options>();
    add_option(app, "race", options->race, "Race: a file, or a lesson's id").required().type_name("RACE|LESSON");
    add_option(app, "--seconds", options->seconds, std::string(film_seconds_setting.help))
        .type_name("S")
        .shows_default();
    add_option(app, "--fps", options->frames_per_second, std::string(film_rate_setting.help))
        .type_name("N")
        .shows_default();
    add_option(app, "--steps", options->steps,
               fmt::format("Steps to race; without it, those of the race's file, or {}", race_steps_setting.standard))
        .type_name("N");
    add_option(app, "--size", options->size, "Size of the picture in pixels").type_name("WxH").shows_default();
    add_option(app, "--scale", options->scale, "Content scale, as on a monitor of high density")
        .type_name("S")
        .shows_default();
    add_flag(app, "--light", options->light, "Light theme");
    add_flag(app, "--presenter", options->presenter, "Large type");
    add_view(app, options->view);
    add_flag(app, "--progress", options->progress, "Say from time to time how many percent are done");
    add_option(app, "--out", options->out, "File for the film: FILE.mp4 or FILE.gif").required().type_name("FILE");
    return [options, door] { return record(*options, door); };
}

}  // namespace ravine
