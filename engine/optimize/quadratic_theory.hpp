#pragma once
// What is known of optimizers on a parabola ½·λ·x² of curvature λ > 0: along each of its axes, a quadratic bowl is one,
// and near a minimum every smooth surface is.

#include <string_view>

namespace ravine {

/// `settings` are the optimizer's own, in its row's order. All null where nothing as simple is known.
struct QuadraticTheory {
    std::string_view limit;    ///< the formula of largest_stable_rate: "2(1 + β)/λmax"
    std::string_view optimum;  ///< whose settings set_optimum gives: "Polyak's optimum"
    /// The learning rate at which it neither converges nor diverges; above it every start diverges.
    double (*largest_stable_rate)(double curvature, const double* settings) = nullptr;
    /// The factor by which the distance to the minimum shrinks a step, in the long run; above 1 it grows.
    double (*contraction)(double curvature, const double* settings) = nullptr;
    /// Changes learning rate and momentum to those whose worse contraction at both curvatures, and all between, is
    /// best.
    void (*set_optimum)(double least_curvature, double most_curvature, double* settings) = nullptr;

    bool is_known() const { return largest_stable_rate != nullptr; }
};

}  // namespace ravine
