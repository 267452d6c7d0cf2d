#pragma once
// How fast gradient descent, heavy ball and Nesterov's momentum are on a parabola. Each is a linear recurrence there,
// whose slowest mode decides.

#include <algorithm>
#include <cmath>

#include "engine/optimize/quadratic_theory.hpp"

namespace ravine {

namespace momentum_theory {

/// The larger |z| of z² − a·z + b = 0.
inline double largest_root(double a, double b) {
    const double discriminant = a * a - 4 * b;
    return discriminant < 0 ? std::sqrt(b) : 0.5 * (std::abs(a) + std::sqrt(discriminant));
}

/// Of momentum and Nesterov: settings[1] is β, settings[2] whether v is a moving average, whose steps are 1 − β times
/// as long.
inline double share(const double* settings) { return settings[2] == 0 ? 1 : 1 - settings[1]; }

/// x ← (1 − ηλ)·x
inline double sgd_limit(double curvature, const double*) { return 2 / curvature; }
inline double sgd_contraction(double curvature, const double* settings) {
    return std::abs(1 - settings[0] * curvature);
}
/// Nesterov 2004, theorem 2.1.15.
inline void set_sgd_optimum(double least, double most, double* settings) { settings[0] = 2 / (least + most); }

/// Polyak 1964: x ← (1 + β − ηλ)·x − β·x₋₁
inline double momentum_limit(double curvature, const double* settings) {
    return 2 * (1 + settings[1]) / (curvature * share(settings));
}
inline double momentum_contraction(double curvature, const double* settings) {
    const double beta = settings[1];
    return largest_root(1 + beta - settings[0] * share(settings) * curvature, beta);
}
/// Polyak 1964: η = 4/(√λmax + √λmin)², β = ((√κ − 1)/(√κ + 1))²
inline void set_momentum_optimum(double least, double most, double* settings) {
    const double roots = std::sqrt(most) + std::sqrt(least), difference = std::sqrt(most) - std::sqrt(least);
    settings[1] = (difference / roots) * (difference / roots);
    settings[0] = 4 / (roots * roots) / share(settings);
}

/// x ← (1 + β)·(1 − ηλ)·x − β·(1 − ηλ)·x₋₁
inline double nesterov_limit(double curvature, const double* settings) {
    return 2 * (1 + settings[1]) / ((1 + 2 * settings[1]) * curvature * share(settings));
}
inline double nesterov_contraction(double curvature, const double* settings) {
    const double beta = settings[1], kept = 1 - settings[0] * share(settings) * curvature;
    return largest_root((1 + beta) * kept, beta * kept);
}
/// Lessard, Recht & Packard 2016, proposition 1.
inline void set_nesterov_optimum(double least, double most, double* settings) {
    const double root = std::sqrt(3 * most / least + 1);
    settings[1] = (root - 2) / (root + 2);
    settings[0] = 4 / (3 * most + least) / share(settings);
}

inline constexpr QuadraticTheory sgd = {"2/λmax", "Best rate", sgd_limit, sgd_contraction, set_sgd_optimum};
inline constexpr QuadraticTheory momentum = {"2(1 + β)/λmax", "Polyak's optimum", momentum_limit, momentum_contraction,
                                             set_momentum_optimum};
inline constexpr QuadraticTheory nesterov = {"2(1 + β)/((1 + 2β)·λmax)", "Best rate and momentum", nesterov_limit,
                                             nesterov_contraction, set_nesterov_optimum};

}  // namespace momentum_theory
}  // namespace ravine
