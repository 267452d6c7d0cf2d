#include "app/window/recording/recorder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "app/window/recording/child_process.hpp"
#include "app/window/state/landscape_view.hpp"

namespace ravine {
namespace {

/// A race that has not begun is recorded as far as one without a number of steps.
RaceFile recorded_race(const LandscapeState& landscape) {
    RaceFile file = shown_race(landscape);
    const auto furthest = static_cast<std::uint64_t>(landscape.furthest);
    file.steps = furthest > 0 ? furthest : RaceFile().steps;
    return file;
}

std::vector<std::string> arguments_of(const WindowState& state, const RecordingWish& wish) {
    std::vector<std::string> arguments{"record",    "/dev/stdin",
                                       "--out",     wish.path,
                                       "--size",    fmt::format("{}x{}", wish.film.width, wish.film.height),
                                       "--seconds", fmt::format("{}", wish.film.seconds),
                                       "--fps",     std::to_string(wish.film.frames_per_second),
                                       "--scale",   fmt::format("{}", std::clamp(wish.scale, 0.5, 4.0)),
                                       "--view",    view_text(state.landscape),
                                       "--progress"};
    if (state.look.light) arguments.emplace_back("--light");
    if (state.look.presenter) arguments.emplace_back("--presenter");
    return arguments;
}

/// Our program's errors begin with its name.
std::string without_name(const std::string& error) {
    constexpr std::string_view name = "ravine: ";
    return error.starts_with(name) ? error.substr(name.size()) : error;
}

}  // namespace

/// The child, and the thread that waits for it.
struct Recorder::Job {
    Job(ChildProcess started, std::function<void()> notify)
        : child(std::move(started)), thread([this, notify] { run(notify); }) {}
    ~Job() {
        if (!is_done) child.ask_to_end();
        thread.join();
    }

    void run(const std::function<void()>& notify) {
        while (const std::optional<std::string> line = child.read_line()) {
            int number = 0;
            if (std::from_chars(line->data(), line->data() + line->size(), number).ec == std::errc()) percent = number;
            if (notify) notify();
        }
        if (const Status ended = child.wait(); !ended) end = system_error(without_name(ended.error().what));
        is_done = true;
        if (notify) notify();
    }

    ChildProcess child;
    std::atomic<int> percent = 0;
    Status end;  ///< when it is done
    std::atomic<bool> is_done = false;
    std::thread thread;
};

Recorder::Recorder(std::function<void()> notify) : notify_(std::move(notify)) {}

Recorder::~Recorder() = default;

Status Recorder::start(const WindowState& state, const RecordingWish& wish) {
    const std::string race = race_to_json(recorded_race(state.landscape));
    Result<ChildProcess> child = ChildProcess::start("/proc/self/exe", arguments_of(state, wish), race);
    if (!child) return child.error();
    path_ = wish.path;
    job_ = std::make_unique<Job>(std::move(*child), notify_);
    return {};
}

std::optional<int> Recorder::percent() const { return job_ ? std::optional(job_->percent.load()) : std::nullopt; }

std::optional<Status> Recorder::take_end() {
    if (!job_ || !job_->is_done) return {};
    const Status end = job_->end;
    job_.reset();
    return end;
}

}  // namespace ravine
