#pragma once
// The table of activations. One struct with value and derivative (of one number, or of a column of units) is the whole
// definition: kernels for float and double are made from it, and it compiles for a GPU as it stands.

#include <array>
#include <cmath>
#include <optional>
#include <span>
#include <string_view>

#include "engine/core/setting.hpp"
#include "engine/core/table.hpp"

namespace ravine {

/// Kernels over [units × samples], row-major; `settings` are the row's own, in its order. Most look at each number by
/// itself, softmax at a sample's units together.
template <class Scalar>
struct ActivationKernels {
    /// a = f(z); in place is allowed.
    void (*forward)(const Scalar* z, Scalar* a, int units, int samples, const double* settings);
    /// gradient ← f'(z)ᵀ·gradient, where a = f(z); z is not looked at unless ActivationRow::derivative_needs_sums.
    void (*backward)(const Scalar* z, const Scalar* a, Scalar* gradient, int units, int samples,
                     const double* settings);
};

/// What an operator of ONNX takes: z, the result of the step before, or a number.
struct OnnxOperand {
    enum class Kind { none, sum, before, number } kind = Kind::none;
    float number = 0;
};

/// One operator of an activation's ONNX graph; the last step's result is the activation.
struct OnnxStep {
    std::string_view operation;
    std::array<OnnxOperand, 3> operands;
    std::string_view attribute = {};  ///< takes the value of the row's first setting; empty where there is none
};

struct ActivationRow {
    std::string_view id;
    std::string_view label;
    std::string_view formula;
    std::string_view derivative;  ///< formula of f'
    std::string_view source;
    std::span<const OnnxStep> onnx;  ///< the operators that compute it; none for the identity
    std::span<const Setting> settings;
    std::optional<double> floor;  ///< where f(z) is max(z, floor): a product can do that as it stores its sums
    bool is_elementwise;          ///< looks at each number by itself
    bool derivative_needs_sums;   ///< f' is computed from z; else from a = f(z) alone, and z need not be kept
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
