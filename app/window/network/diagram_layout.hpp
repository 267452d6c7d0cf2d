#pragma once
// Where the columns and tiles of the network's diagram stand: a pure function of widths and room, without ImGui.

#include <optional>
#include <span>
#include <vector>

namespace ravine {

/// What the layout has to keep to, in pixels.
struct DiagramRoom {
    float width = 0, height = 0;          ///< for tiles
    float margin = 0;                     ///< from the sides to the middles of the outer columns
    float least_pitch = 1;                ///< between the middles of columns; more columns make the diagram wider
    float least_tile = 1, most_tile = 1;  ///< edges of tiles
};

/// The tiles of one column, from the top: the first `shown` units have one, the others are counted in `hidden`.
struct DiagramColumn {
    float middle = 0;  ///< x
    float tile = 0;    ///< edge
    float first = 0;   ///< y of the first tile's middle
    float pitch = 0;   ///< from tile to tile
    int shown = 0, hidden = 0;

    float left() const { return middle - 0.5f * tile; }
    float right() const { return middle + 0.5f * tile; }
    float y(int unit) const { return first + pitch * static_cast<float>(unit); }
};

struct DiagramLayout {
    float width = 0;  ///< of all columns; at least the room's
    float pitch = 0;  ///< between the middles of columns
    std::vector<DiagramColumn> columns;
};

/// `widths`: units of each column, inputs first, output last. Tiles shrink to fit the height, down to the least; of
/// still wider layers the first units are shown, and there is room left below for words.
DiagramLayout lay_out_diagram(std::span<const int> widths, const DiagramRoom& room);

/// Smaller tiles in the same places: of layers that change each unit a little, and have few words to say.
void make_slim(DiagramColumn& column, float least_tile);

/// A unit of a column; column 0 holds the inputs.
struct DiagramUnit {
    int column = 0, unit = 0;

    bool operator==(const DiagramUnit&) const = default;
};

/// The unit whose tile is there.
std::optional<DiagramUnit> unit_at(const DiagramLayout& layout, float x, float y);

/// The gap between two columns that holds this x, numbered from the left.
std::optional<int> gap_at(const DiagramLayout& layout, float x);

}  // namespace ravine
