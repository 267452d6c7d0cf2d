#include <algorithm>
#include <atomic>
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
    /// `published`: when the session last published, kept by its notification.
    FrameMeter(Interface& interface, const OffscreenDisplay& display, const FrameInput& input,
               const std::atomic<Clock::time_point>& published)
        : interface_(interface), display_(display), input_(input), published_(published) {}

    void frame() {
        const Clock::time_point start = Clock::now(), published = published_;
        display_.bind();
        interface_.draw(input_);
        display_.finish();
        milliseconds_.push_back(1000 * seconds_since(start));
        ages_.push_back(1000 * seconds_since(published));  // when it is on the screen
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
    Interface& interface_;
    const OffscreenDisplay& display_;
    FrameInput input_;
    const std::atomic<Clock::time_point>& published_;
    std::vector<double> milliseconds_, ages_;
    Clock::time_point next_ = Clock::now();
};

}  // namespace

Status measure_frames(const FramesOptions& options) {
    const Opening opening = endless(options.opening);
    auto display = OffscreenDisplay::create(options.width, options.height);
    if (!display) return display.error();
    const double alone = windowless_speed(opening, options.seconds);
    std::atomic<Clock::time_point> published = Clock::now();
    SessionOptions settings = session_options(opening.threads);
    settings.notify = [&published] { published = Clock::now(); };
    Session session(settings);
    Interface interface(session, opening, settings.training_threads);
    const FrameInput input{options.width, options.height, 1, 1.0 / 60, {}};
    constexpr int first_frames = 10;  // compile shaders, load fonts, start training
    interface.link().synchronise(interface.state());
    session.wait_for(interface.link().send(command::Play{}));
    FrameMeter warm_up(interface, **display, input, published);
    for (int i = 0; i < first_frames; ++i) warm_up.frame();

    FrameMeter meter(interface, **display, input, published);
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
