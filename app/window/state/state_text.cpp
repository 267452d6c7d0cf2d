#include "app/window/state/state_text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
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

/// Standard deviations of the points across and up, and the least and largest of what is to be learned.
void describe_points(const Dataset& data, json& state) {
    std::array<double, 2> sums{}, squares{};
    std::array<double, 2> ends{std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()};
    for (const Point& point : data.points) {
        const std::array<double, 2> place{point.x1, point.x2};
        for (std::size_t i = 0; i < 2; ++i) sums[i] += place[i], squares[i] += place[i] * place[i];
        ends = {std::min(ends[0], point.target), std::max(ends[1], point.target)};
    }
    const auto count = static_cast<double>(data.points.size());
    const auto deviation = [&](std::size_t i) {
        return std::sqrt(std::max(0.0, squares[i] / count - sums[i] * sums[i] / (count * count)));
    };
    state["spread"] = {number(deviation(0)), number(deviation(1))};
    state["targets"] = {number(ends[0]), number(ends[1])};
    state["training_points"] = data.count(Split::train);
}

/// Σ|w| over the weights of all layers.
double weight_sum(const Model& model) {
    double sum = 0;
    if (!model.network || !model.parameters) return sum;
    for (const ParameterBlock& block : model.network->blocks())
        for (std::size_t i = 0; block.is_weight && i < block.size(); ++i)
            sum += std::abs(static_cast<double>((*model.parameters)[block.offset + i]));
    return sum;
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
    if (snapshot.model.data) describe_points(*snapshot.model.data, state);
    state["penalty"] = number(snapshot.penalty);
    state["weight_sum"] = number(weight_sum(snapshot.network()));
    std::vector<int> widths;
    for (int layer = 0; snapshot.model.network && layer < snapshot.model.network->depth(); ++layer)
        widths.push_back(snapshot.model.network->width(layer));
    state["layers"] = widths;
    state["backend"] = {{"chosen", snapshot.backend.chosen},
                        {"computes", snapshot.backend.choice.row->id},
                        {"way", snapshot.backend.way}};
    state["members"] = snapshot.members.size();
    state["shown_member"] = snapshot.shown_member;
    if (snapshot.rates)
        state["rates"] = {{"tested", snapshot.rates->trials.size()}, {"is_done", snapshot.rates->is_done()}};
    return state;
}

json camera_state(const Camera& camera) {
    return {{"azimuth", camera.azimuth},
            {"elevation", camera.elevation},
            {"distance", camera.distance},
            {"target", {camera.target.x, camera.target.y, camera.target.z}}};
}

json race_state(const LandscapeState& landscape) {
    std::vector<std::string> racers, names;
    json starts = json::array(), settings = json::array();
    for (const Racer& racer : landscape.race.racers) {
        racers.push_back(racer.optimizer.id);
        names.push_back(racer.name);
        settings.push_back(racer.optimizer.values);
        starts.push_back(racer.start ? json(*racer.start) : json());
    }
    const auto* typed = std::get_if<TypedFormula>(&landscape.race.surface);
    const auto* painted = std::get_if<PaintedGround>(&landscape.race.surface);
    const Selection* row = row_selection(landscape.race.surface);
    const Window& window = landscape.window;
    return {{"surface", row != nullptr ? json(row->id) : json()},
            {"settings", row != nullptr ? json(row->values) : json()},
            {"racers", racers},
            {"names", names},
            {"racer_settings", settings},
            {"own_starts", starts},
            {"selected", landscape.selected_racer},
            {"is_network", std::holds_alternative<NetworkSlice>(landscape.race.surface)},
            {"formula", typed != nullptr ? json(typed->text) : json()},
            {"unreadable_formula", landscape.formula_text ? json(*landscape.formula_text) : json()},
            {"painted_heights", painted != nullptr ? json(painted->size) : json()},
            {"bumps", painted != nullptr ? json(painted->bumps.size()) : json()},
            {"furthest", static_cast<std::uint64_t>(landscape.furthest)},
            {"lit_line", landscape.lit_line ? json(*landscape.lit_line) : json()},
            {"start", landscape.race.start},
            {"steps", static_cast<std::uint64_t>(landscape.steps)},
            {"is_racing", landscape.is_racing},
            {"window", {window.x_least, window.x_most, window.y_least, window.y_most}},
            {"logarithmic_heights", landscape.logarithmic_heights},
            {"shades_heights", landscape.shades_heights},
            {"camera", camera_state(landscape.camera)},
            {"pointed", landscape.pointed ? json(*landscape.pointed) : json()}};
}

template <class Subject>
json map_state(const Picture<ArrivalMap<Subject>>* picture) {
    if (picture == nullptr) return {};
    const ArrivalMap<Subject>& map = picture->content;
    const ArrivalSummary summary = summary_of(map.arrivals, map.subject.surface->traits().minima.size());
    return {{"columns", map.columns},
            {"rows", map.rows},
            {"finest", map.finest},
            {"optimizer", map.subject.question.optimizer.id},
            {"settings", map.subject.question.optimizer.values},
            {"at_minimum", summary.at_minimum},
            {"elsewhere", summary.elsewhere},
            {"diverged", summary.diverged}};
}

std::vector<std::string> kinds_of(const std::vector<LayerSpecification>& layers) {
    std::vector<std::string> kinds;
    for (const LayerSpecification& layer : layers) kinds.push_back(layer.layer.id);
    return kinds;
}

json augmentation_state(const Augmentation& augmentation) {
    json state;
    for (const AugmentationRow& row : augmentations()) state[std::string(row.id)] = augmentation.*row.amount;
    return state;
}

/// What the sliders and switches of the left panels are set to, and the layers of the scenario.
json settings_state(const WindowState& state) {
    json settings = json::array(), inside = json::array();
    for (const LayerSpecification& layer : state.scenario.network.layers) {
        settings.push_back(layer.layer.values);
        inside.push_back(kinds_of(layer.layers));
    }
    return {{"layers", kinds_of(state.scenario.network.layers)},
            {"layer_settings", settings},
            {"layers_inside", inside},
            {"brush_radius", state.playground.brush_radius},
            {"brush_target", state.playground.brush_target},
            {"batch_size", state.scenario.batch_size},
            {"shuffle", state.scenario.shuffle},
            {"standardize", state.scenario.standardize},
            {"input_noise", state.scenario.input_noise.id},
            {"augmentation", augmentation_state(state.scenario.augmentation)},
            {"initial_parameters", state.scenario.initial_parameters},
            {"l1", state.scenario.regularization.l1},
            {"l2", state.scenario.regularization.l2},
            {"decoupled_weight_decay", state.scenario.regularization.decoupled_weight_decay},
            {"max_norm", state.scenario.regularization.max_norm},
            {"optimizer", state.scenario.optimizer.values},
            {"loss", state.scenario.loss.id},
            {"loss_settings", state.scenario.loss.values},
            {"members", state.scenario.ensemble.members},
            {"bootstrap", state.scenario.ensemble.bootstrap},
            {"patience", state.scenario.stop.patience ? json(*state.scenario.stop.patience) : json()},
            {"stop_epochs", state.scenario.stop.epochs ? json(*state.scenario.stop.epochs) : json()}};
}

}  // namespace

std::string state_text(const WindowState& state, const SessionLink& link, const std::string& newest_message) {
    json text = training_state(link.snapshot());
    text["workspace"] = state.workspace;
    const auto* drawn = std::get_if<PointsSource>(&state.scenario.data.source);
    text["drawn"] = drawn != nullptr ? json(drawn->points.size()) : json();
    text["undo_steps"] = state.undo.steps();
    text["task"] = task_row(state.scenario.task).id;
    text["lesson"] =
        state.lesson ? json{{"id", state.lesson->id}, {"fits", fits_lesson(state, *state.lesson)}} : json();
    text["settings"] = settings_state(state);
    text["race"] = race_state(state.landscape);
    text["basins"] = map_state(link.snapshot().basins.get());
    text["rate_map"] = map_state(link.snapshot().rate_map.get());
    text["light"] = state.look.light;
    text["presenter"] = state.look.presenter;
    text["user_scale"] = state.look.user_scale;
    text["waiting"] = link.is_waiting();
    text["last_event"] = newest_message;
    text["film"] = {{"seconds", state.film.seconds},
                    {"fps", state.film.frames_per_second},
                    {"width", state.film.width},
                    {"height", state.film.height}};
    text["recorded_percent"] = state.recorded_percent ? json(*state.recorded_percent) : json();
    return text.dump();
}

}  // namespace ravine
