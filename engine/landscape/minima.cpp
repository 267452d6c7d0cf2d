#include "engine/landscape/minima.hpp"

#include <algorithm>
#include <cmath>

#include "engine/landscape/eigenvalues.hpp"

namespace ravine {

namespace {

constexpr int most_steps = 60;

double distance(const std::array<double, 2>& a, const std::array<double, 2>& b) {
    return std::hypot(a[0] - b[0], a[1] - b[1]);
}

/// Solves (H + damping·1)·d = g for a step −d that leads down: the damping makes every curvature at least a little
/// positive.
std::array<double, 2> newton_direction(const std::array<double, 3>& h, const std::array<double, 2>& g) {
    const Eigenvalues at = eigenvalues(h);
    const double least = 1e-6 * std::max(std::abs(at.most), std::abs(at.least)) + 1e-300;
    const double damping = at.least > least ? 0 : least - at.least + 0.1 * std::abs(at.most);
    const double xx = h[0] + damping, yy = h[2] + damping, determinant = xx * yy - h[1] * h[1];
    return {(yy * g[0] - h[1] * g[1]) / determinant, (xx * g[1] - h[1] * g[0]) / determinant};
}

struct Grid {
    std::vector<double> x, y, values;  ///< values [samples × samples]
    int samples;

    double at(int column, int row) const { return values[static_cast<std::size_t>(row * samples + column)]; }
    bool is_lowest_of_neighbours(int column, int row) const {
        const double here = at(column, row);
        for (int j = std::max(row - 1, 0); j <= std::min(row + 1, samples - 1); ++j)
            for (int i = std::max(column - 1, 0); i <= std::min(column + 1, samples - 1); ++i)
                if (at(i, j) < here) return false;
        return std::isfinite(here);
    }
};

Grid sample(const Surface& surface, const Window& window, int samples) {
    Grid grid{{}, {}, {}, samples};
    const auto count = static_cast<std::size_t>(samples);
    for (int i = 0; i < samples; ++i) {
        const double share = double(i) / (samples - 1);
        grid.x.push_back(window.x_least + share * (window.x_most - window.x_least));
        grid.y.push_back(window.y_least + share * (window.y_most - window.y_least));
    }
    grid.values.resize(count * count);
    for (std::size_t row = 0; row < count; ++row) {
        const std::vector<double> y(count, grid.y[row]);
        surface.values(grid.x, y, std::span(grid.values).subspan(row * count, count));
    }
    return grid;
}

std::vector<std::array<double, 2>> minima_from(const Surface& surface, const Window& window, const Grid& grid) {
    const double extent = std::hypot(window.x_most - window.x_least, window.y_most - window.y_least);
    std::vector<std::array<double, 2>> minima;
    for (int row = 0; row < grid.samples; ++row)
        for (int column = 0; column < grid.samples; ++column) {
            if (!grid.is_lowest_of_neighbours(column, row)) continue;
            const std::array<double, 2> start{grid.x[static_cast<std::size_t>(column)],
                                              grid.y[static_cast<std::size_t>(row)]};
            const auto minimum = minimum_below(surface, start, extent);
            const auto is_known = [&](const auto& known) { return distance(known, *minimum) < 1e-6 * extent; };
            if (minimum && std::none_of(minima.begin(), minima.end(), is_known)) minima.push_back(*minimum);
        }
    return minima;
}

}  // namespace

std::optional<std::array<double, 2>> minimum_below(const Surface& surface, std::array<double, 2> start, double extent) {
    std::array<double, 2> at = start;
    double f = surface.value(at[0], at[1]);
    for (int step = 0; step < most_steps; ++step) {
        const std::array<double, 2> g = surface.gradient(at[0], at[1]);
        const std::array<double, 2> d = newton_direction(surface.hessian(at[0], at[1]), g);
        const double length = std::hypot(d[0], d[1]);
        if (!std::isfinite(length)) return std::nullopt;
        if (length <= 1e-14 * extent) break;
        double t = std::min(1.0, 0.1 * extent / length);
        std::array<double, 2> next = at;
        double lower = f;
        for (int halving = 0; halving < 40; ++halving, t /= 2) {
            next = {at[0] - t * d[0], at[1] - t * d[1]};
            lower = surface.value(next[0], next[1]);
            if (lower < f) break;
        }
        if (!(lower < f)) break;  // as low as rounding lets it come
        at = next;
        f = lower;
        if (distance(at, start) > extent) return std::nullopt;
    }
    const Eigenvalues curvature = eigenvalues(surface.hessian(at[0], at[1]));
    const std::array<double, 2> g = surface.gradient(at[0], at[1]);
    const bool is_level = std::hypot(g[0], g[1]) <= 1e-6 * extent * std::abs(curvature.most);
    if (!is_level || !(curvature.least > 1e-9 * curvature.most)) return std::nullopt;
    return at;
}

std::vector<std::array<double, 2>> find_minima(const Surface& surface, const Window& window, int samples) {
    return minima_from(surface, window, sample(surface, window, samples));
}

void find_floor(const Surface& surface, SurfaceTraits& traits, int samples) {
    const Grid grid = sample(surface, traits.window, samples);
    traits.minima = minima_from(surface, traits.window, grid);
    double lowest = std::numeric_limits<double>::infinity();
    for (const auto& [x, y] : traits.minima) lowest = std::min(lowest, surface.value(x, y));
    const bool is_lower_elsewhere =
        std::any_of(grid.values.begin(), grid.values.end(), [&](double f) { return f < lowest; });
    traits.infimum = is_lower_elsewhere ? -std::numeric_limits<double>::infinity() : lowest;
}

}  // namespace ravine
