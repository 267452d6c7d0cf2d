#include "engine/network/losses.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <type_traits>

#include "engine/core/table.hpp"
#include "engine/core/vector_loop.hpp"
#include "engine/network/losses/listed.hpp"

namespace ravine {

namespace {

bool is_classification(Task task) { return task == Task::classify; }

using namespace loss;

constexpr int lanes = 16;  // samples at a time

// Before a loop over lanes: GCC would write out so short a one before it looks for vectors.
#define RAVINE_LANES RAVINE_INDEPENDENT _Pragma("GCC unroll 1")

/// Outputs and targets of some samples.
template <class S>
struct Batch {
    const S* outputs;
    const S* targets;
    int units, samples, stride;
    const double* settings;
};

/// Whether vectors compute the loss, so that lanes without a sample cost nothing. A loss says for how many units its
/// value and gradient in single precision call no library: plain_units.
template <class Loss, int most, class S>
constexpr bool in_vectors = sizeof(S) == sizeof(float) && most <= Loss::plain_units;

/// The numbers that there are, then 0.
template <class S>
RAVINE_LOOP_BODY inline void copy_lanes(const S* from, int there, S* to) {
    RAVINE_LANES
    for (int lane = 0; lane < lanes; ++lane) to[lane] = lane < there ? from[lane] : S(0);
}

/// The same as far as there is room. (Where there is enough, without masks, which take AVX2 long.)
template <class S>
RAVINE_LOOP_BODY inline void store_lanes(const S* from, int there, int room, S* to) {
    if (room >= lanes) return copy_lanes(from, there, to);
    RAVINE_LANES
    for (int lane = 0; lane < lanes; ++lane)
        if (lane < room) to[lane] = lane < there ? from[lane] : S(0);
}

/// Adds up the losses of the samples from `first` on in lanes, and sets the gradient. Nothing is stored in other widths
/// than it is loaded in, which takes as long as the losses.
template <class Loss, int most, bool with_gradient, class S>
RAVINE_LOOP_BODY inline void take_lanes(const Batch<S>& batch, int units, int first, S scale, S* gradient,
                                        double* sums) {
    const int there = std::min(lanes, batch.samples - first), room = batch.stride - first;
    const int count = in_vectors<Loss, most, S> ? lanes : there;
    S outputs[most][lanes], targets[lanes], slopes[most][lanes] = {};
    double values[lanes] = {};
    for (int k = 0; k < units; ++k) copy_lanes(batch.outputs + k * batch.stride + first, there, outputs[k]);
    copy_lanes(batch.targets + first, there, targets);
    RAVINE_INDEPENDENT
    for (int lane = 0; lane < count; ++lane) {
        S sample[most] = {}, slope[most] = {};
        for (int k = 0; k < units; ++k) sample[k] = outputs[k][lane];
        values[lane] = Loss::value(sample, targets[lane], units, batch.settings);
        if constexpr (with_gradient) Loss::gradient(sample, targets[lane], slope, units, scale, batch.settings);
        for (int k = 0; k < units; ++k) slopes[k][lane] = slope[k];
    }
    RAVINE_LANES
    for (int lane = 0; lane < lanes; ++lane) sums[lane] += lane < there ? values[lane] : 0;
    for (int k = 0; with_gradient && k < units; ++k)
        store_lanes(slopes[k], there, room, gradient + k * batch.stride + first);
}

/// Halves are added until one number is left.
template <int count>
RAVINE_LOOP_BODY inline double sum_of(double* numbers) {
    if constexpr (count == 1) {
        return numbers[0];
    } else {
        constexpr int half = count / 2;
        for (int i = 0; i < half; ++i) numbers[i] += numbers[half + i];
        return sum_of<half>(numbers);
    }
}

/// `known`: the units, where the compiler knows them.
template <class Loss, int most, class S, class Units>
double sum_of_lanes(const Batch<S>& given, Units known, S scale, S* gradient) {
    double total;
    vector_loop([=, &total]() RAVINE_LOOP_BODY {
        const Batch<S> batch = given;
        double sums[lanes] = {};
        if (gradient)
            for (int first = 0; first < batch.stride; first += lanes)
                take_lanes<Loss, most, true>(batch, known, first, scale, gradient, sums);
        else
            for (int first = 0; first < batch.samples; first += lanes)
                take_lanes<Loss, most, false>(batch, known, first, scale, gradient, sums);
        total = sum_of<lanes>(sums);
    });
    return total;
}

template <class Loss, class S>
double sum_and_gradient(const Batch<S>& batch, S scale, S* gradient) {
    using std::integral_constant;
    if (batch.units == 1) return sum_of_lanes<Loss, 1>(batch, integral_constant<int, 1>(), scale, gradient);
    if (batch.units == 2) return sum_of_lanes<Loss, 2>(batch, integral_constant<int, 2>(), scale, gradient);
    return sum_of_lanes<Loss, most_classes>(batch, batch.units, scale, gradient);
}

template <class Loss, class S>
double sum_of_values(const S* outputs, const S* targets, int units, int samples, int stride, const double* settings) {
    return sum_and_gradient<Loss, S>({outputs, targets, units, samples, stride, settings}, S(0), nullptr);
}

template <class Loss, class S>
double value_and_gradient(const S* outputs, const S* targets, S* gradient, int units, int samples, int stride, S scale,
                          const double* settings) {
    return sum_and_gradient<Loss, S>({outputs, targets, units, samples, stride, settings}, scale, gradient);
}

template <class Loss, class S>
constexpr LossKernels<S> loss_kernels_of() {
    return {sum_of_values<Loss, S>, value_and_gradient<Loss, S>, Loss::template predict<S>};
}

/// ρ, ψ and ω where the loss is one of residuals.
template <class Loss>
constexpr ResidualCurves curves_of() {
    if constexpr (requires { typename Loss::ResidualCurve; }) {
        using Curve = typename Loss::ResidualCurve;
        return {Curve::rho, Curve::template psi<double>, Curve::omega};
    } else {
        return {};
    }
}

/// Of the loss itself or of its curve.
template <class Loss>
constexpr std::span<const Setting> settings_of() {
    if constexpr (requires { Loss::settings; }) {
        return Loss::settings;
    } else if constexpr (requires { Loss::ResidualCurve::settings; }) {
        return Loss::ResidualCurve::settings;
    } else {
        return {};
    }
}

template <class Loss>
constexpr LossRow loss_row(std::string_view id, std::string_view label, std::string_view formula,
                           std::string_view source, std::string_view fits_help) {
    return {id,
            label,
            formula,
            source,
            settings_of<Loss>(),
            Loss::fits,
            fits_help,
            Loss::units,
            Loss::output_activation,
            Loss::code_target,
            Loss::head_label,
            curves_of<Loss>(),
            loss_kernels_of<Loss, float>(),
            loss_kernels_of<Loss, double>(),
            Loss::curvature};
}

constexpr std::array loss_rows = {
    loss_row<ClassOrNumberLoss<SquareCurve>>(
        "mean_squared_error", "Mean squared error",
        "(1/N)·Σ (y − t)²\ntwo classes: t = ±1\nmore: Σₖ (softmax(z)ₖ − tₖ)², t one-hot",
        "Gauss 1809; Legendre 1805; Brier 1950 (classes)", "a number, or two or more classes"),
    loss_row<ClassOrNumberLoss<AbsoluteCurve>>(
        "mean_absolute_error", "Mean absolute error",
        "(1/N)·Σ |y − t|\nρ = |x|\nψ = sgn x\nω = 1/|x|\ntwo classes: t = ±1\nmore: Σₖ |softmax(z)ₖ − tₖ|, t one-hot",
        "Boscovich 1757; Laplace 1793; Ghosh et al. 2017 (classes)", "a number, or two or more classes"),
    loss_row<NumberLoss<HuberCurve>>("huber", "Huber",
                                     "(1/N)·Σ ρ(y − t)\n|x| ≤ ξ: ρ = x²/2, ψ = x, ω = 1\n"
                                     "|x| > ξ: ρ = ξ(|x| − ξ/2), ψ = ξ·sgn x, ω = ξ/|x|",
                                     "Huber 1964, Robust estimation of a location parameter", "a number"),
    loss_row<NumberLoss<CauchyCurve>>(
        "cauchy", "Cauchy", "(1/N)·Σ ρ(y − t)\nρ = ξ²/2·log(1 + x²/ξ²)\nψ = x / (1 + x²/ξ²)\nω = 1 / (1 + x²/ξ²)",
        "Zhang 1997, Parameter estimation techniques", "a number"),
    loss_row<NumberLoss<FairCurve>>("fair", "Fair",
                                    "(1/N)·Σ ρ(y − t)\nρ = ξ²·(|x|/ξ − log(1 + |x|/ξ))\nψ = x / (1 + |x|/ξ)\n"
                                    "ω = 1 / (1 + |x|/ξ)",
                                    "Fair 1974, On the robust estimation of econometric models", "a number"),
    loss_row<NumberLoss<TukeyCurve>>(
        "tukey", "Tukey",
        "(1/N)·Σ ρ(y − t)\n|x| ≤ ξ: ρ = x⁶/6 − ξ²x⁴/2 + ξ⁴x²/2, ψ = x(ξ² − x²)², ω = (ξ² − x²)²\n"
        "|x| > ξ: ρ = ξ⁶/6, ψ = 0, ω = 0",
        "Beaton and Tukey 1974, The fitting of power series", "a number"),
    loss_row<NumberLoss<PowerCurve>>("lp", "Lp norm", "(1/N)·Σ ρ(y − t)\nρ = |x|ᵖ/p\nψ = sgn x·|x|ᵖ⁻¹\nω = |x|ᵖ⁻²",
                                     "Zhang 1997, Parameter estimation techniques", "a number"),
    loss_row<BinaryCrossEntropy>("binary_cross_entropy", "Binary cross-entropy",
                                 "−(1/N)·Σ [t·log σ(z) + (1 − t)·log(1 − σ(z))]", "Bishop 2006, section 4.3.2",
                                 "two classes"),
    loss_row<CategoricalCrossEntropy>("categorical_cross_entropy", "Categorical cross-entropy",
                                      "−(1/N)·Σ log softmax(z)ₜ", "Bridle 1990; Bishop 2006, section 4.3.4",
                                      "two or more classes"),
    loss_row<Hinge>("hinge", "Hinge", "(1/N)·Σ max(0, 1 − t·z),  t = ±1\np = clip((1 + z)/2, 0, 1)",
                    "Cortes and Vapnik 1995, Support-vector networks", "two classes"),
    loss_row<Focal>("focal", "Focal", "−(1/N)·Σ (1 − p)^γ·log p\np = softmax(z)ₜ",
                    "Lin et al. 2017, Focal loss for dense object detection", "two or more classes"),
};

static_assert(is_sound_table(std::span<const LossRow>(loss_rows)));
static_assert(loss::Listed::count == loss_rows.size() && all_types(loss::Listed(), []<class Loss>(std::size_t place) {
                  return loss_rows[place].single.value == sum_of_values<Loss, float>;
              }));

std::string task_words(Task task, int classes) {
    if (!is_classification(task)) return "the task has no classes";
    return classes == 1 ? "the data has one class" : "the data has " + std::to_string(classes) + " classes";
}

}  // namespace

std::span<const LossRow> losses() { return loss_rows; }

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
