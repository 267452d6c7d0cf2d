#pragma once
// What of the racers' paths one of the views has to draw, kept from frame to frame.

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "app/pictures/trail.hpp"
#include "app/window/landscape/race_view.hpp"

namespace ravine {

struct PanelContext;

/// For pictures with pixels of so much in x and y: as fine as a line is narrow.
constexpr std::array<double, 2> trail_cell(const std::array<double, 2>& pixel) {
    return {0.75 * pixel[0], 0.75 * pixel[1]};
}

class Trails {
  public:
    struct Shown {
        std::span<const Trail::Corner> corners;
        std::uint64_t version;  ///< corners of the same version, and as many, are the same
    };
    /// Corners of the racer's path so far, on this ground, or on the one before while there is much to do: then another
    /// frame is wanted. They live until the next call for this racer.
    Shown corners(PanelContext& context, const RacerView& view, const TrailGround& ground);

  private:
    /// All that decides what a path is: it is a pure function of these.
    struct Origin {
        std::shared_ptr<const Surface> surface;
        Racer racer;
        std::array<double, 2> start{};
        double gradient_noise = 0;
        std::uint64_t seed = 0;
        bool operator==(const Origin&) const = default;
    };
    struct Kept {
        Origin origin;
        Trail shown;
        std::uint64_t version = 0;
        std::optional<Trail> next;  ///< on another ground, as long as it has not seen all
    };
    /// True where what is shown is complete.
    bool follow(Kept& kept, const RacerView& view, const TrailGround& ground);
    std::uint64_t versions_ = 0;
    std::vector<Kept> kept_;  // of the racers, in their order
};

}  // namespace ravine
