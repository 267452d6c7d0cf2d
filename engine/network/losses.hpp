#pragma once
// The table of losses. A loss fixes the output layer (units, activation), the coding of targets, and what is predicted.

#include <cstddef>
#include <span>
#include <string_view>

#include "engine/core/host_device.hpp"
#include "engine/core/result.hpp"
#include "engine/core/setting.hpp"
#include "engine/data/task.hpp"

namespace ravine {

/// Kernels over a batch. `outputs` [units × samples] holds the output layer's values after its activation (where p
/// is a softmax or sigmoid, the logits), row-major: a unit's samples lie side by side, `stride` ≥ samples from the next
/// unit's. `targets` [samples] holds what LossRow::code_target makes of the points' targets.
template <class Scalar>
struct LossKernels {
    /// Sum over samples of the loss, added up in double in an order that their number alone decides.
    double (*value)(const Scalar* outputs, const Scalar* targets, int units, int samples, int stride,
                    const double* settings);
    /// The same sum, and gradient [units × stride] = ∂(sum of losses)/∂outputs · scale; 0 for what is more than the
    /// samples.
    double (*value_and_gradient)(const Scalar* outputs, const Scalar* targets, Scalar* gradient, int units, int samples,
                                 int stride, Scalar scale, const double* settings);
    /// predictions [max(1, classes) × samples], row-major and apart from the outputs, whose stride is the samples: the
    /// probabilities of the classes, or the number where there are none (classes = 0). A sample's are the same bits in
    /// any company.
    void (*predict)(const Scalar* outputs, Scalar* predictions, int classes, int samples);
};

/// The curves of a loss that depends on the residual x = y − t alone.
struct ResidualCurves {
    double (*rho)(double x, const double* settings) = nullptr;    ///< the loss
    double (*psi)(double x, const double* settings) = nullptr;    ///< its derivative, the influence of a residual
    double (*omega)(double x, const double* settings) = nullptr;  ///< ψ(x) / x, the weight in reweighted least squares

    bool exist() const { return rho != nullptr; }
};

struct LossRow {
    std::string_view id;
    std::string_view label;
    std::string_view formula;
    std::string_view source;
    std::span<const Setting> settings;
    /// True where the loss can train this task with so many classes (0 for regression).
    bool (*fits)(Task task, int classes);
    std::string_view fits_help;  ///< "two classes": for errors and tooltips
    /// Units of the output layer.
    int (*units)(Task task, int classes);
    /// Activation of the output layer: "linear", or "tanh" for an error against ±1.
    std::string_view (*output_activation)(Task task, int classes);
    /// A point's target (class index or number) as the kernels take it: ±1 for errors and hinge on two classes, else as
    /// it is.
    double (*code_target)(double target, Task task, int classes);
    /// The head's operator as people name it: "softmax", "sigmoid", "tanh", "clip", "linear".
    std::string_view (*head_label)(Task task, int classes);
    ResidualCurves curves;  ///< none for cross-entropies
    LossKernels<float> single;
    LossKernels<double> precise;
    /// Of one sample: ∂²loss/∂outputs² [units × units]; 0 on the sides of a kink.
    void (*curvature)(const double* outputs, double target, double* matrix, int units, const double* settings);

    template <class Scalar>
    const LossKernels<Scalar>& kernels() const {
        if constexpr (sizeof(Scalar) == sizeof(float))
            return single;
        else
            return precise;
    }
};

std::span<const LossRow> losses();

/// The row's loss for this task and number of classes, or an error that says what fits.
Result<const LossRow*> require_loss(std::string_view id, Task task, int classes, std::string_view where);

/// The class that one sample's outputs say, `stride` from each other: the sign where there is one unit, else the
/// largest.
template <class Scalar>
RAVINE_HOST_DEVICE int decided_class(const Scalar* outputs, int units, int stride) {
    if (units == 1) return outputs[0] > Scalar(0) ? 1 : 0;
    int largest = 0;
    for (int k = 1; k < units; ++k)
        if (outputs[std::ptrdiff_t(largest) * stride] < outputs[std::ptrdiff_t(k) * stride]) largest = k;
    return largest;
}

/// The usual loss of a task: cross-entropy (binary for two classes) or squared error.
std::string_view standard_loss(Task task, int classes);

}  // namespace ravine
