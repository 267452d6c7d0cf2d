#include "engine/landscape/painted_surface.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/landscape/minima.hpp"

namespace ravine {

namespace {

constexpr int standard_size = 49;

/// The four cubic B-splines that are not 0 between two control points, at a share 0 … 1 of the way, and their first and
/// second derivatives by that share (de Boor 1978).
struct Basis {
    std::array<double, 4> value, slope, curvature;

    explicit Basis(double t) {
        const double s = 1 - t;
        value = {s * s * s / 6, (3 * t * t * t - 6 * t * t + 4) / 6, (3 * s * s * s - 6 * s * s + 4) / 6,
                 t * t * t / 6};
        slope = {-s * s / 2, (3 * t * t - 4 * t) / 2, -(3 * s * s - 4 * s) / 2, t * t / 2};
        curvature = {s, 3 * t - 2, 3 * s - 2, t};
    }
};

/// A place among control points along one axis.
struct Cell {
    int first;        ///< of the four that count; may lie beyond the edges
    double share;     ///< of the way between the middle two
    double per_unit;  ///< control points per unit of the plane; 0 beyond the edges, where nothing changes
};

Cell cell_of(double at, double least, double most, int size) {
    const double scale = (size - 1) / (most - least), place = (at - least) * scale;
    const double inside = std::clamp(place, 0.0, double(size - 1));
    const int index = std::min(static_cast<int>(inside), size - 2);
    return {index - 1, inside - index, inside == place ? scale : 0};
}

Status check_bumps(const std::vector<Bump>& bumps) {
    if (bumps.size() > PaintedGround::most_bumps)
        return input_error(fmt::format("{} bumps are too many", bumps.size()), "surface.bumps",
                           fmt::format("give at most {}", PaintedGround::most_bumps));
    for (std::size_t i = 0; i < bumps.size(); ++i) {
        const std::string where = fmt::format("surface.bumps[{}]", i);
        if (!std::isfinite(bumps[i].x) || !std::isfinite(bumps[i].y))
            return input_error("a place that is not finite", where);
        if (Status status = check_setting(bump_height_setting, bumps[i].height, where + ".height"); !status)
            return status;
        if (Status status = check_setting(bump_width_setting, bumps[i].width, where + ".width"); !status) return status;
    }
    return {};
}

Status check_heights(const PaintedGround& ground) {
    const auto size = static_cast<std::size_t>(std::max(ground.size, 0));
    const bool fits = ground.heights.size() == size * size && (size == 0 || size >= 2);
    if (!fits || ground.size < 0 || ground.size > PaintedGround::most_size)
        return input_error(
            fmt::format("{} heights for {} × {} control points", ground.heights.size(), ground.size, ground.size),
            "surface.heights", fmt::format("give 2 × 2 to {0} × {0}", PaintedGround::most_size));
    const auto is_finite = [](double height) { return std::isfinite(height); };
    if (std::all_of(ground.heights.begin(), ground.heights.end(), is_finite)) return {};
    return input_error("a height that is not finite", "surface.heights");
}

}  // namespace

void paint(PaintedGround& ground, double x, double y, double height, double width) {
    if (ground.size == 0) {
        ground.size = standard_size;
        ground.heights.assign(static_cast<std::size_t>(standard_size) * standard_size, 0.0);
    }
    const Window& window = ground.window;
    const auto place = [&](double least, double most, int index) {
        return least + (most - least) * index / (ground.size - 1);
    };
    for (int row = 0; row < ground.size; ++row)
        for (int column = 0; column < ground.size; ++column) {
            const double dx = place(window.x_least, window.x_most, column) - x,
                         dy = place(window.y_least, window.y_most, row) - y;
            ground.heights[static_cast<std::size_t>(row * ground.size + column)] +=
                height * std::exp(-(dx * dx + dy * dy) / (2 * width * width));
        }
}

PaintedSurface::PaintedSurface(PaintedGround ground)
    : Surface({.label = "Painted ground",
               .formula = "f(x, y) = ½·b·(x² + y²) + Σ hₖ·exp(−rₖ²/(2·σₖ²)) + spline",
               .source = "de Boor, A Practical Guide to Splines, 1978",
               .derivatives = "by hand, from splines and bumps",
               .window = ground.window,
               .start = ground.window.usual_start()}),
      ground_(std::move(ground)) {
    find_floor(*this, own_traits());
}

void PaintedSurface::add_spline(double x, double y, std::array<double, 6>& jet) const {
    const Window& window = ground_.window;
    const Cell across = cell_of(x, window.x_least, window.x_most, ground_.size),
               up = cell_of(y, window.y_least, window.y_most, ground_.size);
    const Basis u(across.share), v(up.share);
    const auto height = [&](int column, int row) {
        const int i = std::clamp(column, 0, ground_.size - 1), j = std::clamp(row, 0, ground_.size - 1);
        return ground_.heights[static_cast<std::size_t>(j * ground_.size + i)];
    };
    for (int j = 0; j < 4; ++j) {
        double value = 0, slope = 0, curvature = 0;  // along x
        for (int i = 0; i < 4; ++i) {
            const auto k = static_cast<std::size_t>(i);
            const double h = height(across.first + i, up.first + j);
            value += u.value[k] * h;
            slope += u.slope[k] * h;
            curvature += u.curvature[k] * h;
        }
        const auto k = static_cast<std::size_t>(j);
        slope *= across.per_unit;
        curvature *= across.per_unit * across.per_unit;
        jet[0] += v.value[k] * value;
        jet[1] += v.value[k] * slope;
        jet[2] += v.slope[k] * up.per_unit * value;
        jet[3] += v.value[k] * curvature;
        jet[4] += v.slope[k] * up.per_unit * slope;
        jet[5] += v.curvature[k] * up.per_unit * up.per_unit * value;
    }
}

std::array<double, 6> PaintedSurface::jet(double x, double y) const {
    const double b = ground_.bowl;
    std::array<double, 6> jet{0.5 * b * (x * x + y * y), b * x, b * y, b, 0, b};
    for (const Bump& bump : ground_.bumps) {
        const double dx = x - bump.x, dy = y - bump.y, per_square = 1 / (bump.width * bump.width);
        const double f = bump.height * std::exp(-0.5 * per_square * (dx * dx + dy * dy));
        const double f_x = -per_square * dx * f, f_y = -per_square * dy * f;
        const std::array<double, 6> own{
            f, f_x, f_y, -per_square * (f + dx * f_x), -per_square * dx * f_y, -per_square * (f + dy * f_y)};
        for (std::size_t i = 0; i < own.size(); ++i) jet[i] += own[i];
    }
    if (ground_.size > 0) add_spline(x, y, jet);
    return jet;
}

double PaintedSurface::value(double x, double y) const { return jet(x, y)[0]; }

std::array<double, 2> PaintedSurface::gradient(double x, double y) const {
    const std::array<double, 6> at = jet(x, y);
    return {at[1], at[2]};
}

std::array<double, 3> PaintedSurface::hessian(double x, double y) const {
    const std::array<double, 6> at = jet(x, y);
    return {at[3], at[4], at[5]};
}

Result<std::shared_ptr<const Surface>> make_surface(const PaintedGround& ground) {
    if (Status status = check_window(ground.window, "surface.window"); !status) return status.error();
    if (Status status = check_setting(bowl_setting, ground.bowl, "surface.bowl"); !status) return status.error();
    if (Status status = check_bumps(ground.bumps); !status) return status.error();
    if (Status status = check_heights(ground); !status) return status.error();
    return std::shared_ptr<const Surface>(std::make_shared<PaintedSurface>(ground));
}

}  // namespace ravine
