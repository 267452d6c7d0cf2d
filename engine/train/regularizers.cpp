#include "engine/train/regularizers.hpp"

#include <algorithm>
#include <array>

#include "engine/core/table.hpp"
#include "engine/train/scenario_numbers.hpp"

namespace ravine {

constexpr Setting l1_setting = {"l1", "L1 penalty",      "λ₁", "Weight of Σ|w| beside the loss.", 0, 0,
                                10,   Scale::logarithmic};
constexpr Setting l2_setting = {"l2", "L2 penalty",      "λ₂", "Weight of Σw² beside the loss.", 0, 0,
                                10,   Scale::logarithmic};
constexpr Setting decoupled_weight_decay_setting = {
    "decoupled_weight_decay",
    "Decoupled decay",
    "λ",
    "Each step shrinks the weights by this share of the learning rate, beside the optimizer and not through its "
    "gradient. Not biases.",
    0,
    0,
    10,
    Scale::logarithmic};
constexpr Setting max_norm_setting = {
    "max_norm",
    "Max-norm",
    "c",
    "After each step the incoming weights of a unit are scaled back to this length where they are longer; 0: no bound.",
    0,
    0,
    100,
    Scale::logarithmic};

constexpr Setting patience_setting = {
    "patience",
    "Patience",
    "",
    "Training ends after this many epochs without a better validation loss, and the best weights come back.",
    50,
    1,
    1e9,
    Scale::integer,
    {},
    "epochs"};
constexpr Setting members_setting = {
    "members",
    "Ensemble of",
    "K",
    "Networks that are trained side by side, each from initial weights and in an order of its own; the prediction is "
    "the mean of theirs.",
    1,
    1,
    50,
    Scale::integer,
    {},
    "networks"};
constexpr Setting bootstrap_setting = {
    "bootstrap",
    "Bootstrap",
    "",
    "Each member trains on as many points as there are, drawn with replacement from the training points (bagging).",
    0,
    0,
    1,
    Scale::toggle};

namespace {

constexpr std::array ensemble_settings = {members_setting, bootstrap_setting};

constexpr std::array regularizer_rows = {
    RegularizerRow{"l1",
                   "L1 penalty",
                   "J̃ = J + λ₁·Σ|w|",
                   "Tibshirani 1996, Regression shrinkage via the lasso",
                   {&l1_setting, 1},
                   "regularization",
                   1},
    RegularizerRow{"l2",
                   "L2 penalty",
                   "J̃ = J + λ₂·Σw²",
                   "Krogh & Hertz 1992, A simple weight decay",
                   {&l2_setting, 1},
                   "regularization",
                   1},
    RegularizerRow{"decoupled_weight_decay",
                   "Decoupled weight decay",
                   "w ← w − η(t)·λ·w\nthen the optimizer's step",
                   "Loshchilov & Hutter 2019, Decoupled weight decay regularization",
                   {&decoupled_weight_decay_setting, 1},
                   "regularization",
                   1,
                   [](const Scenario& scenario) { return own_weight_decay(scenario.optimizer) == 0; }},
    RegularizerRow{"max_norm",
                   "Max-norm",
                   "w ← w·min(1, c/‖w‖)\nfor the incoming weights w of each unit",
                   "Hinton et al. 2012; Srivastava et al. 2014, section 5.1",
                   {&max_norm_setting, 1},
                   "regularization",
                   10},
    RegularizerRow{"early_stopping",
                   "Early stopping",
                   "t* = argmin L(t) over the validation points\nends at t* + patience, θ ← θ(t*)",
                   "Prechelt 1998, Early stopping, but when?",
                   {&patience_setting, 1},
                   "stop",
                   300},
    RegularizerRow{"ensemble", "Ensemble", "ŷ(x) = (1/K)·Σₖ ŷₖ(x)\nbootstrap: Dₖ is n draws from the n points",
                   "Hansen & Salamon 1990, Neural network ensembles; bootstrap: Breiman 1996, Bagging predictors",
                   ensemble_settings, "ensemble", 10},
};

static_assert(is_sound_table(std::span<const RegularizerRow>(regularizer_rows)));
static_assert(std::ranges::none_of(regularizer_rows, [](const RegularizerRow& row) { return row.settings.empty(); }));

}  // namespace

bool RegularizerRow::is_on(const Scenario& scenario) const {
    const ScenarioNumberRow& number = scenario_number(object, settings.front().key);
    const std::optional<double> value = number.get(scenario);
    return value && (number.optional || *value != settings.front().standard);
}

std::span<const RegularizerRow> regularizers() { return regularizer_rows; }

}  // namespace ravine
