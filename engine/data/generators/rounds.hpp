#pragma once
// Generators of round shapes: circle, rings, spiral, moons.

#include <array>
#include <cmath>

#include "engine/data/generators/scatter.hpp"

namespace ravine::generator {

/// Uniform over the area between two circles about the origin.
inline Position in_annulus(double inner, double outer, RandomStream& random) {
    const double radius = std::sqrt(random.uniform(inner * inner, outer * outer));
    return at_angle(radius, random.uniform());
}

inline constexpr GeneratorRow circle{
    .id = "circle",
    .label = "Circle",
    .formula = "class 0: ‖x‖ < 2.2, class 1: 3 < ‖x‖ < 5, uniform over the area; + 2·noise·N(0, 1)",
    .source = "in the spirit of TensorFlow Playground's \"Circle\"",
    .task = Task::classify,
    .settings = {},
    .generate =
        [](const GeneratorRequest& request) {
            return scatter_classes(request, 2, [](int label, RandomStream& random) {
                return label == 0 ? in_annulus(0, 2.2, random) : in_annulus(3, half_width, random);
            });
        },
    .classes = two_classes};

inline constexpr std::array rings_settings{Setting{.key = "classes",
                                                   .label = "Rings",
                                                   .symbol = "K",
                                                   .help = "Rings about the middle, each a class of its own.",
                                                   .standard = 3,
                                                   .least = 2,
                                                   .most = most_classes,
                                                   .scale = Scale::integer}};

inline constexpr GeneratorRow rings{
    .id = "rings",
    .label = "Rings",
    .formula = "class k of K: ‖x‖ = 5·(k + 1)/K, any direction; + 2·noise·N(0, 1)",
    .source = "standard benchmark of concentric circles, as scikit-learn's make_circles",
    .task = Task::classify,
    .settings = rings_settings,
    .generate =
        [](const GeneratorRequest& request) {
            const int count = chosen_classes(request.settings);
            return scatter_classes(request, count, [count](int label, RandomStream& random) {
                return at_angle(half_width * (label + 1) / count, random.uniform());
            });
        },
    .classes = chosen_classes};

inline constexpr std::array spiral_settings{Setting{.key = "classes",
                                                    .label = "Arms",
                                                    .symbol = "K",
                                                    .help = "Arms of the spiral, each a class of its own.",
                                                    .standard = 2,
                                                    .least = 2,
                                                    .most = most_classes,
                                                    .scale = Scale::integer},
                                            Setting{.key = "turns",
                                                    .label = "Turns",
                                                    .symbol = "T",
                                                    .help = "Turns of each arm; more are harder to learn.",
                                                    .standard = 1.75,
                                                    .least = 0.25,
                                                    .most = 3}};

inline constexpr GeneratorRow spiral{
    .id = "spiral",
    .label = "Spiral",
    .formula = "class k of K: radius 5·r at angle 2π·(T·r + k/K), r uniform in [0.05, 1); + 2·noise·N(0, 1)",
    .source = "Lang and Witbrock, \"Learning to tell two spirals apart\", 1988; TensorFlow Playground's \"Spiral\"",
    .task = Task::classify,
    .settings = spiral_settings,
    .generate =
        [](const GeneratorRequest& request) {
            const int arms = chosen_classes(request.settings);
            const double turns = request.settings[1];
            return scatter_classes(request, arms, [=](int label, RandomStream& random) {
                const double along = random.uniform(0.05, 1);
                return at_angle(half_width * along, turns * along + static_cast<double>(label) / arms);
            });
        },
    .classes = chosen_classes};

inline constexpr GeneratorRow moons{
    .id = "moons",
    .label = "Moons",
    .formula =
        "class 0: 3·(cos t − ½, sin t − ¼), class 1: 3·(½ − cos t, ¼ − sin t), t uniform in [0, π); "
        "+ 2·noise·N(0, 1)",
    .source = "standard benchmark of two half circles, as scikit-learn's make_moons",
    .task = Task::classify,
    .settings = {},
    .generate =
        [](const GeneratorRequest& request) {
            return scatter_classes(request, 2, [](int label, RandomStream& random) {
                const Position on_circle = at_angle(1, random.uniform(0, 0.5));
                const double side = label == 0 ? 3 : -3;
                return Position{side * (on_circle.x1 - 0.5), side * (on_circle.x2 - 0.25)};
            });
        },
    .classes = two_classes};

}  // namespace ravine::generator
