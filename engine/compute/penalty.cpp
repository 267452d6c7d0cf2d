#include "engine/compute/penalty.hpp"

#include <cmath>

namespace ravine {

namespace {

bool has_penalty(const Regularization& regularization) { return regularization.l1 != 0 || regularization.l2 != 0; }

}  // namespace

template <class Scalar>
double penalty_value(const Regularization& regularization, std::span<const ParameterBlock> blocks,
                     const Scalar* parameters) {
    if (!has_penalty(regularization)) return 0;
    double absolute = 0, squared = 0;
    for (const ParameterBlock& block : blocks) {
        if (!block.is_weight) continue;
        for (std::size_t i = block.offset; i < block.offset + block.size(); ++i) {
            const double weight = parameters[i];
            absolute += std::abs(weight);
            squared += weight * weight;
        }
    }
    return regularization.l1 * absolute + regularization.l2 * squared;
}

template <class Scalar>
void add_penalty_gradient(const Regularization& regularization, std::span<const ParameterBlock> blocks,
                          const Scalar* parameters, Scalar* gradient, Part part) {
    if (!has_penalty(regularization)) return;
    const Scalar l1 = Scalar(regularization.l1), twice_l2 = Scalar(2 * regularization.l2);
    for (const ParameterBlock& block : blocks) {
        if (!block.is_weight) continue;
        const Part common = in_common(part, {block.offset, block.offset + block.size()});
        for (std::size_t i = common.begin; i < common.end; ++i) {
            const Scalar weight = parameters[i];
            const Scalar sign = Scalar(weight > 0) - Scalar(weight < 0);
            gradient[i] += l1 * sign + twice_l2 * weight;
        }
    }
}

template double penalty_value(const Regularization&, std::span<const ParameterBlock>, const float*);
template double penalty_value(const Regularization&, std::span<const ParameterBlock>, const double*);
template void add_penalty_gradient(const Regularization&, std::span<const ParameterBlock>, const float*, float*, Part);
template void add_penalty_gradient(const Regularization&, std::span<const ParameterBlock>, const double*, double*,
                                   Part);

}  // namespace ravine
