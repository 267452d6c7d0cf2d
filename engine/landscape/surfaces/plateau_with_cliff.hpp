#pragma once
// On the plateau the gradient all but vanishes, on the cliff it is more than a hundred times as large: with a rate that
// gets along on the plateau, the first step that starts from the cliff is thrown far beyond the minimum, and the way
// back is level again (Pascanu et al. 2013; Goodfellow et al. 2016, section 8.2.4). Clipping the gradient, or dividing
// by its size as Adam does, is the remedy.

#include <cmath>

#include "engine/core/host_device.hpp"
#include "engine/landscape/surfaces.hpp"
#include "engine/landscape/surfaces/polish.hpp"

namespace ravine {

namespace plateau_with_cliff {

inline constexpr Setting settings[] = {
    {"cliff_width", "Width of the cliff", "w", "The narrower the cliff, the steeper it is", 0.1, 0.05, 0.3,
     Scale::logarithmic},
};

inline constexpr double height = 12, floor_slope = 0.2, floor_x = 2.5;

/// A wide bowl that is level but for a slope of at most floor_slope: √(1 + d²) − 1 of the distance d to its bottom.
struct Bowl {
    double dx, dy, root;

    RAVINE_HOST_DEVICE Bowl(double x, double y) : dx(x - floor_x), dy(y), root(std::sqrt(1 + dx * dx + dy * dy)) {}
    double value() const { return floor_slope * (dx * dx + dy * dy) / (root + 1); }
};

/// σ(−x/w): 1 on the plateau, 0 on the floor, with its derivatives along x.
struct Cliff {
    double s, s_x, s_xx;

    RAVINE_HOST_DEVICE Cliff(double x, double w) : s(1 / (1 + std::exp(x / w))) {
        const double rest = 1 / (1 + std::exp(-x / w));
        s_x = -s * rest / w;
        s_xx = s_x * (s - rest) / w;
    }
};

inline double value(double x, double y, std::span<const double> s) {
    return height * Cliff(x, s[0]).s + Bowl(x, y).value();
}

RAVINE_HOST_DEVICE inline std::array<double, 2> gradient(double x, double y, std::span<const double> s) {
    const Bowl bowl(x, y);
    return {height * Cliff(x, s[0]).s_x + floor_slope * bowl.dx / bowl.root, floor_slope * bowl.dy / bowl.root};
}

inline std::array<double, 3> hessian(double x, double y, std::span<const double> s) {
    const Bowl bowl(x, y);
    const double dx = bowl.dx, dy = bowl.dy, scale = floor_slope / (bowl.root * bowl.root * bowl.root);
    return {height * Cliff(x, s[0]).s_xx + scale * (1 + dy * dy), -scale * dx * dy, scale * (1 + dx * dx)};
}

/// The bottom of the bowl, moved a little by what is left of the cliff there.
inline std::vector<std::array<double, 2>> minima(std::span<const double> s) {
    return {polished({floor_x, 0}, gradient, hessian, s)};
}

inline double infimum(std::span<const double> s) {
    const auto [x, y] = minima(s).front();
    return value(x, y, s);
}

inline constexpr SurfaceRow row = {
    .id = "plateau_with_cliff",
    .label = "Plateau with cliff",
    .formula = "f(x, y) = 12·σ(−x/w) + 0.2·(√(1 + (x − 2.5)² + y²) − 1)",
    .source =
        "after Pascanu et al., On the difficulty of training recurrent neural networks, 2013; Goodfellow et al., Deep "
        "Learning, 2016, section 8.2.4",
    .settings = settings,
    .window = {-5, 5, -3, 3},
    .start = {-4, 1.8},
    .value = value,
    .gradient = gradient,
    .hessian = hessian,
    .gauss_newton = nullptr,
    .minima = minima,
    .infimum = infimum,
};

}  // namespace plateau_with_cliff
}  // namespace ravine
