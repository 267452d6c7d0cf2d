#include "app/window/state/state_text.hpp"

#include <cmath>
#include <nlohmann/json.hpp>

namespace ravine {
namespace {

using nlohmann::json;

const char* run_state_id(RunState state) {
    constexpr std::pair<RunState, const char*> ids[] = {{RunState::paused, "paused"},
                                                        {RunState::running, "running"},
                                                        {RunState::finished, "finished"},
                                                        {RunState::diverged, "diverged"}};
    for (const auto& [known, id] : ids)
        if (known == state) return id;
    return "";
}

json number(double value) { return std::isfinite(value) ? json(value) : json(); }

/// Points of each class, as the worker has them.
json class_counts(const Dataset& data) {
    std::vector<int> counts(static_cast<std::size_t>(std::max(data.classes, 0)));
    for (const Point& point : data.points)
        if (const auto index = static_cast<std::size_t>(point.target); index < counts.size()) ++counts[index];
    return counts;
}

json training_state(const Snapshot& snapshot) {
    json state;
    state["run_state"] = run_state_id(snapshot.run_state);
    state["epoch"] = snapshot.model.epoch;
    state["step"] = snapshot.model.step;
    state["learning_rate"] = number(snapshot.learning_rate);
    state["train_accuracy"] = number(snapshot.train.accuracy);
    state["validation_accuracy"] = number(snapshot.validation.accuracy);
    state["train_loss"] = number(snapshot.train.loss);
    state["points"] = snapshot.model.data ? snapshot.model.data->points.size() : 0;
    if (snapshot.model.data && snapshot.model.data->task == Task::classify)
        state["class_counts"] = class_counts(*snapshot.model.data);
    std::vector<int> widths;
    for (int layer = 0; snapshot.model.network && layer < snapshot.model.network->depth(); ++layer)
        widths.push_back(snapshot.model.network->width(layer));
    state["layers"] = widths;
    return state;
}

json race_state(const LandscapeState& landscape) {
    std::vector<std::string> racers;
    for (const Racer& racer : landscape.race.racers) racers.push_back(racer.optimizer.id);
    return {{"surface", landscape.race.surface.id},
            {"settings", landscape.race.surface.values},
            {"racers", racers},
            {"start", landscape.race.start},
            {"steps", static_cast<std::uint64_t>(landscape.steps)},
            {"is_racing", landscape.is_racing}};
}

}  // namespace

std::string state_text(const WindowState& state, const SessionLink& link, const std::string& newest_message) {
    json text = training_state(link.snapshot());
    text["workspace"] = state.workspace;
    const auto* drawn = std::get_if<PointsSource>(&state.scenario.data.source);
    text["drawn"] = drawn != nullptr ? json(drawn->points.size()) : json();
    text["undo_steps"] = state.undo.steps();
    text["task"] = task_row(state.scenario.task).id;
    text["race"] = race_state(state.landscape);
    text["light"] = state.look.light;
    text["presenter"] = state.look.presenter;
    text["user_scale"] = state.look.user_scale;
    text["waiting"] = link.is_waiting();
    text["last_event"] = newest_message;
    return text.dump();
}

}  // namespace ravine
