#pragma once
// Generators of normally distributed clusters: gauss and blobs.

#include <array>

#include "engine/data/generators/scatter.hpp"

namespace ravine::generator {

/// About (centre), normal with this standard deviation in each coordinate.
inline Position about(Position centre, double deviation, RandomStream& random) {
    const double right = deviation * random.normal(), up = deviation * random.normal();
    return {centre.x1 + right, centre.x2 + up};
}

inline constexpr GeneratorRow gauss{
    .id = "gauss",
    .label = "Gauss",
    .formula = "class 0 about (2, 2), class 1 about (−2, −2), + 0.6·N(0, 1) + 2·noise·N(0, 1)",
    .source = "in the spirit of TensorFlow Playground's \"Gaussian\"",
    .task = Task::classify,
    .settings = {},
    .generate =
        [](const GeneratorRequest& request) {
            return scatter_classes(request, 2, [](int label, RandomStream& random) {
                return about(label == 0 ? Position{2, 2} : Position{-2, -2}, 0.6, random);
            });
        },
    .classes = two_classes};

inline constexpr std::array blobs_settings{Setting{.key = "classes",
                                                   .label = "Classes",
                                                   .symbol = "K",
                                                   .help = "Clusters, each a class of its own.",
                                                   .standard = 4,
                                                   .least = 2,
                                                   .most = most_classes,
                                                   .scale = Scale::integer}};

inline constexpr GeneratorRow blobs{
    .id = "blobs",
    .label = "Blobs",
    .formula = "class k of K about 4·(cos 2πk/K, sin 2πk/K), + 0.5·N(0, 1) + 2·noise·N(0, 1)",
    .source = "standard benchmark of normal clusters, as scikit-learn's make_blobs",
    .task = Task::classify,
    .settings = blobs_settings,
    .generate =
        [](const GeneratorRequest& request) {
            const int count = chosen_classes(request.settings);
            return scatter_classes(request, count, [count](int label, RandomStream& random) {
                return about(at_angle(4, static_cast<double>(label) / count), 0.5, random);
            });
        },
    .classes = chosen_classes};

}  // namespace ravine::generator
