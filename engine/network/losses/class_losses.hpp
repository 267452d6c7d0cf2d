#pragma once
// Losses of classes, computed from the outputs as they are, so that they stay finite however far these are from zero.

#include <algorithm>
#include <cmath>
#include <string_view>

#include "engine/data/task.hpp"
#include "engine/network/elementary.hpp"

namespace ravine::loss {

/// One logit z for p₁ = σ(z).
struct BinaryCrossEntropy {
    template <class S>
    static double value(const S* outputs, S target, int, const double*) {
        const double z = outputs[0], t = target;
        return std::max(z, 0.0) - z * t + std::log1p(std::exp(-std::abs(z)));
    }
    template <class S>
    static void gradient(const S* outputs, S target, S* gradient, int, S scale, const double*) {
        gradient[0] = (sigmoid_of(outputs[0]) - target) * scale;
    }
    static bool fits(Task task, int classes) { return task == Task::classify && classes == 2; }
    static int units(Task, int) { return 1; }
    static std::string_view output_activation(Task) { return "linear"; }
    static double code_target(double target, Task) { return target; }
    static std::string_view head_label(Task) { return "sigmoid"; }
    static void predict(const double* outputs, double* prediction, Task, int) {
        prediction[0] = sigmoid_of(-outputs[0]);
        prediction[1] = sigmoid_of(outputs[0]);
    }
};

/// probabilities[k] = e^(z_k − max z) / Σ; in place is allowed.
template <class S>
void softmax(const S* logits, S* probabilities, int count) {
    const S most = *std::max_element(logits, logits + count);
    S sum = 0;
    for (int k = 0; k < count; ++k) sum += probabilities[k] = std::exp(logits[k] - most);
    for (int k = 0; k < count; ++k) probabilities[k] /= sum;
}

/// One logit per class.
struct CategoricalCrossEntropy {
    template <class S>
    static double value(const S* outputs, S target, int units, const double*) {
        const double most = *std::max_element(outputs, outputs + units);
        double sum = 0;
        for (int k = 0; k < units; ++k) sum += std::exp(double(outputs[k]) - most);
        return most + std::log(sum) - double(outputs[static_cast<int>(target)]);
    }
    template <class S>
    static void gradient(const S* outputs, S target, S* gradient, int units, S scale, const double*) {
        softmax(outputs, gradient, units);
        gradient[static_cast<int>(target)] -= S(1);
        for (int k = 0; k < units; ++k) gradient[k] *= scale;
    }
    static bool fits(Task task, int classes) { return task == Task::classify && classes >= 2; }
    static int units(Task, int classes) { return classes; }
    static std::string_view output_activation(Task) { return "linear"; }
    static double code_target(double target, Task) { return target; }
    static std::string_view head_label(Task) { return "softmax"; }
    static void predict(const double* outputs, double* prediction, Task, int classes) {
        softmax(outputs, prediction, classes);
    }
};

}  // namespace ravine::loss
