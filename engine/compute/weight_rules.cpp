#include "engine/compute/weight_rules.hpp"

#include <cmath>
#include <limits>

namespace ravine {

namespace {

template <class Scalar>
double norm_of(const Scalar* weights, int count) {
    double squares = 0;
    for (int i = 0; i < count; ++i) squares += double(weights[i]) * double(weights[i]);
    return std::sqrt(squares);
}

/// To a hair less than the bound, so that rounding does not leave a vector longer.
template <class Scalar>
void limit_norm(Scalar* weights, int count, double bound) {
    const double norm = norm_of(weights, count);
    if (!(norm > bound) || !std::isfinite(norm)) return;
    const double factor = bound / norm * (1 - 2 * double(std::numeric_limits<Scalar>::epsilon()));
    for (int i = 0; i < count; ++i) weights[i] = Scalar(double(weights[i]) * factor);
}

}  // namespace

template <class Scalar>
void decay_weights(const Regularization& regularization, std::span<const ParameterBlock> blocks, double learning_rate,
                   Scalar* parameters, Part part) {
    if (regularization.decoupled_weight_decay == 0) return;
    const Scalar kept = Scalar(1 - learning_rate * regularization.decoupled_weight_decay);
    for (const ParameterBlock& block : blocks) {
        if (!block.is_weight) continue;
        const Part common = in_common(part, {block.offset, block.offset + block.size()});
        for (std::size_t i = common.begin; i < common.end; ++i) parameters[i] *= kept;
    }
}

template <class Scalar>
void limit_norms(const Regularization& regularization, std::span<const ParameterBlock> blocks, Scalar* parameters) {
    if (regularization.max_norm == 0) return;
    for (const ParameterBlock& block : blocks) {
        if (!block.is_weight) continue;
        for (int row = 0; row < block.rows; ++row)
            limit_norm(parameters + block.offset + std::size_t(row) * std::size_t(block.columns), block.columns,
                       regularization.max_norm);
    }
}

template void decay_weights(const Regularization&, std::span<const ParameterBlock>, double, float*, Part);
template void decay_weights(const Regularization&, std::span<const ParameterBlock>, double, double*, Part);
template void limit_norms(const Regularization&, std::span<const ParameterBlock>, float*);
template void limit_norms(const Regularization&, std::span<const ParameterBlock>, double*);

}  // namespace ravine
