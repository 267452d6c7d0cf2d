#include "engine/network/losses.hpp"

#include <array>
#include <cmath>
#include <string>

#include "engine/core/table.hpp"
#include "engine/network/elementary.hpp"

namespace ravine {

namespace {

bool is_classification(Task task) { return task == Task::classify; }

/// One unit; classes are coded −1 and +1, as TensorFlow Playground has them.
struct MeanSquaredError {
    template <class S>
    static double value(const S* outputs, S target, int) {
        const double error = double(outputs[0]) - double(target);
        return error * error;
    }
    template <class S>
    static void gradient(const S* outputs, S target, S* gradient, int, S scale) {
        gradient[0] = S(2) * (outputs[0] - target) * scale;
    }
    static bool fits(Task task, int classes) { return !is_classification(task) || classes == 2; }
    static int units(Task, int) { return 1; }
    static std::string_view output_activation(Task task) { return is_classification(task) ? "tanh" : "linear"; }
    static double code_target(double target, Task task) { return is_classification(task) ? 2 * target - 1 : target; }
    static std::string_view head_label(Task task) { return output_activation(task); }
    static void predict(const double* outputs, double* prediction, Task task, int) {
        if (!is_classification(task)) {
            prediction[0] = outputs[0];
            return;
        }
        prediction[1] = (1 + outputs[0]) / 2;
        prediction[0] = 1 - prediction[1];
    }
};

/// One logit z for p₁ = σ(z).
struct BinaryCrossEntropy {
    template <class S>
    static double value(const S* outputs, S target, int) {
        const double z = outputs[0], t = target;
        return std::max(z, 0.0) - z * t + std::log1p(std::exp(-std::abs(z)));
    }
    template <class S>
    static void gradient(const S* outputs, S target, S* gradient, int, S scale) {
        gradient[0] = (sigmoid_of(outputs[0]) - target) * scale;
    }
    static bool fits(Task task, int classes) { return is_classification(task) && classes == 2; }
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
    static double value(const S* outputs, S target, int units) {
        const double most = *std::max_element(outputs, outputs + units);
        double sum = 0;
        for (int k = 0; k < units; ++k) sum += std::exp(double(outputs[k]) - most);
        return most + std::log(sum) - double(outputs[static_cast<int>(target)]);
    }
    template <class S>
    static void gradient(const S* outputs, S target, S* gradient, int units, S scale) {
        softmax(outputs, gradient, units);
        gradient[static_cast<int>(target)] -= S(1);
        for (int k = 0; k < units; ++k) gradient[k] *= scale;
    }
    static bool fits(Task task, int classes) { return is_classification(task) && classes >= 2; }
    static int units(Task, int classes) { return classes; }
    static std::string_view output_activation(Task) { return "linear"; }
    static double code_target(double target, Task) { return target; }
    static std::string_view head_label(Task) { return "softmax"; }
    static void predict(const double* outputs, double* prediction, Task, int classes) {
        softmax(outputs, prediction, classes);
    }
};

template <class Loss, class S>
constexpr LossKernels<S> kernels_of() {
    return {[](const S* outputs, const S* targets, int units, int samples, const double*) {
                double sum = 0;
                for (int i = 0; i < samples; ++i) sum += Loss::value(outputs + i * units, targets[i], units);
                return sum;
            },
            [](const S* outputs, const S* targets, S* gradient, int units, int samples, S scale, const double*) {
                for (int i = 0; i < samples; ++i)
                    Loss::gradient(outputs + i * units, targets[i], gradient + i * units, units, scale);
            }};
}

template <class Loss>
constexpr LossRow row(std::string_view id, std::string_view label, std::string_view formula, std::string_view source,
                      std::string_view fits_help) {
    return {id,
            label,
            formula,
            source,
            {},
            Loss::fits,
            fits_help,
            Loss::units,
            Loss::output_activation,
            Loss::code_target,
            Loss::head_label,
            Loss::predict,
            kernels_of<Loss, float>(),
            kernels_of<Loss, double>()};
}

constexpr std::array table = {
    row<MeanSquaredError>("mean_squared_error", "Mean squared error", "(1/N)·Σ (y − t)²", "Gauss 1809; Legendre 1805",
                          "a number, or two classes (coded ±1)"),
    row<BinaryCrossEntropy>("binary_cross_entropy", "Binary cross-entropy",
                            "−(1/N)·Σ [t·log σ(z) + (1 − t)·log(1 − σ(z))]", "Bishop 2006, section 4.3.2",
                            "two classes"),
    row<CategoricalCrossEntropy>("categorical_cross_entropy", "Categorical cross-entropy", "−(1/N)·Σ log softmax(z)ₜ",
                                 "Bridle 1990; Bishop 2006, section 4.3.4", "two or more classes"),
};

static_assert(is_sound_table(std::span<const LossRow>(table)));

std::string task_words(Task task, int classes) {
    if (!is_classification(task)) return "the task has no classes";
    return classes == 1 ? "the data has one class" : "the data has " + std::to_string(classes) + " classes";
}

}  // namespace

std::span<const LossRow> losses() { return table; }

Result<const LossRow*> require_loss(std::string_view id, Task task, int classes, std::string_view where) {
    const Result<const LossRow*> row = require_row(losses(), id, "loss", where);
    if (!row || (*row)->fits(task, classes)) return row;
    return input_error(
        "'" + std::string(id) + "' is for " + std::string((*row)->fits_help) + ", and " + task_words(task, classes),
        std::string(where), "the usual loss here: " + std::string(standard_loss(task, classes)));
}

std::string_view standard_loss(Task task, int classes) {
    if (!is_classification(task)) return "mean_squared_error";
    return classes == 2 ? "binary_cross_entropy" : "categorical_cross_entropy";
}

}  // namespace ravine
