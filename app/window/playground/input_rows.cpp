#include "app/window/playground/input_rows.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "app/window/widgets/fold.hpp"
#include "app/window/widgets/row_combo.hpp"
#include "app/window/widgets/segmented.hpp"
#include "app/window/widgets/setting_slider.hpp"
#include "app/window/widgets/text.hpp"
#include "engine/core/table.hpp"
#include "engine/data/augmentations.hpp"
#include "engine/data/input_noises.hpp"

namespace ravine {
namespace {

/// What is folded away must not be overlooked.
std::string input_words(const Scenario& scenario) {
    std::vector<std::string> words;
    if (scenario.standardize) words.push_back("standardised");
    for (const AugmentationRow& row : augmentations())
        if (const double amount = scenario.augmentation.*row.amount; amount != 0)
            words.push_back(row.setting().scale == Scale::choice
                                ? fmt::format("{} {}", row.id, format_setting(row.setting(), amount))
                                : fmt::format("{} {}{}", row.id, amount, row.setting().unit));
    if (!scenario.input_noise.values.empty()) words.push_back(fmt::format("noise {}", scenario.input_noise.values[0]));
    return words.empty() ? "no augmentation" : fmt::format("{}", fmt::join(words, " · "));
}

void draw_augmentation(Scenario& scenario) {
    for (const AugmentationRow& row : augmentations())
        if (row.fits(scenario.task))
            setting_slider(row.setting(), scenario.augmentation.*row.amount,
                           {.formula = row.formula, .source = row.source});
}

}  // namespace

void draw_input_rows(PlaygroundState& playground, Scenario& scenario) {
    if (!fold("inputs", "Inputs", input_words(scenario), playground.shows_inputs)) return;
    toggle("standardize", "Standardise inputs", scenario.standardize);
    explain_item({"Standardise inputs", "Coordinates to mean 0 and deviation 1, measured on the training points."});
    draw_augmentation(scenario);
    selection_combo("input_noise", "Noise", input_noises(), scenario.input_noise);
    selection_sliders(input_noises(), scenario.input_noise);
}

}  // namespace ravine
