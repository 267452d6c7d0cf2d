#include "engine/landscape/minima.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/landscape/symmetric_2x2.hpp"

namespace ravine {

namespace {

constexpr int most_steps = 200;

double distance(const std::array<double, 2>& a, const std::array<double, 2>& b) {
    return std::hypot(a[0] - b[0], a[1] - b[1]);
}

/// Solves (H + damping·1)·d = g for a step −d that leads down: the damping makes every curvature at least a little
/// positive.
std::array<double, 2> newton_direction(const std::array<double, 3>& h, const std::array<double, 2>& g) {
    const Eigenvalues at = eigenvalues(h);
    const double least = 1e-6 * std::max(std::abs(at.most), std::abs(at.least)) + 1e-300;
    const double damping = at.least > least ? 0 : least - at.least + 0.1 * std::abs(at.most);
    return solved({h[0] + damping, h[1], h[2] + damping}, g);
}

struct Descent {
    std::array<double, 2> place, gradient;
    double height;

    double slope() const { return std::hypot(gradient[0], gradient[1]); }
};

Descent look(const Surface& surface, const std::array<double, 2>& at) {
    return {at, surface.gradient(at[0], at[1]), surface.value(at[0], at[1])};
}

/// Lower; or as low as rounding can tell, and flatter.
bool is_better(const Descent& tried, const Descent& before) {
    const double rounding = 4 * std::numeric_limits<double>::epsilon() * std::abs(before.height);
    return tried.height < before.height - rounding ||
           (tried.height <= before.height + rounding && tried.slope() < before.slope());
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
    const double extent = window.diagonal();
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
    Descent at = look(surface, start);
    for (int step = 0; step < most_steps; ++step) {
        const std::array<double, 2> d = newton_direction(surface.hessian(at.place[0], at.place[1]), at.gradient);
        const double length = std::hypot(d[0], d[1]);
        if (!std::isfinite(length) || distance(at.place, start) > extent) return std::nullopt;
        if (length <= 1e-15 * extent) break;
        double t = std::min(1.0, 0.1 * extent / length);
        std::optional<Descent> next;
        for (int halving = 0; halving < 40 && !next; ++halving, t /= 2) {
            const Descent tried = look(surface, {at.place[0] - t * d[0], at.place[1] - t * d[1]});
            if (is_better(tried, at)) next = tried;
        }
        if (!next) break;  // as low as rounding lets it come
        at = *next;
    }
    const std::array<double, 3> h = surface.hessian(at.place[0], at.place[1]);
    const Eigenvalues curvature = eigenvalues(h);
    const std::array<double, 2> left = newton_direction(h, at.gradient);
    const bool is_level = std::hypot(left[0], left[1]) <= 1e-8 * extent;
    return is_level && curvature.least > 1e-9 * curvature.most ? std::optional(at.place) : std::nullopt;
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
