#include "engine/landscape/painted_surface.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/landscape/kernels/gradient_code.hpp"
#include "engine/landscape/minima.hpp"

namespace ravine {

namespace {

constexpr int standard_size = 49;

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

double PaintedSurface::value(double x, double y) const { return relief().jet(x, y)[0]; }

std::array<double, 2> PaintedSurface::gradient(double x, double y) const { return relief()(x, y); }

std::array<double, 3> PaintedSurface::hessian(double x, double y) const {
    const std::array<double, 6> at = relief().jet(x, y);
    return {at[3], at[4], at[5]};
}

std::optional<GradientCode> PaintedSurface::gradient_code() const { return GradientCode{relief()}; }

Result<std::shared_ptr<const Surface>> make_surface(const PaintedGround& ground) {
    if (Status status = check_window(ground.window, "surface.window"); !status) return status.error();
    if (Status status = check_setting(bowl_setting, ground.bowl, "surface.bowl"); !status) return status.error();
    if (Status status = check_bumps(ground.bumps); !status) return status.error();
    if (Status status = check_heights(ground); !status) return status.error();
    return std::shared_ptr<const Surface>(std::make_shared<PaintedSurface>(ground));
}

}  // namespace ravine
