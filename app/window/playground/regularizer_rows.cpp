#include "app/window/playground/regularizer_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <string>
#include <vector>

#include "app/window/widgets/fold.hpp"
#include "app/window/widgets/segmented.hpp"
#include "app/window/widgets/setting_slider.hpp"
#include "app/window/widgets/text.hpp"
#include "engine/train/regularizers.hpp"
#include "engine/train/scenario_numbers.hpp"

namespace ravine {
namespace {

/// "λ₂ 0.001", "patience 50 epochs", "3 networks".
std::string amount_words(const Setting& setting, double value) {
    if (!setting.symbol.empty() && !setting.unit.empty()) return fmt::format("{} {}", value, setting.unit);
    std::string name(setting.symbol.empty() ? setting.label : setting.symbol);
    if (setting.symbol.empty())
        name.front() = static_cast<char>(std::tolower(static_cast<unsigned char>(name.front())));
    return fmt::format("{} {}{}{}", name, value, setting.unit.empty() ? "" : " ", setting.unit);
}

std::string words_of(const Scenario& scenario) {
    std::vector<std::string> words;
    for (const RegularizerRow& row : regularizers())
        if (const Setting& setting = row.settings.front(); row.is_on(scenario))
            words.push_back(amount_words(setting, *scenario_number(row.object, setting.key).get(scenario)));
    return words.empty() ? "none" : fmt::format("{}", fmt::join(words, " · "));
}

/// A number that may be missing: a switch, and its slider while it is there.
void draw_optional(const RegularizerRow& row, const Setting& setting, std::optional<double>& value,
                   const SliderLook& look) {
    bool on = value.has_value();
    const std::string id(row.id);
    if (toggle(id.c_str(), row.label, on)) value = on ? std::optional(setting.standard) : std::nullopt;
    explain_item({row.label, setting.help, row.formula, row.source});
    if (value) setting_slider(setting, *value, look);
}

/// What belongs to a row that is off is not shown, unless it has been changed.
bool is_shown(const RegularizerRow& row, const Setting& setting, const Scenario& scenario,
              const std::optional<double>& value) {
    return &setting == &row.settings.front() || row.is_on(scenario) || (value && *value != setting.standard);
}

void draw_row(const RegularizerRow& row, Scenario& scenario) {
    for (const Setting& setting : row.settings) {
        const ScenarioNumberRow& number = scenario_number(row.object, setting.key);
        std::optional<double> value = number.get(scenario);
        if (!is_shown(row, setting, scenario, value)) continue;
        const SliderLook look{
            .least = setting.least, .most = row.usual_most, .formula = row.formula, .source = row.source};
        if (number.optional)
            draw_optional(row, setting, value, look);
        else
            setting_slider(setting, *value, look);
        if (value != number.get(scenario)) number.set(scenario, value);
    }
}

}  // namespace

void draw_regularizers(PlaygroundState& playground, Scenario& scenario) {
    if (!fold("regularization", "Regularisation", words_of(scenario), playground.shows_regularization)) return;
    for (const RegularizerRow& row : regularizers())
        if (row.fits(scenario)) draw_row(row, scenario);
}

}  // namespace ravine
