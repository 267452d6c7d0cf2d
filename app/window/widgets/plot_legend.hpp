#pragma once
// The legend of a plot in the window: samples of its lines with words, above the plot, where no line can cross them.

#include <imgui.h>

#include <span>
#include <string>

#include "app/window/widgets/lines.hpp"

namespace ravine {

struct LegendItem {
    std::string words;
    LineLook line;
    bool is_upright = false;  ///< the line stands upright in the plot
};

/// Height of what draw_plot_legend draws, in pixels.
float plot_legend_height(std::span<const LegendItem> items, float width);
/// Items side by side from `corner` on, in as many rows as the width needs.
void draw_plot_legend(ImDrawList& draw, ImVec2 corner, float width, std::span<const LegendItem> items);

}  // namespace ravine
