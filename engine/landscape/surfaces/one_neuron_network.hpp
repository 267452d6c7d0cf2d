#pragma once
// The loss of the smallest network there is: x weighs its input, y its output. Two minima, because flipping both signs
// changes nothing, a saddle between them, and plateaus where tanh saturates.

#include <cmath>
#include <numbers>

#include "engine/core/host_device.hpp"
#include "engine/landscape/surfaces.hpp"
#include "engine/landscape/surfaces/polish.hpp"
#include "engine/landscape/surfaces/squared_residuals.hpp"

namespace ravine {

namespace one_neuron_network {

struct Sample {
    double input, target;
};
/// No neuron fits all three, so that the Gauss-Newton matrix is not the Hessian, not even at the minima.
inline constexpr std::array<Sample, 3> samples = {{{-0.5, -0.8}, {1, 1.6}, {2, 1.8}}};

/// (y·tanh(x·input) − target)/√3, so that the sum of the squares is their mean.
RAVINE_HOST_DEVICE inline std::array<Residual, 3> residuals(double x, double y) {
    constexpr double scale = std::numbers::inv_sqrt3;
    constexpr auto own = samples;  // a GPU has no constants of the program's memory
    std::array<Residual, 3> all;
    for (std::size_t k = 0; k < all.size(); ++k) {
        const auto [input, target] = own[k];
        const double output = std::tanh(x * input), cosine = std::cosh(x * input), slope = input / (cosine * cosine);
        all[k] = {scale * (y * output - target),           scale * y * slope, scale * output,
                  scale * -2 * y * output * input * slope, scale * slope,     0};
    }
    return all;
}
using Squares = SumOfSquares<residuals>;

inline std::vector<std::array<double, 2>> minima(std::span<const double>) {
    const auto [x, y] = polished({1.04, 1.9}, Squares::gradient, Squares::hessian);
    return {{x, y}, {-x, -y}};
}

inline double infimum(std::span<const double> s) {
    const auto [x, y] = minima(s).front();
    return Squares::value(x, y, s);
}

inline constexpr SurfaceRow row = {
    .id = "one_neuron_network",
    .label = "One-neuron network",
    .formula = "f(x, y) = mean of (y·tanh(x·aₖ) − bₖ)², a = (−½, 1, 2), b = (−0.8, 1.6, 1.8)",
    .source =
        "Fukumizu and Amari, Local minima and plateaus in hierarchical structures of multilayer perceptrons, 2000",
    .settings = {},
    .window = {-4, 4, -4, 4},
    .start = {3.4, -2.5},
    .value = Squares::value,
    .gradient = Squares::gradient,
    .hessian = Squares::hessian,
    .gauss_newton = Squares::gauss_newton,
    .minima = minima,
    .infimum = infimum,
};

}  // namespace one_neuron_network
}  // namespace ravine
