#pragma once
// The racers' paths lying on the relief, kept from frame to frame.

#include <array>
#include <vector>

#include "app/pictures/relief/relief_content.hpp"
#include "app/window/landscape/trails.hpp"

namespace ravine {

class ReliefPaths {
  public:
    /// Of the shapes' path, whose corners are those on this ground. Lives until the next call for this racer.
    std::span<const LinePart> path(PanelContext& context, const RacerView& view, const ReliefScene& scene,
                                   const TrailGround& ground, RacerShapes& shapes);

  private:
    /// All that decides where the lines are.
    struct Key {
        std::uint64_t terrain = 0, trail = 0;
        std::size_t corners = 0;
        std::array<float, 16> projection{};
        std::array<double, 4> box{};  ///< of the picture
        bool operator==(const Key&) const = default;
    };
    struct Kept {
        Key key;
        std::vector<LinePart> parts;
    };

    Trails trails_;
    std::vector<Kept> kept_;  // of the racers, in their order
};

}  // namespace ravine
