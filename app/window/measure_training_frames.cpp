#include <atomic>
#include <chrono>
#include <thread>
#include <vector>

#include "app/window/display/offscreen_display.hpp"
#include "app/window/frame_meter.hpp"
#include "app/window/interface.hpp"
#include "app/window/measure_frames.hpp"

namespace ravine {
namespace {

/// Mini-batches per second over `seconds`, as counted by the worker; `during` is called meanwhile.
template <class During>
double training_speed(Session& session, double seconds, During during) {
    const auto start = FrameClock::now();
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
    Session session(session_options(opening));
    session.send(command::UseBackend{opening.backend});
    session.send(command::SetScenario{*opening.scenario, opening.folder});
    session.wait_for(session.send(command::Play{}));
    return training_speed(session, seconds, [] { std::this_thread::sleep_for(std::chrono::milliseconds(5)); });
}

}  // namespace

Result<nlohmann::json> measure_training_frames(const FramesOptions& options) {
    const Opening opening = endless(options.opening);
    auto display = OffscreenDisplay::create(options.width, options.height);
    if (!display) return display.error();
    const double alone = windowless_speed(opening, options.seconds);
    std::atomic<FrameClock::time_point> published = FrameClock::now();
    SessionOptions settings = session_options(opening);
    settings.notify = [&published] { published = FrameClock::now(); };
    Session session(settings);
    Interface interface(session, opening);
    const FrameInput input{options.width, options.height, 1, 1.0 / 60, {}};
    constexpr int first_frames = 10;  // compile shaders, load fonts, start training
    interface.link().synchronise(interface.state());
    session.wait_for(interface.link().send(command::Play{}));
    FrameMeter warm_up(interface, **display, input);
    for (int i = 0; i < first_frames; ++i) warm_up.frame();

    FrameMeter meter(interface, **display, input);
    std::vector<double> ages;
    const double beside = training_speed(session, options.seconds, [&] {
        const FrameClock::time_point shown = published;
        meter.frame();
        ages.push_back(1000 * std::chrono::duration<double>(meter.finished() - shown).count());
    });
    nlohmann::json json = meter.numbers();
    json["snapshot_age_ms"] = percentile(ages, 0.5);
    json["steps_per_second"] = beside;
    json["windowless_steps_per_second"] = alone;
    json["threads"] = settings.training_threads;
    return json;
}

}  // namespace ravine
