#pragma once
// The table of activations. One struct with value and derivative is the whole definition: kernels for float and double
// are made from it, and it compiles for a GPU as it stands.

#include <cmath>
#include <cstddef>
#include <span>
#include <string_view>

#include "engine/core/setting.hpp"
#include "engine/core/table.hpp"

namespace ravine {

/// Elementwise kernels over `count` numbers; `settings` are the row's own, in its order.
template <class Scalar>
struct ActivationKernels {
    /// a = f(z); in place is allowed.
    void (*forward)(const Scalar* z, Scalar* a, std::size_t count, const double* settings);
    /// gradient *= f'(z), where a = f(z).
    void (*backward)(const Scalar* z, const Scalar* a, Scalar* gradient, std::size_t count, const double* settings);
};

struct ActivationRow {
    std::string_view id;
    std::string_view label;
    std::string_view formula;
    std::string_view derivative;  ///< formula of f'
    std::string_view source;
    std::string_view onnx_operator;  ///< the operator that computes it; empty for the identity
    std::span<const Setting> settings;
    ActivationKernels<float> single;
    ActivationKernels<double> precise;

    template <class Scalar>
    const ActivationKernels<Scalar>& kernels() const {
        if constexpr (sizeof(Scalar) == sizeof(float))
            return single;
        else
            return precise;
    }
};

std::span<const ActivationRow> activations();

}  // namespace ravine
