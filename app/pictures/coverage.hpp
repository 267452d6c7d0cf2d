#pragma once
// How much of each pixel a line covers.

#include <functional>
#include <span>
#include <vector>

#include "app/pictures/canvas.hpp"

namespace ravine {

/// The pixels that a shape in this box may touch, inside a picture of this size.
PixelRange pixels_of(const Box& box, int width, int height);

/// The places' box with a margin; places that are not finite are left out.
Box bounds_of(std::span<const Place> places, double margin);

/// The union of line segments with round ends, on the pixels of `range`; what lies outside is cut off.
class CoverageMask {
  public:
    explicit CoverageMask(const PixelRange& range);

    void add(Place from, Place to, double width);
    /// Calls visit(x, y, cover) for every pixel touched; cover is 0 … 1.
    void for_each(const std::function<void(int x, int y, double cover)>& visit) const;

  private:
    float& cover(int x, int y);

    PixelRange range_;
    std::vector<float> cover_;
};

/// To the edge, in pixels; negative inside, by the even-odd rule.
double distance_to_polygon(Place place, std::span<const Place> corners);

/// Cuts a line into dashes; dash 0 gives its segments as they are. Places that are not finite break the line.
void for_each_dash(std::span<const Place> places, double dash, double gap,
                   const std::function<void(Place from, Place to)>& visit);

}  // namespace ravine
