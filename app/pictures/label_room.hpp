#pragma once
// Room for words in a picture: what is taken is not given twice.

#include <algorithm>
#include <vector>

#include "app/pictures/drawing.hpp"

namespace ravine {

class LabelRoom {
  public:
    /// Words are to lie inside of `whole`.
    explicit LabelRoom(const Box& whole) : whole_(whole) {}

    bool is_free(const Box& box) const {
        return box.left >= whole_.left && box.right <= whole_.right && box.top >= whole_.top &&
               box.bottom <= whole_.bottom && std::none_of(taken_.begin(), taken_.end(), [&](const Box& other) {
                   return box.left < other.right && other.left < box.right && box.top < other.bottom &&
                          other.top < box.bottom;
               });
    }
    void take(const Box& box) { taken_.push_back(box); }
    const std::vector<Box>& taken() const { return taken_; }
    const Box& whole() const { return whole_; }

  private:
    Box whole_;
    std::vector<Box> taken_;
};

/// The box around a middle.
inline Box box_around(Place middle, double width, double height) {
    return {middle.x - width / 2, middle.y - height / 2, middle.x + width / 2, middle.y + height / 2};
}

}  // namespace ravine
