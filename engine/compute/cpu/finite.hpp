#pragma once
// Whether numbers are finite, looked at in every step.

#include <span>
#include <string_view>

namespace ravine {

/// Whether none of them is infinite or not a number.
template <class Scalar>
bool all_finite(std::span<const Scalar> values);

template <>
bool all_finite(std::span<const float> values);
template <>
bool all_finite(std::span<const double> values);

/// As StepReport::not_finite names it after a step.
template <class Scalar>
std::string_view not_finite_among(bool weights_are_finite, std::span<const Scalar> buffers) {
    if (!weights_are_finite) return "a weight";
    if (!buffers.empty() && !all_finite<Scalar>(buffers)) return "a running statistic";
    return {};
}

}  // namespace ravine
