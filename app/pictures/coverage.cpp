#include "app/pictures/coverage.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

namespace ravine {

namespace {

bool is_finite(Place place) { return std::isfinite(place.x) && std::isfinite(place.y); }

Place between(Place from, Place to, double share) {
    return {from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share};
}

double distance_to_segment(Place place, Place from, Place to) {
    const double dx = to.x - from.x, dy = to.y - from.y, length = dx * dx + dy * dy;
    const double along = length > 0 ? ((place.x - from.x) * dx + (place.y - from.y) * dy) / length : 0;
    const Place nearest = between(from, to, std::clamp(along, 0.0, 1.0));
    return std::hypot(place.x - nearest.x, place.y - nearest.y);
}

int clamp_pixel(double value, int most) { return static_cast<int>(std::clamp(value, 0.0, double(most))); }

}  // namespace

PixelRange pixels_of(const Box& box, int width, int height) {
    return {clamp_pixel(std::floor(box.left - 1), width), clamp_pixel(std::floor(box.top - 1), height),
            clamp_pixel(std::ceil(box.right + 1), width), clamp_pixel(std::ceil(box.bottom + 1), height)};
}

Box bounds_of(std::span<const Place> places, double margin) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    Box box{infinity, infinity, -infinity, -infinity};
    for (const Place place : places)
        if (is_finite(place))
            box = {std::min(box.left, place.x), std::min(box.top, place.y), std::max(box.right, place.x),
                   std::max(box.bottom, place.y)};
    return {box.left - margin, box.top - margin, box.right + margin, box.bottom + margin};
}

CoverageMask::CoverageMask(const PixelRange& range) : range_(range) {
    const auto width = static_cast<std::size_t>(std::max(0, range.right - range.left));
    cover_.resize(width * static_cast<std::size_t>(std::max(0, range.bottom - range.top)));
}

float& CoverageMask::cover(int x, int y) {
    return cover_[static_cast<std::size_t>(y - range_.top) * static_cast<std::size_t>(range_.right - range_.left) +
                  static_cast<std::size_t>(x - range_.left)];
}

void CoverageMask::add(Place from, Place to, double width) {
    const double half = width / 2;
    const Place ends[] = {from, to};
    const PixelRange touched = pixels_of(bounds_of(ends, half), range_.right, range_.bottom);
    for (int y = std::max(touched.top, range_.top); y < touched.bottom; ++y)
        for (int x = std::max(touched.left, range_.left); x < touched.right; ++x) {
            const double now = half + 0.5 - distance_to_segment({x + 0.5, y + 0.5}, from, to);
            // A line thinner than a pixel is as faint as it is thin.
            cover(x, y) = std::max(cover(x, y), static_cast<float>(std::clamp(now, 0.0, std::min(1.0, width))));
        }
}

void CoverageMask::for_each(const std::function<void(int x, int y, double cover)>& visit) const {
    std::size_t place = 0;
    for (int y = range_.top; y < range_.bottom; ++y)
        for (int x = range_.left; x < range_.right; ++x)
            if (const float cover = cover_[place++]; cover > 0) visit(x, y, double(cover));
}

double distance_to_polygon(Place place, std::span<const Place> corners) {
    double distance = std::numeric_limits<double>::infinity();
    bool is_inside = false;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const Place a = corners[i], b = corners[(i + 1) % corners.size()];
        distance = std::min(distance, distance_to_segment(place, a, b));
        const bool crosses = (a.y > place.y) != (b.y > place.y);
        if (crosses && place.x < a.x + (place.y - a.y) / (b.y - a.y) * (b.x - a.x)) is_inside = !is_inside;
    }
    return is_inside ? -distance : distance;
}

void for_each_dash(std::span<const Place> places, double dash, double gap,
                   const std::function<void(Place from, Place to)>& visit) {
    double phase = 0;  // how far into the current dash and gap
    for (std::size_t i = 1; i < places.size(); ++i) {
        const Place from = places[i - 1], to = places[i];
        if (!is_finite(from) || !is_finite(to)) continue;
        const double length = std::hypot(to.x - from.x, to.y - from.y);
        if (dash <= 0 || length == 0) {
            visit(from, to);
            continue;
        }
        for (double done = 0; done < length;) {
            const bool drawn = phase < dash;
            const double piece = std::min((drawn ? dash : dash + gap) - phase, length - done);
            if (drawn) visit(between(from, to, done / length), between(from, to, (done + piece) / length));
            done += piece;
            phase = phase + piece >= dash + gap - 1e-9 ? 0 : phase + piece;
        }
    }
}

}  // namespace ravine
