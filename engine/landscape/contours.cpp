#include "engine/landscape/contours.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <utility>

namespace ravine {

namespace {

/// An edge between two neighbouring points: twice the index of its lower or left one, and 1 more where it goes up.
using Edge = std::int32_t;
constexpr Edge no_edge = -1;

/// Through a cell, from one of its edges to another.
struct Crossing {
    Edge from, to;
};

/// Sides of a cell, counterclockwise from the lower one; corner i is where side i begins.
enum class Side : std::int8_t { lower, right, upper, left };
struct Passage {
    Side from, to;
};

/// By the corners that are above, bit i for corner i: the line keeps them at its left. Cases 5 and 10 are those in
/// which opposite corners are above and the middle is not.
constexpr auto passages = [] {
    using enum Side;
    return std::array<std::array<Passage, 2>, 16>{{{},
                                                   {{{lower, left}}},
                                                   {{{right, lower}}},
                                                   {{{right, left}}},
                                                   {{{upper, right}}},
                                                   {{{lower, left}, {upper, right}}},
                                                   {{{upper, lower}}},
                                                   {{{upper, left}}},
                                                   {{{left, upper}}},
                                                   {{{lower, upper}}},
                                                   {{{right, lower}, {left, upper}}},
                                                   {{{right, upper}}},
                                                   {{{left, right}}},
                                                   {{{lower, right}}},
                                                   {{{left, lower}}},
                                                   {}}};
}();
/// Those of cases 5 and 10 where the middle is above.
constexpr std::array<Passage, 2> joined_5{{{Side::lower, Side::right}, {Side::upper, Side::left}}},
    joined_10{{{Side::left, Side::lower}, {Side::right, Side::upper}}};

class ContourTracer {
  public:
    ContourTracer(std::span<const double> heights, int columns, int rows, std::span<const double> levels)
        : heights_(heights), columns_(columns), rows_(rows), levels_(levels), crossings_(levels.size()) {
        rank_points();
        for (int row = 0; row + 1 < rows_; ++row)
            for (int column = 0; column + 1 < columns_; ++column) cross_cell(index(column, row));
    }

    std::vector<ContourLine> lines() {
        std::vector<ContourLine> found;
        next_.assign(2 * heights_.size(), no_edge);
        has_before_.assign(2 * heights_.size(), 0);
        for (std::size_t level = 0; level < levels_.size(); ++level) join(level, found);
        return found;
    }

  private:
    std::size_t index(int column, int row) const {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(column);
    }

    /// How many levels each point reaches; −1 for one that is not finite. So most cells are done with four comparisons.
    void rank_points() {
        ranks_.reserve(heights_.size());
        for (const double height : heights_) {
            const auto reached = std::upper_bound(levels_.begin(), levels_.end(), height) - levels_.begin();
            ranks_.push_back(std::isfinite(height) ? static_cast<std::int32_t>(reached) : -1);
        }
    }

    void cross_cell(std::size_t corner) {
        const auto width = static_cast<std::size_t>(columns_);
        const std::array<std::size_t, 4> corners{corner, corner + 1, corner + width + 1, corner + width};
        std::array<std::int32_t, 4> ranks;
        for (std::size_t i = 0; i < 4; ++i) ranks[i] = ranks_[corners[i]];
        const auto [least, most] = std::minmax({ranks[0], ranks[1], ranks[2], ranks[3]});
        if (least < 0) return;
        for (std::int32_t level = least; level < most; ++level) {
            unsigned above = 0;
            for (unsigned i = 0; i < 4; ++i) above |= (ranks[i] > level ? 1U : 0U) << i;
            cross(corners, static_cast<std::size_t>(level), above);
        }
    }

    void cross(const std::array<std::size_t, 4>& corners, std::size_t level, unsigned above) {
        const bool has_two = above == 5 || above == 10;
        const std::array<Passage, 2>* ways = &passages[above];
        if (has_two && middle(corners) >= levels_[level]) ways = above == 5 ? &joined_5 : &joined_10;
        for (std::size_t i = 0; i < (has_two ? 2U : 1U); ++i)
            crossings_[level].push_back({edge(corners, (*ways)[i].from), edge(corners, (*ways)[i].to)});
    }

    double middle(const std::array<std::size_t, 4>& corners) const {
        double sum = 0;
        for (const std::size_t corner : corners) sum += heights_[corner] / 4;
        return sum;
    }

    static Edge edge(const std::array<std::size_t, 4>& corners, Side side) {
        const std::size_t first = side == Side::right ? corners[1] : side == Side::upper ? corners[3] : corners[0];
        const bool goes_up = side == Side::right || side == Side::left;
        return static_cast<Edge>(2 * first + (goes_up ? 1 : 0));
    }

    GridPlace place(Edge edge, double level) const {
        const auto first = static_cast<std::size_t>(edge / 2);
        const bool goes_up = edge % 2 == 1;
        const double low = heights_[first], high = heights_[first + (goes_up ? static_cast<std::size_t>(columns_) : 1)];
        const double share = (level - low) / (high - low);
        const auto width = static_cast<std::size_t>(columns_);
        const auto column = static_cast<double>(first % width), row = static_cast<double>(first / width);
        return {column + (goes_up ? 0 : share), row + (goes_up ? share : 0)};
    }

    /// Each edge is left by one crossing at most and reached by one, as the higher side is always the left one.
    void join(std::size_t level, std::vector<ContourLine>& found) {
        for (const Crossing& crossing : crossings_[level]) {
            next_[static_cast<std::size_t>(crossing.from)] = crossing.to;
            has_before_[static_cast<std::size_t>(crossing.to)] = 1;
        }
        for (const Crossing& crossing : crossings_[level])
            if (has_before_[static_cast<std::size_t>(crossing.from)] == 0)
                found.push_back(follow(level, crossing.from));
        for (const Crossing& crossing : crossings_[level]) {
            has_before_[static_cast<std::size_t>(crossing.to)] = 0;
            if (next_[static_cast<std::size_t>(crossing.from)] != no_edge)
                found.push_back(follow(level, crossing.from));
        }
    }

    /// From an edge on until the line ends or is back; what it has passed is forgotten.
    ContourLine follow(std::size_t level, Edge start) {
        ContourLine line{level, false, {}};
        Edge at = start;
        while (at != no_edge && !line.is_closed) {
            line.places.push_back(place(at, levels_[level]));
            at = std::exchange(next_[static_cast<std::size_t>(at)], no_edge);
            line.is_closed = at == start;
        }
        return line;
    }

    std::span<const double> heights_;
    int columns_, rows_;
    std::span<const double> levels_;
    std::vector<std::int32_t> ranks_;
    std::vector<std::vector<Crossing>> crossings_;  // by level
    std::vector<Edge> next_;                        // after each edge, of the level at work
    std::vector<std::uint8_t> has_before_;
};

}  // namespace

std::vector<ContourLine> contour_lines(std::span<const double> heights, int columns, int rows,
                                       std::span<const double> levels) {
    return ContourTracer(heights, columns, rows, levels).lines();
}

}  // namespace ravine
