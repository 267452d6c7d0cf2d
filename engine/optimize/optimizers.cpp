#include "engine/optimize/optimizers.hpp"

#include <fmt/format.h>

#include "engine/core/table.hpp"
#include "engine/optimize/rules/first_order.hpp"
#include "engine/optimize/rules/gauss_newton.hpp"
#include "engine/optimize/rules/lbfgs.hpp"
#include "engine/optimize/rules/newton.hpp"

namespace ravine {

// To add an optimizer: one struct that is made from (settings, step) and updates one parameter, and its row, in rules/.
// A second-order one is a function that asks an Objective, and its row.

namespace {

using namespace optimizer_rows;

constexpr std::array optimizer_table = {sgd,   momentum, nesterov, adagrad, adadelta, rmsprop,      adam,
                                        adamw, nadam,    amsgrad,  lion,    newton,   gauss_newton, lbfgs};

constexpr bool learning_rate_comes_first(std::span<const OptimizerRow> rows) {
    for (const OptimizerRow& optimizer : rows)
        if (optimizer.settings.empty() || optimizer.settings[0].key != "learning_rate") return false;
    return true;
}

static_assert(is_sound_table(std::span<const OptimizerRow>(optimizer_table)));
static_assert(learning_rate_comes_first(optimizer_table));
static_assert(all_types(FirstOrderRules<float>(),
                        []<class Rule>(std::size_t place) {
                            return optimizer_table[place].single == run_rule<Rule, float>;
                        }) &&
              optimizer_table[FirstOrderRules<float>::count].single == nullptr);

}  // namespace

std::span<const OptimizerRow> optimizers() { return optimizer_table; }

Status check_parameter_count(const OptimizerRow& row, std::size_t count, std::string_view where) {
    if (!row.asks_objective() || count <= row.rule.most_parameters) return {};
    return input_error(fmt::format("'{}' is for at most {} parameters, as {}; the network has {}", row.id,
                                   row.rule.most_parameters, row.rule.reason, count),
                       std::string(where), "take a smaller network or a first-order optimizer");
}

}  // namespace ravine
