#include "engine/optimize/optimizers.hpp"

#include "engine/core/table.hpp"
#include "engine/optimize/rules/adam.hpp"
#include "engine/optimize/rules/adaptive.hpp"
#include "engine/optimize/rules/momentum.hpp"

namespace ravine {

// To add an optimizer: one struct that is made from (settings, step) and updates one parameter, and its row, in rules/.

namespace {

using namespace optimizer_rows;

constexpr std::array table = {sgd, momentum, nesterov, adagrad, adadelta, rmsprop, adam, adamw, nadam, amsgrad, lion};

constexpr bool learning_rate_comes_first(std::span<const OptimizerRow> rows) {
    for (const OptimizerRow& optimizer : rows)
        if (optimizer.settings.empty() || optimizer.settings[0].key != "learning_rate") return false;
    return true;
}

static_assert(is_sound_table(std::span<const OptimizerRow>(table)));
static_assert(learning_rate_comes_first(table));

}  // namespace

std::span<const OptimizerRow> optimizers() { return table; }

}  // namespace ravine
