#pragma once
// Generators of numbers over the plane: plane and multi_gauss.

#include <cmath>

#include "engine/data/generators/scatter.hpp"

namespace ravine::generator {

inline constexpr GeneratorRow plane{
    .id = "plane",
    .label = "Plane",
    .formula = "y = (x₁ + x₂)/10 + noise·N(0, 1), x uniform over [−5, 5]²",
    .source = "in the spirit of TensorFlow Playground's \"Plane\"",
    .task = Task::regress,
    .settings = {},
    .generate =
        [](const GeneratorRequest& request) {
            return scatter_heights(request, [](double x1, double x2) { return (x1 + x2) / (2 * half_width); });
        },
    .classes = no_classes};

/// Three hills and three hollows of height ±1 and width 1.2, in turn: (±3 or 0, ±2.5).
inline double hills_and_hollows(double x1, double x2) {
    double height = 0;
    for (int column = -1; column <= 1; ++column)
        for (int row = -1; row <= 1; row += 2) {
            const double right = x1 - 3 * column, up = x2 - 2.5 * row;
            const double sign = column == 0 ? -row : row;
            height += sign * std::exp(-(right * right + up * up) / (2 * 1.2 * 1.2));
        }
    return height;
}

inline constexpr GeneratorRow multi_gauss{
    .id = "multi_gauss",
    .label = "Multi-Gauss",
    .formula =
        "y = Σ ± exp(−‖x − c‖²/(2·1.2²)) + noise·N(0, 1), c = (−3, 0 or 3; ±2.5), signs in turn, "
        "x uniform over [−5, 5]²",
    .source = "in the spirit of TensorFlow Playground's \"Multi gaussian\"",
    .task = Task::regress,
    .settings = {},
    .generate = [](const GeneratorRequest& request) { return scatter_heights(request, hills_and_hollows); },
    .classes = no_classes};

}  // namespace ravine::generator
