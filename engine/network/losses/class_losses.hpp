#pragma once
// Losses of classes, computed from the outputs as they are, so that they stay finite however far these are from zero.

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "engine/core/elementary.hpp"
#include "engine/core/host_device.hpp"
#include "engine/core/setting.hpp"
#include "engine/data/task.hpp"
#include "engine/network/losses/predictions.hpp"
#include "engine/network/softmax.hpp"

namespace ravine::loss {

/// −log of the probability of one of two classes, log(1 + e^∓z), without a library call in single precision.
template <class S>
RAVINE_HOST_DEVICE double cross_entropy_of_two(S z, S target) {
    return double(softplus_of(target > S(0) ? -z : z));
}

/// One logit z for p₁ = σ(z).
struct BinaryCrossEntropy : SigmoidPrediction {
    static constexpr int plain_units = 1;

    template <class S>
    RAVINE_HOST_DEVICE static double value(const S* outputs, S target, int, const double*) {
        return cross_entropy_of_two(outputs[0], target);
    }
    template <class S>
    RAVINE_HOST_DEVICE static void gradient(const S* outputs, S target, S* gradient, int, S scale, const double*) {
        gradient[0] = (sigmoid_of(outputs[0]) - target) * scale;
    }
    static void curvature(const double* outputs, double, double* matrix, int, const double*) {
        matrix[0] = sigmoid_of(outputs[0]) * sigmoid_of(-outputs[0]);
    }
    static bool fits(Task task, int classes) { return task == Task::classify && classes == 2; }
    static int units(Task, int) { return 1; }
    static std::string_view output_activation(Task, int) { return "linear"; }
    static double code_target(double target, Task, int) { return target; }
    static std::string_view head_label(Task, int) { return "sigmoid"; }
};

/// diag(p) − p·pᵀ [count × count] for p = softmax(logits): the derivatives of p by the logits.
inline void spread_of_softmax(const double* logits, double* matrix, int count) {
    double* last = matrix + (count - 1) * count;
    softmax(logits, last, count);  // a row that is done last
    for (int i = 0; i < count; ++i) {
        const double p = last[i];
        for (int j = 0; j < count; ++j) matrix[i * count + j] = (i == j ? p : 0) - p * last[j];
    }
}

/// One logit per class.
struct CategoricalCrossEntropy : SoftmaxPrediction {
    static constexpr int plain_units = 2;

    template <class S>
    RAVINE_HOST_DEVICE static double value(const S* outputs, S target, int units, const double*) {
        if (units == 2) return cross_entropy_of_two(outputs[1] - outputs[0], target);
        const double most = *std::max_element(outputs, outputs + units);
        double sum = 0;
        for (int k = 0; k < units; ++k) sum += std::exp(double(outputs[k]) - most);
        return most + std::log(sum) - double(outputs[static_cast<int>(target)]);
    }
    template <class S>
    RAVINE_HOST_DEVICE static void gradient(const S* outputs, S target, S* gradient, int units, S scale,
                                            const double*) {
        if (units == 2) {
            gradient[1] = (sigmoid_of(outputs[1] - outputs[0]) - target) * scale;
            gradient[0] = -gradient[1];
            return;
        }
        softmax(outputs, gradient, units);
        gradient[static_cast<int>(target)] -= S(1);
        for (int k = 0; k < units; ++k) gradient[k] *= scale;
    }
    static void curvature(const double* outputs, double, double* matrix, int units, const double*) {
        spread_of_softmax(outputs, matrix, units);
    }
    static bool fits(Task task, int classes) { return task == Task::classify && classes >= 2; }
    static int units(Task, int classes) { return classes; }
    static std::string_view output_activation(Task, int) { return "linear"; }
    static double code_target(double target, Task, int) { return target; }
    static std::string_view head_label(Task, int) { return "softmax"; }
};

/// One unit z; classes are coded −1 and +1, and from a margin of 1 on the right side on the loss is 0. It knows sides
/// and margins, no probabilities; outputs between the margins are read as shares.
struct Hinge : SignPrediction {
    static constexpr int plain_units = 1;
    static constexpr std::array settings = {
        Setting{"squared", "Squared", "", "Squares it, as L2 support vector machines do: smooth at the margin.", 0, 0,
                1, Scale::toggle}};

    /// How much is missing to the margin; not a number where the output is none.
    template <class S>
    RAVINE_HOST_DEVICE static S missing(S output, S target) {
        return std::max(S(1) - target * output, S(0));
    }
    template <class S>
    RAVINE_HOST_DEVICE static double value(const S* outputs, S target, int, const double* settings) {
        const double gap = missing(double(outputs[0]), double(target));
        return settings[0] != 0 ? gap * gap : gap;
    }
    template <class S>
    RAVINE_HOST_DEVICE static void gradient(const S* outputs, S target, S* gradient, int, S scale,
                                            const double* settings) {
        const S gap = missing(outputs[0], target);
        const S slope = settings[0] != 0 ? S(2) * gap : S(gap > 0);
        gradient[0] = -target * slope * scale;
    }
    static void curvature(const double* outputs, double target, double* matrix, int, const double* settings) {
        matrix[0] = settings[0] != 0 && missing(outputs[0], target) > 0 ? 2 : 0;
    }
    static bool fits(Task task, int classes) { return task == Task::classify && classes == 2; }
    static int units(Task, int) { return 1; }
    static std::string_view output_activation(Task, int) { return "linear"; }
    static double code_target(double target, Task, int) { return 2 * target - 1; }
    static std::string_view head_label(Task, int) { return "clip"; }
};

/// The cross-entropy, in which points that are already right count less.
struct Focal : CategoricalCrossEntropy {
    static constexpr int plain_units = 0;
    static constexpr std::array settings = {
        Setting{"focus", "Focus", "γ", "How much less the points count that are already right; 0: the cross-entropy.",
                2, 0, 5}};

    /// Of one sample: q = 1 − p of its class, and c = −log p, both to full precision however near p is to 0 or 1.
    struct Doubt {
        double q, c;
    };
    template <class S>
    RAVINE_HOST_DEVICE static Doubt doubt_of(const S* logits, int label, int units) {
        const double most = *std::max_element(logits, logits + units), own = std::exp(double(logits[label]) - most);
        double others = 0;
        for (int k = 0; k < units; ++k)
            if (k != label) others += std::exp(double(logits[k]) - most);
        const double c = own == 1 ? std::log1p(others) : most - double(logits[label]) + std::log(own + others);
        return {others / (own + others), c};
    }
    template <class S>
    RAVINE_HOST_DEVICE static double value(const S* outputs, S target, int units, const double* settings) {
        const Doubt doubt = doubt_of(outputs, static_cast<int>(target), units);
        return std::pow(doubt.q, settings[0]) * doubt.c;
    }
    /// q^γ·(1 + γ·p·c/q)·(softmax(z)ₖ − [k is the label]), where c/q → 1 as q → 0.
    template <class S>
    RAVINE_HOST_DEVICE static void gradient(const S* outputs, S target, S* gradient, int units, S scale,
                                            const double* settings) {
        const int label = static_cast<int>(target);
        const auto [q, c] = doubt_of(outputs, label, units);
        const double share = q > 0 ? c / q : 1;
        const S factor = static_cast<S>(std::pow(q, settings[0]) * (1 + settings[0] * (1 - q) * share)) * scale;
        softmax(outputs, gradient, units);
        gradient[label] = -static_cast<S>(q);
        for (int k = 0; k < units; ++k) gradient[k] *= factor;
    }
    /// f′·(diag(p) − p·pᵀ) + f″·s·sᵀ for f(c) = q^γ·c and s = dc/dz; q is kept from 0, where γ < 1 has no f″.
    static void curvature(const double* outputs, double target, double* matrix, int units, const double* settings) {
        const int label = static_cast<int>(target);
        const auto [exact_q, c] = doubt_of(outputs, label, units);
        const double gamma = settings[0], q = std::max(exact_q, 1e-12), p = 1 - exact_q, share = c / q;
        const double power = std::pow(q, gamma);
        const double first = power * (1 + gamma * p * share);
        const double second = gamma * power / q * p * (2 - c + (gamma - 1) * p * share);
        std::array<double, most_classes> slope;
        softmax(outputs, slope.data(), units);
        slope[std::size_t(label)] = -exact_q;
        spread_of_softmax(outputs, matrix, units);
        for (int i = 0; i < units; ++i)
            for (int j = 0; j < units; ++j)
                matrix[i * units + j] =
                    first * matrix[i * units + j] + second * slope[std::size_t(i)] * slope[std::size_t(j)];
    }
};

}  // namespace ravine::loss
