#include "app/pictures/overdraw.hpp"

#include <algorithm>
#include <cmath>

namespace ravine {

Overdraw::Overdraw(const Box& box)
    : box_(box),
      columns_(static_cast<std::size_t>(std::max(0.0, std::ceil(box.width())))),
      rows_(static_cast<std::size_t>(std::max(0.0, std::ceil(box.height())))),
      passed_(columns_ * rows_, 0) {}

bool Overdraw::hides(Place from, Place to) {
    const double dx = to.x - from.x, dy = to.y - from.y;
    double first = 0, last = 1;
    const auto clip = [&](double start, double way, double least, double most) {
        if (way == 0) {
            if (start < least || start > most) last = -1;
            return;
        }
        const double one = (least - start) / way, other = (most - start) / way;
        first = std::max(first, std::min(one, other));
        last = std::min(last, std::max(one, other));
    };
    clip(from.x, dx, box_.left, box_.right);
    clip(from.y, dy, box_.top, box_.bottom);
    if (!(first <= last)) return true;
    // A place for each pixel of the longer way.
    const auto count = static_cast<std::size_t>(std::ceil((last - first) * std::max(std::abs(dx), std::abs(dy))));
    bool is_hidden = true;
    for (std::size_t i = 0; i <= count; ++i) {
        const double share = count == 0 ? first : first + (last - first) * static_cast<double>(i) / double(count);
        const auto column = static_cast<std::size_t>(from.x + share * dx - box_.left),
                   row = static_cast<std::size_t>(from.y + share * dy - box_.top);
        if (column >= columns_ || row >= rows_) continue;  // on the box's edge
        std::uint8_t& pixel = passed_[row * columns_ + column];
        is_hidden = is_hidden && pixel != 0;
        pixel = 1;
    }
    return is_hidden;
}

}  // namespace ravine
