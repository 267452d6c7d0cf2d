#include "app/pictures/surface_picture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/pictures/plot.hpp"
#include "app/pictures/smooth_heights.hpp"

namespace ravine {

namespace {

constexpr double left = 84, top = 64, side = 720, below = 84, right = 110;
constexpr double least_loss = 1e-12;  // a loss of 0 has no logarithm
constexpr int levels = 14;

SmoothHeights logarithms(const LossGrid& grid) {
    std::vector<double> heights;
    for (const float value : grid.values) heights.push_back(std::log(std::max(double(value), least_loss)));
    for (std::size_t i = 0; i < heights.size(); ++i)
        if (!std::isfinite(grid.values[i])) heights[i] = std::numeric_limits<double>::infinity();
    return {grid.columns, grid.rows, std::move(heights)};
}

/// The field at every pixel of the box and one beyond.
class PixelField {
  public:
    PixelField(const SmoothHeights& field, int size)
        : size_(size), values_(static_cast<std::size_t>(size + 2) * static_cast<std::size_t>(size + 2)) {
        for (int y = -1; y <= size; ++y)
            for (int x = -1; x <= size; ++x) values_[index(x, y)] = field.at((x + 0.5) / size, 1 - (y + 0.5) / size);
    }

    double at(int x, int y) const { return values_[index(x, y)]; }
    double slope(int x, int y) const {
        return std::hypot(at(x + 1, y) - at(x - 1, y), at(x, y + 1) - at(x, y - 1)) / 2;
    }

  private:
    std::size_t index(int x, int y) const {
        return static_cast<std::size_t>(y + 1) * static_cast<std::size_t>(size_ + 2) + static_cast<std::size_t>(x + 1);
    }
    int size_;
    std::vector<double> values_;
};

/// How much of the pixel the nearest contour covers; contours that would run together fade.
double contour_cover(const PixelField& field, int x, int y, double spacing) {
    const double height = field.at(x, y) / spacing, slope = field.slope(x, y) / spacing;
    if (slope <= 0) return 0;
    const double distance = std::abs(height - std::round(height)) / slope;
    return std::clamp(1.15 - distance, 0.0, 1.0) * std::clamp(0.35 / slope, 0.0, 1.0);
}

void paint_heights(Canvas& canvas, const Plot& plot, const SmoothHeights& heights, const ColormapRow& map) {
    const PixelField field(heights, int(side));
    const int x0 = int(plot.box.left), y0 = int(plot.box.top);
    const double span = std::max(heights.most() - heights.least(), 1e-9);
    canvas.paint(plot.box, [&](int x, int y) {
        const Color fill = sample(map, (field.at(x - x0, y - y0) - heights.least()) / span);
        return mix(fill, rgb(0xFFFFFF), 0.4 * contour_cover(field, x - x0, y - y0, span / levels));
    });
}

void draw_path(Canvas& canvas, const Plot& plot, std::span<const PlanePoint> path, const PlanePoint& trained) {
    const Color white = rgb(0xFFFFFF), dark = rgb(0x10141A);
    std::vector<Place> places;
    for (const PlanePoint& point : path) places.push_back(plot.at(point.a, point.b));
    const Place end = plot.at(trained.a, trained.b);
    if (!places.empty()) places.push_back(end);
    canvas.clip(plot.box);
    canvas.line(places, {with_alpha(dark, 0.5), 4.5});
    canvas.line(places, {white, 2});
    if (!places.empty()) {
        canvas.disc(places.front(), 4, white);
        canvas.text({places.front().x + 8, places.front().y + 5}, "start", {white, 13, Face::text, Align::left});
    }
    canvas.disc(end, 7.5, dark);
    canvas.disc(end, 5.5, white);
    canvas.unclip();
}

std::string note_of(const LossPlane& plane, std::span<const PlanePoint> path) {
    if (path.empty()) return {};
    double farthest = 0;
    for (const PlanePoint& point : path) farthest = std::max(farthest, point.off_plane);
    return fmt::format("{:.0f} % of the motion · path up to {:.2g} off the plane", plane.explained * 100, farthest);
}

}  // namespace

Canvas draw_loss_surface(const LossPlane& plane, const LossGrid& grid, std::span<const PlanePoint> path,
                         const PlanePoint& trained, const ColormapRow& map, const ThemeRow& theme) {
    Canvas canvas(int(left + side + right), int(top + side + below), theme.panel);
    const Plot plot{{left, top, left + side, top + side},
                    {grid.window[0], grid.window[1]},
                    {grid.window[2], grid.window[3]},
                    plane.labels[0],
                    plane.labels[1],
                    &theme};
    const SmoothHeights heights = logarithms(grid);
    paint_heights(canvas, plot, heights, map);
    draw_path(canvas, plot, path, trained);
    draw_axes(canvas, plot, false);
    draw_title(canvas, plot, "Loss surface", note_of(plane, path));
    const Axis losses{std::exp(heights.least()), std::max(std::exp(heights.most()), std::exp(heights.least()) * 1.001),
                      true};
    draw_color_bar(canvas, {plot.box.right + 22, top, plot.box.right + 36, top + side}, losses, "loss", theme,
                   [&](double share) { return sample(map, share); });
    return canvas;
}

}  // namespace ravine
