#pragma once
// A grid of heights, and how to show them.

#include <array>
#include <cstdint>
#include <span>
#include <variant>

namespace ravine {

/// Heights [rows × columns], row 0 at the bottom, and how to show them.
struct HeightField {
    std::uint64_t version = 0;  ///< changes with the values
    int columns = 0, rows = 0;
    std::variant<std::span<const float>, std::span<const double>> values;
    bool logarithmic = true;         ///< of the heights above `floor`
    double floor = 0;                ///< as HeightScale has it
    bool at_edges = false;           ///< the outer values lie on the edges, not half a cell inside
    std::array<double, 4> window{};  ///< of the grid: x least, x most, y least, y most
};

}  // namespace ravine
