#include "app/window/widgets/plot_legend.hpp"

#include <cmath>

#include "app/pictures/flow.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {
namespace {

float row_height() { return std::round(px(18)); }
float sample_width(const LegendItem& item) { return px(item.is_upright ? 3.0f : 17.0f); }

std::vector<FlowPlace> places(std::span<const LegendItem> items, float width) {
    std::vector<double> widths;
    for (const LegendItem& item : items)
        widths.push_back(sample_width(item) + px(6) + text_size(item.words, fonts().mono_small).x);
    return flow(widths, px(20), width);
}

void draw_sample(ImDrawList& draw, ImVec2 least, const LegendItem& item) {
    const float middle = std::round(least.y + 0.5f * row_height()) + 0.5f, right = least.x + sample_width(item);
    const float x = std::round(least.x + px(1)) + 0.5f, half = px(6);
    const ImVec2 level[] = {{least.x, middle}, {right, middle}}, upright[] = {{x, middle - half}, {x, middle + half}};
    draw_line(draw, item.is_upright ? upright : level, item.line);
}

}  // namespace

float plot_legend_height(std::span<const LegendItem> items, float width) {
    return items.empty() ? 0 : row_height() * static_cast<float>(places(items, width).back().row + 1);
}

void draw_plot_legend(ImDrawList& draw, ImVec2 corner, float width, std::span<const LegendItem> items) {
    const std::vector<FlowPlace> where = places(items, width);
    for (std::size_t i = 0; i < items.size(); ++i) {
        const ImVec2 least{corner.x + static_cast<float>(where[i].left),
                           corner.y + static_cast<float>(where[i].row) * row_height()};
        draw_sample(draw, least, items[i]);
        const float top = least.y + 0.5f * (row_height() - text_size(items[i].words, fonts().mono_small).y);
        draw_text(draw, {least.x + sample_width(items[i]) + px(6), top}, items[i].words, fonts().mono_small,
                  theme().text);
    }
}

}  // namespace ravine
