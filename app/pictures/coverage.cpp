#include "app/pictures/coverage.hpp"

#include <algorithm>
#include <cmath>

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

CoverageMask::CoverageMask(int width, int height)
    : width_(width),
      height_(height),
      touched_{width, height, 0, 0},
      cover_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 0.0F) {}

void CoverageMask::add(Place from, Place to, double width) {
    const double half = width / 2;
    const Box bounds{std::min(from.x, to.x) - half, std::min(from.y, to.y) - half, std::max(from.x, to.x) + half,
                     std::max(from.y, to.y) + half};
    const PixelRange range = pixels_of(bounds, width_, height_);
    if (range.left >= range.right || range.top >= range.bottom) return;
    for (int y = range.top; y < range.bottom; ++y)
        for (int x = range.left; x < range.right; ++x) {
            float& cover =
                cover_[static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x)];
            const double now = half + 0.5 - distance_to_segment({x + 0.5, y + 0.5}, from, to);
            // A line thinner than a pixel is as faint as it is thin.
            cover = std::max(cover, static_cast<float>(std::clamp(now, 0.0, std::min(1.0, width))));
        }
    touched_ = {std::min(touched_.left, range.left), std::min(touched_.top, range.top),
                std::max(touched_.right, range.right), std::max(touched_.bottom, range.bottom)};
}

void CoverageMask::for_each(const std::function<void(int x, int y, double cover)>& visit) const {
    for (int y = touched_.top; y < touched_.bottom; ++y)
        for (int x = touched_.left; x < touched_.right; ++x) {
            const float cover =
                cover_[static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x)];
            if (cover > 0) visit(x, y, double(cover));
        }
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
