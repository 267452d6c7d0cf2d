#pragma once
// What a step does to θ once it has the gradient: penalties, decay, the optimizer's rule, bounds on norms.

#include <cmath>
#include <limits>

#include "engine/compute/kernels/finite.hpp"
#include "engine/compute/kernels/group.hpp"
#include "engine/compute/kernels/operation.hpp"
#include "engine/compute/regularization.hpp"
#include "engine/optimize/rules/first_order.hpp"

namespace ravine::kernels {

/// gradient += λ₁·sign(w) + 2·λ₂·w, then w ← w·kept, for the weights of a block.
template <class Group, class S>
RAVINE_HOST_DEVICE void regularize(const Group& group, const Regularization& regularization, const WeightBlock& block,
                                   S kept, S* parameters, S* gradient) {
    const S l1 = S(regularization.l1), twice_l2 = S(2 * regularization.l2);
    const bool has_penalty = regularization.l1 != 0 || regularization.l2 != 0;
    group.for_each(block.rows * block.columns, [&](int i) {
        const S weight = parameters[block.offset + i];
        if (has_penalty) gradient[block.offset + i] += l1 * (S(weight > 0) - S(weight < 0)) + twice_l2 * weight;
        parameters[block.offset + i] = weight * kept;
    });
}

/// One step of the rule over θ [count]; its state has `count` numbers for each vector. Raises `not_finite` where θ is
/// not finite then.
template <class Rule, class Group, class S>
RAVINE_HOST_DEVICE void update(const Group& group, const Rule& rule, S* parameters, const S* gradient, S* state,
                               int count, int* not_finite) {
    constexpr int vectors = Rule::vectors;
    group.for_each(count, [&](int i) {
        S own[vectors > 0 ? vectors : 1];
        for (int k = 0; k < vectors; ++k) own[k] = state[std::ptrdiff_t(k) * count + i];
        S parameter = parameters[i];
        rule.update(parameter, gradient[i], own);
        parameters[i] = parameter;
        for (int k = 0; k < vectors; ++k) state[std::ptrdiff_t(k) * count + i] = own[k];
        if (!is_finite(parameter)) raise(not_finite);
    });
}

/// Scales a unit's incoming weights back to the length `most` where they are longer, as limit_norms() does.
template <class Group, class S>
RAVINE_HOST_DEVICE void limit_norms(const Group& group, const WeightBlock& block, double most, S* parameters) {
    group.for_each_row(block.rows, [&](int row, const Lanes& lanes) {
        S* weights = parameters + block.offset + std::ptrdiff_t(row) * block.columns;
        const double norm = std::sqrt(
            lanes.template sum<double>(block.columns, [&](int i) { return double(weights[i]) * double(weights[i]); }));
        if (!(norm > most) || !is_finite(norm)) return;
        const double factor = most / norm * (1 - 2 * double(std::numeric_limits<S>::epsilon()));
        lanes.for_each(block.columns, [&](int i) { weights[i] = S(double(weights[i]) * factor); });
    });
}

}  // namespace ravine::kernels
