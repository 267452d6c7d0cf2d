#include "app/window/widgets/plot_frame.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {

void draw_vertical_ticks(ImDrawList& draw, const PlotFrame& frame) {
    const float room = frame.y.logarithmic ? px(30) : px(46);  // each decade wherever there is room for it
    const int wanted = std::max(2, static_cast<int>((frame.most.y - frame.least.y) / room));
    float before = std::numeric_limits<float>::infinity();
    for (const Tick& tick : ticks(frame.y, wanted)) {
        const float y = std::round(frame.place_y(tick.value)) + 0.5f;
        const ImVec2 size = text_size(tick.label, fonts().mono_small);
        if (!std::isfinite(y) || before - y < size.y) continue;
        before = y;
        draw.AddLine({frame.least.x, y}, {frame.most.x, y}, with_alpha(theme().line, 0.75f), whole_px(1));
        draw_text(draw, {frame.least.x - size.x - px(8), y - 0.5f * size.y}, tick.label, fonts().mono_small,
                  theme().muted);
    }
}

void draw_horizontal_ticks(ImDrawList& draw, const PlotFrame& frame, std::string_view name) {
    const float y = frame.most.y + px(5);
    const ImVec2 name_size = text_size(name, fonts().small);
    draw_text(draw, {frame.most.x - name_size.x, y}, name, fonts().small, theme().muted);
    const float room = frame.x.logarithmic ? px(36) : px(90);  // powers of ten are short
    const int wanted = std::max(2, static_cast<int>((frame.most.x - frame.least.x) / room));
    float free = frame.least.x - px(2);
    for (const Tick& tick : ticks(frame.x, wanted)) {
        const ImVec2 size = text_size(tick.label, fonts().mono_small);
        const float x = std::max(frame.place_x(tick.value) - 0.5f * size.x, frame.least.x - px(2));
        if (!std::isfinite(x) || x < free || x + size.x > frame.most.x - name_size.x - px(10)) continue;
        free = x + size.x + px(8);
        draw_text(draw, {x, y}, tick.label, fonts().mono_small, theme().muted);
    }
}

}  // namespace ravine
