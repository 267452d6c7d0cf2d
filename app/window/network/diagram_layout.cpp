#include "app/window/network/diagram_layout.hpp"

#include <algorithm>
#include <cmath>

namespace ravine {
namespace {

constexpr float tile_share = 0.76f;   ///< of the pitch; the rest is the gap
constexpr float widest_pitch = 2.0f;  ///< times the tile: few units stand together, not spread over the whole height

DiagramColumn lay_out_column(int units, const DiagramRoom& room) {
    DiagramColumn column;
    const float least_pitch = room.least_tile / tile_share;
    const int fitting = std::max(1, static_cast<int>(room.height / least_pitch));
    // The words for those that are not shown take the place of a tile or two.
    column.shown = units <= fitting ? units : std::max(1, fitting - 1);
    column.hidden = units - column.shown;
    const float height = column.hidden > 0 ? room.height - least_pitch : room.height;
    const float each = height / static_cast<float>(std::max(1, column.shown));
    column.tile = std::floor(std::clamp(each * tile_share, std::min(room.least_tile, room.most_tile), room.most_tile));
    column.pitch = std::min(each, column.tile * widest_pitch);
    column.first = 0.5f * (height - column.pitch * static_cast<float>(column.shown - 1));
    return column;
}

}  // namespace

DiagramLayout lay_out_diagram(std::span<const int> widths, const DiagramRoom& room) {
    DiagramLayout layout;
    const auto gaps = static_cast<float>(std::max<std::size_t>(2, widths.size()) - 1);
    layout.pitch = std::max(room.least_pitch, (room.width - 2 * room.margin) / gaps);
    layout.width = std::max(room.width, 2 * room.margin + layout.pitch * gaps);
    for (const int units : widths) {
        DiagramColumn column = lay_out_column(units, room);
        column.middle = std::round(room.margin + layout.pitch * static_cast<float>(layout.columns.size()));
        layout.columns.push_back(column);
    }
    return layout;
}

void make_slim(DiagramColumn& column, float least_tile) {
    constexpr float share = 0.45f;
    column.tile = std::min(column.tile, std::max(least_tile, std::floor(share * column.tile)));
}

std::optional<DiagramUnit> unit_at(const DiagramLayout& layout, float x, float y) {
    for (std::size_t i = 0; i < layout.columns.size(); ++i) {
        const DiagramColumn& column = layout.columns[i];
        if (x < column.left() || x > column.right() || column.shown == 0) continue;
        const int unit = static_cast<int>(std::lround((y - column.first) / column.pitch));
        if (unit < 0 || unit >= column.shown || std::abs(y - column.y(unit)) > 0.5f * column.tile) return std::nullopt;
        return DiagramUnit{static_cast<int>(i), unit};
    }
    return std::nullopt;
}

std::optional<int> gap_at(const DiagramLayout& layout, float x) {
    for (std::size_t i = 0; i + 1 < layout.columns.size(); ++i)
        if (x > layout.columns[i].right() && x < layout.columns[i + 1].left()) return static_cast<int>(i);
    return std::nullopt;
}

}  // namespace ravine
