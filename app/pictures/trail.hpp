#pragma once
// A path without what would only be drawn over itself: a descent that goes to and fro a hundred thousand times touches
// the same pixels again and again.

#include <array>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "app/pictures/plane_map.hpp"
#include "engine/landscape/race.hpp"

namespace ravine {

/// The plane in square-ish cells, as far as a path is looked at. Powers of two and whole tiles, so that it stays the
/// same while a window is moved a little or zoomed a little.
struct TrailGround {
    std::array<double, 2> corner{};  ///< least x and y
    std::array<double, 2> cell{1, 1};
    int columns = 0, rows = 0;

    /// At least all of the window; cells of one to two times so much in x and y of the plane.
    static TrailGround around(const Window& window, const std::array<double, 2>& extents);
    bool operator==(const TrailGround&) const = default;
};

/// Keeps the first few hundred steps that leave a cell, and each later one that covers two cells in a row that no step
/// before it has covered: what is left out lies within a cell of what is kept. How many are kept is bounded by the
/// ground's cells, however long the path.
class Trail {
  public:
    /// A place of the drawn line. With the first of each part the pen is put down anew.
    struct Corner {
        std::uint32_t step;
        bool begins;
    };

    explicit Trail(const TrailGround& ground = {});

    const TrailGround& ground() const { return ground_; }
    /// Takes the steps that it has not seen, and stops where these have passed so many cells: the work that it does is
    /// as long as they are. The steps have to begin with those that it has seen. True where it has seen all.
    bool extend(std::span<const RaceStep> steps, std::size_t most_cells = std::numeric_limits<std::size_t>::max());
    /// Those of the path's first `points` points.
    std::span<const Corner> corners(std::size_t points) const;

  private:
    /// A cell's number; none far outside.
    static constexpr std::int64_t nowhere = -1;
    Place cells_at(const RaceStep& step) const;
    std::int64_t cell_at(Place cells) const;
    /// The way to a step in another cell.
    void take(std::span<const RaceStep> steps, std::uint32_t step, std::int64_t cell);
    /// False, and covers nothing, where that would be nothing new.
    bool cover(Place from, Place to, bool in_any_case);
    void keep(std::uint32_t from, std::uint32_t to);

    TrailGround ground_;
    std::vector<std::uint8_t> covered_;
    std::vector<Corner> corners_;
    std::size_t cells_passed_ = 0;
    std::size_t seen_ = 0;                                        // points
    std::uint32_t here_ = 0;                                      // the last one in another cell than the one before
    std::array<std::int64_t, 2> cells_before_{nowhere, nowhere};  // of the last two of those
    bool is_down_ = false;                                        // the last corner is `here_`
};

}  // namespace ravine
