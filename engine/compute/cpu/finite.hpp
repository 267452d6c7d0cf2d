#pragma once
// Whether numbers are finite, looked at in every step.

#include <algorithm>
#include <bit>
#include <cstdint>
#include <limits>
#include <span>
#include <string_view>
#include <type_traits>

#include "engine/core/vector_loop.hpp"

namespace ravine {

/// By the bits, in which infinity is larger than any number, and what is none larger than infinity.
template <class Scalar>
bool all_finite(std::span<const Scalar> values) {
    using Bits = std::conditional_t<sizeof(Scalar) == sizeof(float), std::int32_t, std::int64_t>;
    Bits largest = 0;
    vector_loop([&]() RAVINE_LOOP_BODY {
        const auto size = [](Scalar value) { return std::bit_cast<Bits>(value) & std::numeric_limits<Bits>::max(); };
        Bits most = 0;
        for (std::size_t i = 0; i < values.size(); ++i) most = std::max(most, size(values[i]));
        largest = most;
    });
    return largest < std::bit_cast<Bits>(std::numeric_limits<Scalar>::infinity());
}

/// As StepReport::not_finite names it after a step.
template <class Scalar>
std::string_view not_finite_among(bool weights_are_finite, std::span<const Scalar> buffers) {
    if (!weights_are_finite) return "a weight";
    if (!buffers.empty() && !all_finite(buffers)) return "a running statistic";
    return {};
}

}  // namespace ravine
