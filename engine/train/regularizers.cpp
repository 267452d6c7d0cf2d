#include "engine/train/regularizers.hpp"

#include <algorithm>
#include <array>

#include "engine/core/table.hpp"

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

namespace {

constexpr std::array table = {
    RegularizerRow{"l1",
                   "L1 penalty",
                   "J̃ = J + λ₁·Σ|w|",
                   "Tibshirani 1996, Regression shrinkage via the lasso",
                   {&l1_setting, 1},
                   &Regularization::l1},
    RegularizerRow{"l2",
                   "L2 penalty",
                   "J̃ = J + λ₂·Σw²",
                   "Krogh & Hertz 1992, A simple weight decay",
                   {&l2_setting, 1},
                   &Regularization::l2},
    RegularizerRow{"decoupled_weight_decay",
                   "Decoupled weight decay",
                   "w ← w − η(t)·λ·w\nthen the optimizer's step",
                   "Loshchilov & Hutter 2019, Decoupled weight decay regularization",
                   {&decoupled_weight_decay_setting, 1},
                   &Regularization::decoupled_weight_decay},
    RegularizerRow{"max_norm",
                   "Max-norm",
                   "w ← w·min(1, c/‖w‖)\nfor the incoming weights w of each unit",
                   "Hinton et al. 2012; Srivastava et al. 2014, section 5.1",
                   {&max_norm_setting, 1},
                   &Regularization::max_norm},
};

constexpr bool ids_are_keys() {
    return std::ranges::all_of(table, [](const RegularizerRow& row) {
        return row.settings.size() == 1 && row.settings[0].key == row.id && row.settings[0].standard == 0;
    });
}

static_assert(is_sound_table(std::span<const RegularizerRow>(table)));
static_assert(ids_are_keys());

}  // namespace

std::span<const RegularizerRow> regularizers() { return table; }

}  // namespace ravine
