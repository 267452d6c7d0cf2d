#include <algorithm>
#include <chrono>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>
#include <thread>
#include <vector>

#include "app/window/display/offscreen_display.hpp"
#include "app/window/interface.hpp"
#include "app/window/window.hpp"
#include "engine/io/files.hpp"

namespace ravine {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// Mini-batches per second over `seconds`, as counted by the worker; `during` is called meanwhile.
template <class During>
double training_speed(Session& session, double seconds, During during) {
    const auto start = Clock::now();
    const std::uint64_t first = session.latest()->model.step;
    while (seconds_since(start) < seconds) during();
    const auto last = session.wait_for(session.send(command::Publish{}));
    return last ? static_cast<double>(last->model.step - first) / seconds_since(start) : 0;
}

Scenario endless(Scenario scenario) {
    scenario.stop = {};
    return scenario;
}

Opening endless(Opening opening) {
    if (!opening.scenario && opening.lesson && opening.lesson->scenario) opening.scenario = opening.lesson->scenario;
    opening.lesson.reset();
    opening.scenario = endless(opening.scenario.value_or(standard_scenario()));
    opening.workspace = workspaces().front().id;
    return opening;
}

/// The same training in a session of its own that nobody looks at.
double windowless_speed(const Opening& opening, double seconds) {
    Session session(session_options(opening.threads));
    session.send(command::SetScenario{*opening.scenario, opening.folder});
    session.wait_for(session.send(command::Play{}));
    return training_speed(session, seconds, [] { std::this_thread::sleep_for(std::chrono::milliseconds(5)); });
}

double percentile(std::vector<double> values, double share) {
    if (values.empty()) return 0;
    std::sort(values.begin(), values.end());
    const auto index = static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size()))) - 1;
    return values[std::min(index, values.size() - 1)];
}

/// Frames at 60 per second, as a window draws them, and how long each took.
class FrameMeter {
  public:
    FrameMeter(Interface& interface, const OffscreenDisplay& display, const FrameInput& input)
        : interface_(interface), display_(display), input_(input) {}

    void frame() {
        const auto start = Clock::now();
        display_.bind();
        interface_.draw(input_);
        display_.finish();
        milliseconds_.push_back(1000 * seconds_since(start));
        note_age(start);
        next_ = std::max(next_ + std::chrono::microseconds(16667), start);
        std::this_thread::sleep_until(next_);
    }

    nlohmann::json numbers() const {
        return {{"median_ms", percentile(milliseconds_, 0.5)},
                {"p99_ms", percentile(milliseconds_, 0.99)},
                {"worst_ms", percentile(milliseconds_, 1)},
                {"snapshot_age_ms", percentile(ages_, 0.5)},
                {"frames", milliseconds_.size()}};
    }

  private:
    /// How long the snapshot that was drawn had been the newest one.
    void note_age(Clock::time_point start) {
        const std::uint64_t version = interface_.link().snapshot().version;
        if (version != seen_) {
            seen_ = version;
            seen_at_ = start;
        }
        ages_.push_back(std::chrono::duration<double, std::milli>(start - seen_at_).count());
    }

    Interface& interface_;
    const OffscreenDisplay& display_;
    FrameInput input_;
    std::vector<double> milliseconds_, ages_;
    std::uint64_t seen_ = 0;
    Clock::time_point seen_at_ = Clock::now(), next_ = Clock::now();
};

}  // namespace

Status measure_frames(const FramesOptions& options) {
    const Opening opening = endless(options.opening);
    auto display = OffscreenDisplay::create(options.width, options.height);
    if (!display) return display.error();
    const double alone = windowless_speed(opening, options.seconds);
    const SessionOptions settings = session_options(opening.threads);
    Session session(settings);
    Interface interface(session, opening, settings.training_threads);
    const FrameInput input{options.width, options.height, 1, 1.0 / 60, {}};
    constexpr int first_frames = 10;  // compile shaders, load fonts, start training
    interface.link().synchronise(interface.state());
    session.wait_for(interface.link().send(command::Play{}));
    FrameMeter warm_up(interface, **display, input);
    for (int i = 0; i < first_frames; ++i) warm_up.frame();

    FrameMeter meter(interface, **display, input);
    const double beside = training_speed(session, options.seconds, [&] { meter.frame(); });
    nlohmann::json json = meter.numbers();
    json["steps_per_second"] = beside;
    json["windowless_steps_per_second"] = alone;
    json["threads"] = settings.training_threads;
    json["width"] = options.width;
    json["height"] = options.height;
    return write_file(options.out, json.dump(2) + "\n");
}

}  // namespace ravine
