#pragma once
// Losses of residuals that take classes, too. Two classes are one tanh unit against −1 and +1, as TensorFlow Playground
// has them. More are one logit each, whose softmax p is compared with one-hot targets: of squares, Brier 1950,
// "Verification of forecasts expressed in terms of probability", with the sum over classes as there.

#include <array>

#include "engine/core/host_device.hpp"
#include "engine/network/losses/number_losses.hpp"
#include "engine/network/softmax.hpp"

namespace ravine::loss {

/// Of one sample, for Σₖ ρ(xₖ) with xₖ = pₖ − [k is the label].
template <class S>
struct OneHotResiduals {
    std::array<S, most_classes> p{}, x;

    RAVINE_HOST_DEVICE OneHotResiduals(const S* logits, int label, int units) {
        softmax(logits, p.data(), units);
        x = p;
        x[std::size_t(label)] -= S(1);
    }
};

template <class Curve, class S>
RAVINE_HOST_DEVICE double one_hot_value(const S* outputs, int label, int units, const double* settings) {
    std::array<double, most_classes> logits{};
    std::copy(outputs, outputs + units, logits.begin());
    const OneHotResiduals<double> at(logits.data(), label, units);
    double sum = 0;
    for (std::size_t k = 0; k < std::size_t(units); ++k) sum += Curve::rho(at.x[k], settings);
    return sum;
}

/// pₖ·(ψₖ − Σ p·ψ)
template <class Curve, class S>
RAVINE_HOST_DEVICE void one_hot_gradient(const S* outputs, int label, S* gradient, int units, S scale,
                                         const double* settings) {
    const OneHotResiduals<S> at(outputs, label, units);
    S mean = 0;
    for (std::size_t k = 0; k < std::size_t(units); ++k)
        mean += at.p[k] * (gradient[k] = Curve::psi(at.x[k], settings));
    for (std::size_t k = 0; k < std::size_t(units); ++k) gradient[k] = at.p[k] * (gradient[k] - mean) * scale;
}

/// The derivative of that by the logits, with Sᵢⱼ = pᵢ·([i = j] − pⱼ) for that of p.
template <class Curve>
void one_hot_curvature(const double* outputs, int label, double* matrix, int units, const double* settings) {
    const auto count = std::size_t(units);
    const OneHotResiduals<double> at(outputs, label, units);
    std::array<double, most_classes> psi{}, slope{};
    double mean = 0, mean_slope = 0;
    for (std::size_t k = 0; k < count; ++k) {
        psi[k] = Curve::psi(at.x[k], settings);
        slope[k] = Curve::slope_of_psi(at.x[k], settings);
        mean += at.p[k] * psi[k];
        mean_slope += at.p[k] * at.p[k] * slope[k];
    }
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t j = 0; j < count; ++j) {
            const double spread = at.p[i] * (double(i == j) - at.p[j]);
            const double of_mean = at.p[i] * (psi[i] - mean + at.p[i] * slope[i] - mean_slope);
            matrix[i * count + j] = spread * (psi[j] - mean + at.p[j] * slope[j]) - at.p[j] * of_mean;
        }
}

template <class Curve>
struct ClassOrNumberLoss : NumberLoss<Curve> {
    using Base = NumberLoss<Curve>;

    template <class S>
    RAVINE_HOST_DEVICE static double value(const S* outputs, S target, int units, const double* settings) {
        if (units == 1) return Base::value(outputs, target, units, settings);
        return one_hot_value<Curve>(outputs, static_cast<int>(target), units, settings);
    }
    template <class S>
    RAVINE_HOST_DEVICE static void gradient(const S* outputs, S target, S* gradient, int units, S scale,
                                            const double* settings) {
        if (units == 1) return Base::gradient(outputs, target, gradient, units, scale, settings);
        one_hot_gradient<Curve>(outputs, static_cast<int>(target), gradient, units, scale, settings);
    }
    static void curvature(const double* outputs, double target, double* matrix, int units, const double* settings) {
        if (units == 1) return Base::curvature(outputs, target, matrix, units, settings);
        one_hot_curvature<Curve>(outputs, static_cast<int>(target), matrix, units, settings);
    }
    static bool fits(Task task, int classes) { return task != Task::classify || classes >= 2; }
    static int units(Task task, int classes) { return task == Task::classify && classes > 2 ? classes : 1; }
    static std::string_view output_activation(Task task, int classes) {
        return is_sign(task, classes) ? "tanh" : "linear";
    }
    static double code_target(double target, Task task, int classes) {
        return is_sign(task, classes) ? 2 * target - 1 : target;
    }
    static std::string_view head_label(Task task, int classes) {
        if (task != Task::classify) return "linear";
        return classes == 2 ? "tanh" : "softmax";
    }
    template <class S>
    static void predict(const S* outputs, S* predictions, int classes, int samples) {
        if (classes == 0)
            NumberPrediction::predict(outputs, predictions, classes, samples);
        else if (classes == 2)
            SignPrediction::predict(outputs, predictions, classes, samples);
        else
            SoftmaxPrediction::predict(outputs, predictions, classes, samples);
    }

  private:
    static bool is_sign(Task task, int classes) { return task == Task::classify && classes == 2; }
};

}  // namespace ravine::loss
