#pragma once
// Minima that have no closed form.

#include <array>
#include <cmath>
#include <span>
#include <vector>

#include "engine/landscape/symmetric_2x2.hpp"

namespace ravine {

/// The stationary point near `at`, to double precision by Newton's steps.
template <class Gradient, class Hessian>
std::array<double, 2> polished(std::array<double, 2> at, Gradient gradient, Hessian hessian,
                               std::span<const double> settings = {}) {
    constexpr int most_steps = 30;
    constexpr double least_step = 1e-15;
    double step = 1;
    for (int i = 0; i < most_steps && step > least_step; ++i) {
        const auto [step_x, step_y] = solved(hessian(at[0], at[1], settings), gradient(at[0], at[1], settings));
        at = {at[0] - step_x, at[1] - step_y};
        step = std::hypot(step_x, step_y);
    }
    return at;
}

/// Those near each pair of whole numbers from −reach to reach.
template <class Gradient, class Hessian>
std::vector<std::array<double, 2>> polished_lattice(int reach, Gradient gradient, Hessian hessian) {
    std::vector<std::array<double, 2>> found;
    for (int j = -reach; j <= reach; ++j)
        for (int i = -reach; i <= reach; ++i)
            found.push_back(polished({static_cast<double>(i), static_cast<double>(j)}, gradient, hessian));
    return found;
}

}  // namespace ravine
