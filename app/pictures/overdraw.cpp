#include "app/pictures/overdraw.hpp"

#include <algorithm>
#include <cmath>

#include "app/pictures/clip.hpp"

namespace ravine {

Overdraw::Overdraw(const Box& box)
    : box_(box),
      columns_(static_cast<std::size_t>(std::max(0.0, std::ceil(box.width())))),
      rows_(static_cast<std::size_t>(std::max(0.0, std::ceil(box.height())))),
      passed_(columns_ * rows_, 0) {}

bool Overdraw::hides(Place from, Place to) {
    const auto part = clip_segment(from, to, box_);
    if (!part) return true;
    const Place begin = part->first;
    const double dx = part->second.x - begin.x, dy = part->second.y - begin.y;
    // A place for each pixel of the longer way.
    const auto count = static_cast<std::size_t>(std::ceil(std::max(std::abs(dx), std::abs(dy))));
    bool is_hidden = true;
    for (std::size_t i = 0; i <= count; ++i) {
        const double share = count == 0 ? 0 : static_cast<double>(i) / static_cast<double>(count);
        const auto column = static_cast<std::size_t>(begin.x + share * dx - box_.left),
                   row = static_cast<std::size_t>(begin.y + share * dy - box_.top);
        if (column >= columns_ || row >= rows_) continue;  // on the box's edge
        std::uint8_t& pixel = passed_[row * columns_ + column];
        is_hidden = is_hidden && pixel != 0;
        pixel = 1;
    }
    return is_hidden;
}

}  // namespace ravine
