#pragma once
// Generators that colour squares of the plane: xor and checkerboard.

#include <array>

#include "engine/data/generators/scatter.hpp"

namespace ravine::generator {

inline constexpr GeneratorRow exclusive_or{
    .id = "xor",
    .label = "XOR",
    .formula = "class 0: x₁ and x₂ of one sign, class 1: of two signs, 0.3 < |x| < 5, uniform; + 2·noise·N(0, 1)",
    .source = "Minsky and Papert, \"Perceptrons\", 1969; TensorFlow Playground's \"Exclusive or\"",
    .task = Task::classify,
    .settings = {},
    .generate =
        [](const GeneratorRequest& request) {
            return scatter_classes(request, 2, [](int label, RandomStream& random) {
                const double right = random.uniform(0.3, half_width), up = random.uniform(0.3, half_width);
                const double sign = random.below(2) == 0 ? 1 : -1;
                return Position{sign * right, label == 0 ? sign * up : -sign * up};
            });
        },
    .classes = two_classes};

inline constexpr std::array checkerboard_settings{Setting{.key = "cells",
                                                          .label = "Cells",
                                                          .symbol = "n",
                                                          .help = "Cells along each side; more are harder to learn.",
                                                          .standard = 4,
                                                          .least = 2,
                                                          .most = 8,
                                                          .scale = Scale::integer}};

inline constexpr GeneratorRow checkerboard{
    .id = "checkerboard",
    .label = "Checkerboard",
    .formula = "n × n cells over [−5, 5]²; class: (row + column) mod 2, uniform over its cells; + 2·noise·N(0, 1)",
    .source =
        "standard benchmark; Ho and Kleinberg, \"Building projectable classifiers of arbitrary complexity\", 1996",
    .task = Task::classify,
    .settings = checkerboard_settings,
    .generate =
        [](const GeneratorRequest& request) {
            const int cells = static_cast<int>(request.settings[0]);
            const double size = 2 * half_width / cells;
            return scatter_classes(request, 2, [=](int label, RandomStream& random) {
                // Drawn again until the cell's colour is right: two draws on average.
                std::uint32_t row, column;
                do {
                    row = random.below(static_cast<std::uint32_t>(cells));
                    column = random.below(static_cast<std::uint32_t>(cells));
                } while ((row + column) % 2 != static_cast<std::uint32_t>(label));
                const double right = random.uniform(), up = random.uniform();
                return Position{(column + right) * size - half_width, (row + up) * size - half_width};
            });
        },
    .classes = two_classes};

}  // namespace ravine::generator
