#include "app/pictures/clip.hpp"

#include <algorithm>
#include <cmath>

namespace ravine {

namespace {

/// Shares of the segment between which it lies inside.
struct Inside {
    double begin = 0, end = 1;

    /// Keeps what of it has start + share·change ≤ most. False where nothing is left.
    bool keep_below(double start, double change, double most) {
        const double room = most - start;
        if (change == 0) return room >= 0;
        const double share = room / change;
        if (change > 0)
            end = std::min(end, share);
        else
            begin = std::max(begin, share);
        return begin <= end;
    }
};

bool is_finite(Place place) { return std::isfinite(place.x) && std::isfinite(place.y); }

bool same(Place a, Place b) { return a.x == b.x && a.y == b.y; }

}  // namespace

std::optional<std::pair<Place, Place>> clip_segment(Place from, Place to, const Box& box) {
    if (!is_finite(from) || !is_finite(to)) return {};
    const double dx = to.x - from.x, dy = to.y - from.y;
    Inside inside;
    if (!inside.keep_below(from.x, dx, box.right) || !inside.keep_below(-from.x, -dx, -box.left) ||
        !inside.keep_below(from.y, dy, box.bottom) || !inside.keep_below(-from.y, -dy, -box.top))
        return {};
    const auto at = [&](double share) {  // an end that is not cut off keeps its bits
        if (share == 0) return from;
        if (share == 1) return to;
        return Place{std::clamp(from.x + share * dx, box.left, box.right),
                     std::clamp(from.y + share * dy, box.top, box.bottom)};
    };
    return std::pair{at(inside.begin), at(inside.end)};
}

std::vector<std::vector<Place>> clip_line(std::span<const Place> line, const Box& box) {
    std::vector<std::vector<Place>> parts;
    bool goes_on = false;  // the last part ends where the next segment begins
    for (std::size_t i = 1; i < line.size(); ++i) {
        const auto segment = clip_segment(line[i - 1], line[i], box);
        if (segment) {
            if (!goes_on || !same(parts.back().back(), segment->first)) parts.push_back({segment->first});
            parts.back().push_back(segment->second);
        }
        goes_on = segment && same(segment->second, line[i]);
    }
    return parts;
}

}  // namespace ravine
