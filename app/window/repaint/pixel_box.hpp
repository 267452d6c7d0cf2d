#pragma once
// Rectangles of whole pixels, y down as ImGui has it.

#include <algorithm>
#include <climits>
#include <cmath>
#include <vector>

namespace ravine {

struct PixelBox {
    int left = INT_MAX, top = INT_MAX, right = INT_MIN, bottom = INT_MIN;

    bool is_empty() const { return left >= right || top >= bottom; }
    int width() const { return right - left; }
    int height() const { return bottom - top; }
    bool operator==(const PixelBox&) const = default;
};

/// Farther than any pixel: what has been drawn for a racer that diverges lies beyond all integers.
inline constexpr float farthest_pixel = 1e8f;

/// The pixels that the rectangle touches, and one more on each side, where smoothed edges may end. What is no number
/// may be anywhere.
inline PixelBox box_around(float left, float top, float right, float bottom) {
    const auto first = [](float edge) {
        return edge > -farthest_pixel ? static_cast<int>(std::floor(std::min(edge, farthest_pixel))) - 1
                                      : static_cast<int>(-farthest_pixel);
    };
    const auto end = [](float edge) {
        return edge < farthest_pixel ? static_cast<int>(std::ceil(std::max(edge, -farthest_pixel))) + 1
                                     : static_cast<int>(farthest_pixel);
    };
    return {first(left), first(top), end(right), end(bottom)};
}

inline PixelBox common_part(const PixelBox& a, const PixelBox& b) {
    return {std::max(a.left, b.left), std::max(a.top, b.top), std::min(a.right, b.right), std::min(a.bottom, b.bottom)};
}

/// The smallest box that holds both.
inline PixelBox box_of_both(const PixelBox& a, const PixelBox& b) {
    return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right), std::max(a.bottom, b.bottom)};
}

inline bool are_near(const PixelBox& a, const PixelBox& b, int distance) {
    return a.left - distance < b.right && b.left - distance < a.right && a.top - distance < b.bottom &&
           b.top - distance < a.bottom;
}

inline bool is_within(const PixelBox& box, const PixelBox& outer) {
    return box.left >= outer.left && box.right <= outer.right && box.top >= outer.top && box.bottom <= outer.bottom;
}

/// Adds a box to boxes that stay apart by at least `distance`, joining those that come nearer.
inline void join_into(std::vector<PixelBox>& boxes, PixelBox box, int distance) {
    if (box.is_empty()) return;
    for (const PixelBox& outer : boxes)
        if (is_within(box, outer)) return;
    for (std::size_t i = 0; i < boxes.size();) {
        if (!are_near(boxes[i], box, distance)) {
            ++i;
            continue;
        }
        box = box_of_both(boxes[i], box);
        boxes[i] = boxes.back();
        boxes.pop_back();
        i = 0;  // the larger box may be near to one that was passed
    }
    boxes.push_back(box);
}

}  // namespace ravine
