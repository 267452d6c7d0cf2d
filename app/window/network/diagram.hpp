#pragma once
// The network's diagram as it is drawn in a frame: what is shown, where it stands, and what the pointer is on.

#include <imgui.h>

#include <memory>
#include <optional>
#include <vector>

#include "app/window/network/diagram_layout.hpp"
#include "app/window/network/diagram_links.hpp"
#include "app/window/panels.hpp"

namespace ravine {

struct Diagram {
    std::shared_ptr<const Network<float>> network;
    InputPipeline inputs;
    std::span<const float> parameters;  ///< empty where there are none yet
    DiagramLayout layout;
    std::vector<DiagramGap> gaps;
    float largest = 1;                  ///< weight of the network, for widths and opacities
    ImVec2 corner;                      ///< of the place for tiles, on the screen
    ImVec2 size;                        ///< of that place, as wide as all columns
    float head = 0, foot = 0;           ///< heights of what stands above and below the tiles
    std::optional<DiagramUnit> unit;    ///< under the pointer
    std::optional<int> gap;             ///< of the link under the pointer
    const DiagramLink* link = nullptr;  ///< under the pointer

    const DiagramColumn& column(int index) const { return layout.columns[static_cast<std::size_t>(index)]; }
    ImVec2 place(int index, int row) const {
        return {corner.x + column(index).middle, corner.y + column(index).y(row)};
    }
    /// True for links of the unit under the pointer.
    bool is_lit(int in_gap, const DiagramLink& of) const {
        return unit && ((unit->column == in_gap && unit->unit == of.from) ||
                        (unit->column == in_gap + 1 && unit->unit == of.to));
    }
};

/// The worker's network; while there is no point to train on, the one that the scenario describes. Nothing where
/// neither can be had.
std::optional<Diagram> shown_network(const PanelContext& context);

/// The width below which the diagram has to scroll.
float least_width(const Diagram& diagram);
/// Lays the columns out over a place of the screen, and looks what the pointer is on.
void lay_out(Diagram& diagram, ImVec2 corner, ImVec2 size);
void find_pointer(Diagram& diagram);

void draw_links(ImDrawList& draw, const Diagram& diagram);
void draw_tiles(ImDrawList& draw, const Diagram& diagram, PanelContext& context);
/// Words beside the pointer about the link or the unit under it.
void draw_diagram_readout(const Diagram& diagram, const PanelContext& context);

/// Labels with menus, and buttons to widen, insert and remove.
void draw_column_heads(const Diagram& diagram, PanelContext& context);
void draw_insert_buttons(const Diagram& diagram, PanelContext& context);

}  // namespace ravine
