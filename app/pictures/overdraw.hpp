#pragma once
// Which segments of a long line lie where it has been drawn already: an optimizer that goes to and fro draws the same
// pixels thousands of times.

#include <cstdint>
#include <vector>

#include "app/pictures/drawing.hpp"

namespace ravine {

/// Pixels within a box that a line has passed.
class Overdraw {
  public:
    explicit Overdraw(const Box& box);

    /// Marks the segment's pixels. True where it shows nothing new: all within the box had been marked.
    bool hides(Place from, Place to);

  private:
    Box box_;
    std::size_t columns_, rows_;
    std::vector<std::uint8_t> passed_;
};

}  // namespace ravine
