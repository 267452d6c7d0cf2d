#pragma once
// Losses of one number: each is a curve ρ over the residual x = y − t. The robust ones grow more slowly than the square
// where x is large, so that outliers pull less; Zhang 1997, "Parameter estimation techniques", has them in one table.

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>

#include "engine/core/host_device.hpp"
#include "engine/core/setting.hpp"
#include "engine/data/task.hpp"
#include "engine/network/losses/predictions.hpp"

namespace ravine::loss {

/// Whether the curve says that its ρ or ψ calls the mathematical library.
template <class Curve>
concept CallsLibrary = requires {
    Curve::calls_library;
};

/// A loss over a curve with ρ(x), its derivative ψ(x) (the influence of a residual), its weight ω(x) = ψ(x) / x, and
/// ψ′. ρ is computed in double, as sums of losses are; ψ in the network's own precision.
template <class Curve>
struct NumberLoss : NumberPrediction {
    using ResidualCurve = Curve;
    static constexpr int plain_units = CallsLibrary<Curve> ? 0 : 1;

    template <class S>
    RAVINE_HOST_DEVICE static double value(const S* outputs, S target, int, const double* settings) {
        return Curve::rho(double(outputs[0]) - double(target), settings);
    }
    template <class S>
    RAVINE_HOST_DEVICE static void gradient(const S* outputs, S target, S* gradient, int, S scale,
                                            const double* settings) {
        gradient[0] = Curve::psi(outputs[0] - target, settings) * scale;
    }
    static void curvature(const double* outputs, double target, double* matrix, int, const double* settings) {
        matrix[0] = Curve::slope_of_psi(outputs[0] - target, settings);
    }
    static bool fits(Task task, int) { return task != Task::classify; }
    static int units(Task, int) { return 1; }
    static std::string_view output_activation(Task, int) { return "linear"; }
    static double code_target(double target, Task, int) { return target; }
    static std::string_view head_label(Task, int) { return "linear"; }
};

inline constexpr Setting scale_setting{
    "scale", "Scale", "ξ", "From residuals of this size on, a point counts as an outlier; in the data's unit.",
    1,       0.01,    100, Scale::logarithmic};

template <class S>
RAVINE_HOST_DEVICE S sign_of(S x) {
    return S((x > 0) - (x < 0));
}

struct SquareCurve {
    RAVINE_HOST_DEVICE static double rho(double x, const double*) { return x * x; }
    template <class S>
    RAVINE_HOST_DEVICE static S psi(S x, const double*) {
        return S(2) * x;
    }
    static double slope_of_psi(double, const double*) { return 2; }
    RAVINE_HOST_DEVICE static double omega(double, const double*) { return 2; }
};

struct AbsoluteCurve {
    RAVINE_HOST_DEVICE static double rho(double x, const double*) { return std::abs(x); }
    template <class S>
    RAVINE_HOST_DEVICE static S psi(S x, const double*) {
        return sign_of(x);
    }
    static double slope_of_psi(double, const double*) { return 0; }
    RAVINE_HOST_DEVICE static double omega(double x, const double*) { return 1 / std::abs(x); }
};

struct HuberCurve {
    static constexpr std::array settings = {scale_setting};
    RAVINE_HOST_DEVICE static double rho(double x, const double* settings) {
        const double scale = settings[0], size = std::abs(x);
        return size <= scale ? x * x / 2 : scale * (size - scale / 2);
    }
    template <class S>
    RAVINE_HOST_DEVICE static S psi(S x, const double* settings) {
        return std::clamp(x, S(-settings[0]), S(settings[0]));
    }
    static double slope_of_psi(double x, const double* settings) { return std::abs(x) <= settings[0] ? 1 : 0; }
    RAVINE_HOST_DEVICE static double omega(double x, const double* settings) {
        return std::abs(x) <= settings[0] ? 1 : settings[0] / std::abs(x);
    }
};

struct CauchyCurve {
    static constexpr std::array settings = {scale_setting};
    static constexpr bool calls_library = true;
    RAVINE_HOST_DEVICE static double rho(double x, const double* settings) {
        const double share = x / settings[0];
        return settings[0] * settings[0] / 2 * std::log1p(share * share);
    }
    template <class S>
    RAVINE_HOST_DEVICE static S psi(S x, const double* settings) {
        const S share = x / S(settings[0]);
        return x / (S(1) + share * share);
    }
    static double slope_of_psi(double x, const double* settings) {
        const double share = x / settings[0], weight = omega(x, settings);
        return (1 - share * share) * weight * weight;
    }
    RAVINE_HOST_DEVICE static double omega(double x, const double* settings) {
        const double share = x / settings[0];
        return 1 / (1 + share * share);
    }
};

struct FairCurve {
    static constexpr std::array settings = {scale_setting};
    static constexpr bool calls_library = true;
    RAVINE_HOST_DEVICE static double rho(double x, const double* settings) {
        const double share = std::abs(x) / settings[0];
        return settings[0] * settings[0] * (share - std::log1p(share));
    }
    template <class S>
    RAVINE_HOST_DEVICE static S psi(S x, const double* settings) {
        return x / (S(1) + std::abs(x) / S(settings[0]));
    }
    static double slope_of_psi(double x, const double* settings) {
        const double weight = omega(x, settings);
        return weight * weight;
    }
    RAVINE_HOST_DEVICE static double omega(double x, const double* settings) {
        return 1 / (1 + std::abs(x) / settings[0]);
    }
};

/// Tukey's biweight. Comparisons are such that a residual that is no number gives a loss that is none.
struct TukeyCurve {
    static constexpr Setting normalized{"normalized",
                                        "Divide by ξ⁴",
                                        "",
                                        "As statistics has it: ω(0) = 1 for any ξ, and steps do not grow with ξ⁴.",
                                        0,
                                        0,
                                        1,
                                        Scale::toggle};
    static constexpr std::array settings = {scale_setting, as_detail(normalized)};

    RAVINE_HOST_DEVICE static double factor(const double* settings) {
        return settings[1] != 0 ? std::pow(settings[0], -4) : 1;
    }
    RAVINE_HOST_DEVICE static double rho(double x, const double* settings) {
        const double square = x * x, bound = settings[0] * settings[0];
        if (square > bound) return bound * bound * bound / 6 * factor(settings);
        return square * (square * square / 6 - bound * square / 2 + bound * bound / 2) * factor(settings);
    }
    template <class S>
    RAVINE_HOST_DEVICE static S psi(S x, const double* settings) {
        return x * static_cast<S>(omega(double(x), settings));
    }
    static double slope_of_psi(double x, const double* settings) {
        const double rest = settings[0] * settings[0] - x * x;
        return rest < 0 ? 0 : rest * (rest - 4 * x * x) * factor(settings);
    }
    RAVINE_HOST_DEVICE static double omega(double x, const double* settings) {
        const double rest = settings[0] * settings[0] - x * x;
        return rest < 0 ? 0 : rest * rest * factor(settings);
    }
};

struct PowerCurve {
    static constexpr bool calls_library = true;
    static constexpr std::array settings = {
        Setting{"exponent", "Exponent", "p",
                "1: the absolute value; 2: half the square; between them, outliers pull less.", 1.5, 1, 6}};
    RAVINE_HOST_DEVICE static double rho(double x, const double* settings) {
        return std::pow(std::abs(x), settings[0]) / settings[0];
    }
    template <class S>
    RAVINE_HOST_DEVICE static S psi(S x, const double* settings) {
        return sign_of(x) * std::pow(std::abs(x), S(settings[0] - 1));
    }
    /// Not finite at 0 for p < 2, where it is taken a millionth beside it.
    static double slope_of_psi(double x, const double* settings) {
        return (settings[0] - 1) * omega(std::max(std::abs(x), 1e-6), settings);
    }
    RAVINE_HOST_DEVICE static double omega(double x, const double* settings) {
        return std::pow(std::abs(x), settings[0] - 2);
    }
};

}  // namespace ravine::loss
