#include "engine/train/scenario_numbers.hpp"

#include <algorithm>
#include <array>

namespace ravine {

namespace {

template <class Number>
std::optional<double> as_double(const std::optional<Number>& number) {
    return number ? std::optional<double>(static_cast<double>(*number)) : std::nullopt;
}

std::optional<int> as_int(std::optional<double> number) {
    return number ? std::optional<int>(static_cast<int>(*number)) : std::nullopt;
}

const GeneratorSource* generated(const Scenario& scenario) {
    return std::get_if<GeneratorSource>(&scenario.data.source);
}

using Value = std::optional<double>;

// In the order in which a scenario is written.
constexpr std::array number_rows = {
    ScenarioNumberRow{
        "data", &points_setting, false,
        [](const Scenario& s) -> Value { return generated(s) ? Value(generated(s)->points) : Value(); },
        [](Scenario& s, Value v) { std::get<GeneratorSource>(s.data.source).points = static_cast<int>(*v); }},
    ScenarioNumberRow{"data", &noise_setting, false,
                      [](const Scenario& s) -> Value { return generated(s) ? Value(generated(s)->noise) : Value(); },
                      [](Scenario& s, Value v) { std::get<GeneratorSource>(s.data.source).noise = *v; }},
    ScenarioNumberRow{"data", &validation_setting, false, [](const Scenario& s) -> Value { return s.data.validation; },
                      [](Scenario& s, Value v) { s.data.validation = *v; }},
    ScenarioNumberRow{"regularization", &l1_setting, false,
                      [](const Scenario& s) -> Value { return s.regularization.l1; },
                      [](Scenario& s, Value v) { s.regularization.l1 = *v; }},
    ScenarioNumberRow{"regularization", &l2_setting, false,
                      [](const Scenario& s) -> Value { return s.regularization.l2; },
                      [](Scenario& s, Value v) { s.regularization.l2 = *v; }},
    ScenarioNumberRow{"regularization", &decoupled_weight_decay_setting, false,
                      [](const Scenario& s) -> Value { return s.regularization.decoupled_weight_decay; },
                      [](Scenario& s, Value v) { s.regularization.decoupled_weight_decay = *v; }},
    ScenarioNumberRow{"regularization", &max_norm_setting, false,
                      [](const Scenario& s) -> Value { return s.regularization.max_norm; },
                      [](Scenario& s, Value v) { s.regularization.max_norm = *v; }},
    ScenarioNumberRow{"stop", &epochs_setting, true, [](const Scenario& s) { return as_double(s.stop.epochs); },
                      [](Scenario& s, Value v) { s.stop.epochs = as_int(v); }},
    ScenarioNumberRow{"stop", &patience_setting, true, [](const Scenario& s) { return as_double(s.stop.patience); },
                      [](Scenario& s, Value v) { s.stop.patience = as_int(v); }},
    ScenarioNumberRow{"stop", &target_loss_setting, true,
                      [](const Scenario& s) { return as_double(s.stop.target_loss); },
                      [](Scenario& s, Value v) { s.stop.target_loss = v; }},
    ScenarioNumberRow{"ensemble", &members_setting, false,
                      [](const Scenario& s) -> Value { return s.ensemble.members; },
                      [](Scenario& s, Value v) { s.ensemble.members = static_cast<int>(*v); }},
    ScenarioNumberRow{"ensemble", &bootstrap_setting, false,
                      [](const Scenario& s) -> Value { return s.ensemble.bootstrap ? 1 : 0; },
                      [](Scenario& s, Value v) { s.ensemble.bootstrap = *v != 0; }},
};

}  // namespace

std::string ScenarioNumberRow::path() const {
    return (object.empty() ? "" : std::string(object) + ".") + std::string(setting->key);
}

std::span<const ScenarioNumberRow> scenario_numbers() { return number_rows; }

const ScenarioNumberRow& scenario_number(std::string_view object, std::string_view key) {
    return *std::ranges::find_if(
        number_rows, [&](const ScenarioNumberRow& row) { return row.object == object && row.setting->key == key; });
}

}  // namespace ravine
