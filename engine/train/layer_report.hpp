#pragma once
// What a look into each layer shows: is it awake, does the gradient reach it, do its weights move.

#include <cstdint>
#include <span>
#include <vector>

#include "engine/train/model.hpp"

namespace ravine {

/// Counts of numbers in bins of equal width; those that are not finite are in none.
struct Histogram {
    double least = 0, most = 0;
    std::vector<std::uint32_t> counts;  ///< empty where there is no finite number
};

Histogram make_histogram(std::span<const float> numbers, std::size_t bins);

/// Of one layer, over training points in prediction mode.
struct LayerReport {
    double mean = 0, deviation = 0;  ///< of all activations of all units; NaN without points
    /// Shares of the units; NaN without points, and where the layer has no activation. Dead: f'(z) = 0 at every point,
    /// so that no gradient gets through (ReLU). Saturated, and not dead: |f'(z)| < 0.05 at 95 % of the points (sigmoid
    /// beyond |z| = 2.9, tanh beyond 2.2).
    double dead_units = 0, saturated_units = 0;
    Histogram weights;  ///< biases not included
};

/// One for each layer, output layer included, over 256 training points spread evenly through all (or all of them).
std::vector<LayerReport> report_layers(const Model& model);

/// What the last step did to one layer's parameters; norms are Euclidean.
struct LayerStep {
    double gradient_norm = 0;  ///< penalty included
    double weight_norm = 0;    ///< before the step; biases not included
    double update_norm = 0;    ///< of the weights

    /// About 1e-3 in training that goes well; far below, the layer stands still, far above, it is thrown about. NaN
    /// without weights.
    double update_ratio() const { return update_norm / weight_norm; }
};

/// One for each layer; `before` and `after` the step, and the gradient that it took, all [parameter_count()] or more.
template <class Scalar>
std::vector<LayerStep> layer_steps(const Network<Scalar>& network, std::span<const Scalar> before,
                                   std::span<const Scalar> after, std::span<const Scalar> gradient);

extern template std::vector<LayerStep> layer_steps(const Network<float>&, std::span<const float>,
                                                   std::span<const float>, std::span<const float>);
extern template std::vector<LayerStep> layer_steps(const Network<double>&, std::span<const double>,
                                                   std::span<const double>, std::span<const double>);

}  // namespace ravine
