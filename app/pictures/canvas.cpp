#include "app/pictures/canvas.hpp"

#include <algorithm>
#include <cmath>

#include "app/pictures/coverage.hpp"

namespace ravine {

namespace {

/// std::hypot guards against overflow, of which pixels are in no danger, and takes several times as long.
double length_of(double x, double y) { return std::sqrt(x * x + y * y); }

}  // namespace

Canvas::Canvas(int width, int height, Color background)
    : width_(width),
      height_(height),
      pixels_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), background) {
    unclip();
}

void Canvas::clip(const Box& box) { clip_ = box; }

void Canvas::unclip() { clip_ = {0, 0, double(width_), double(height_)}; }

bool Canvas::is_open(int x, int y) const {
    const double u = x + 0.5, v = y + 0.5;
    return x >= 0 && y >= 0 && x < width_ && y < height_ && u >= clip_.left && u <= clip_.right && v >= clip_.top &&
           v <= clip_.bottom;
}

PixelRange Canvas::open_pixels(const Box& box) const {
    const auto first = [](double edge, double clipped, int size) {
        return static_cast<int>(std::ceil(std::clamp(std::max(clipped, edge), 0.0, double(size)) - 0.5));
    };
    const auto end = [](double edge, double clipped, int size) {
        return static_cast<int>(std::floor(std::clamp(std::min(clipped, edge), 0.0, double(size)) + 0.5));
    };
    return {first(box.left, clip_.left, width_), first(box.top, clip_.top, height_),
            end(box.right, clip_.right, width_), end(box.bottom, clip_.bottom, height_)};
}

void Canvas::blend(int x, int y, Color color, double cover) {
    if (is_open(x, y)) mix_in(x, y, color, cover);
}

void Canvas::mix_in(int x, int y, Color color, double cover) {
    Color& pixel = pixels_[index(x, y)];
    const double share = std::clamp(cover, 0.0, 1.0) * color.alpha / 255.0;
    color.alpha = pixel.alpha;
    pixel = mix(pixel, color, share);
}

template <class Distance>
void Canvas::shape(const Box& bounds, Color color, const Distance& distance) {
    const PixelRange range = open_pixels({bounds.left - 1, bounds.top - 1, bounds.right + 1, bounds.bottom + 1});
    for (int y = range.top; y < range.bottom; ++y)
        for (int x = range.left; x < range.right; ++x)
            if (const double cover = 0.5 - distance(Place{x + 0.5, y + 0.5}); cover > 0) mix_in(x, y, color, cover);
}

void Canvas::rectangle(const Box& box, Color color, double corner) {
    const Place middle{(box.left + box.right) / 2, (box.top + box.bottom) / 2};
    const double half_width = box.width() / 2 - corner, half_height = box.height() / 2 - corner;
    shape(box, color, [&](Place place) {
        const double x = std::abs(place.x - middle.x) - half_width, y = std::abs(place.y - middle.y) - half_height;
        return length_of(std::max(x, 0.0), std::max(y, 0.0)) + std::min(std::max(x, y), 0.0) - corner;
    });
}

void Canvas::disc(Place middle, double radius, Color color) {
    shape({middle.x - radius, middle.y - radius, middle.x + radius, middle.y + radius}, color,
          [&](Place place) { return length_of(place.x - middle.x, place.y - middle.y) - radius; });
}

void Canvas::ring(Place middle, double radius, const Stroke& stroke) {
    const double outer = radius + stroke.width / 2;
    shape({middle.x - outer, middle.y - outer, middle.x + outer, middle.y + outer}, stroke.color, [&](Place place) {
        return std::abs(length_of(place.x - middle.x, place.y - middle.y) - radius) - stroke.width / 2;
    });
}

void Canvas::line(std::span<const Place> places, const Stroke& stroke) {
    CoverageMask mask(pixels_of(bounds_of(places, stroke.width / 2), width_, height_));
    for_each_dash(places, stroke.dash, stroke.gap, [&](Place from, Place to) { mask.add(from, to, stroke.width); });
    mask.for_each([&](int x, int y, double cover) { blend(x, y, stroke.color, cover); });
}

void Canvas::polygon(std::span<const Place> corners, Color color, double rim) {
    if (!std::all_of(corners.begin(), corners.end(),
                     [](Place corner) { return std::isfinite(corner.x) && std::isfinite(corner.y); }))
        return;
    shape(bounds_of(corners, rim), color, [&](Place place) { return distance_to_polygon(place, corners) - rim; });
}

void Canvas::field(const Box& box, const std::function<Color(double right, double down)>& color) {
    paint(box,
          [&](int x, int y) { return color((x + 0.5 - box.left) / box.width(), (y + 0.5 - box.top) / box.height()); });
}

}  // namespace ravine
