#include "app/window/landscape/color_bar.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>

#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {
namespace {

void fill_bar(ImDrawList& draw, ImVec2 least, ImVec2 most) {
    constexpr int pieces = 32;
    for (int i = 0; i < pieces; ++i) {
        const float above = static_cast<float>(i + 1) / pieces, below = static_cast<float>(i) / pieces;
        const ImU32 high = height_colour(above), low = height_colour(below);
        draw.AddRectFilledMultiColor({least.x, most.y - above * (most.y - least.y)},
                                     {most.x, most.y - below * (most.y - least.y)}, high, high, low, low);
    }
}

float bar_top(const Box& plate) { return static_cast<float>(plate.top) + text_size("0", fonts().small).y + px(11); }

/// The strong ones, where they are enough.
std::vector<ContourMark> named_marks(const std::vector<ContourMark>& marks) {
    std::vector<ContourMark> strong;
    std::copy_if(marks.begin(), marks.end(), std::back_inserter(strong),
                 [](const ContourMark& mark) { return mark.is_strong; });
    return strong.size() >= 3 ? strong : marks;
}

}  // namespace

ColorBar color_bar(const PlaneFrame& frame, const ContourMarks& contours) {
    ColorBar bar{{}, named_marks(contours.marks), contours.name};
    if (frame.width() < px(300) || frame.height() < px(220)) return bar;
    const float height = std::clamp(0.4f * frame.height(), px(130), px(240));
    float width = text_size(bar.name, fonts().small).x + px(14);
    for (const ContourMark& mark : bar.marks)
        width = std::max(width, text_size(mark.label, fonts().mono_small).x + px(29));
    const float right = frame.most.x - px(8), top = frame.least.y + px(8);
    bar.plate = {static_cast<double>(std::round(right - width)), static_cast<double>(top), static_cast<double>(right),
                 static_cast<double>(std::round(top + height))};
    return bar;
}

void draw_color_bar(ImDrawList& draw, const ColorBar& bar) {
    if (bar.plate.width() <= 0) return;
    const ImVec2 corner{static_cast<float>(bar.plate.left), static_cast<float>(bar.plate.top)},
        end{static_cast<float>(bar.plate.right), static_cast<float>(bar.plate.bottom)};
    draw.AddRectFilled(corner, end, with_alpha(theme().halo, label_plate_opacity), px(4));
    const float name_width = text_size(bar.name, fonts().small).x;
    draw_text(draw, {end.x - px(7) - name_width, corner.y + px(4)}, bar.name, fonts().small, theme().text);
    const ImVec2 least{end.x - px(16), bar_top(bar.plate)}, most{end.x - px(7), end.y - px(9)};
    fill_bar(draw, least, most);
    const float line = text_size("0", fonts().mono_small).y;
    float free = most.y + line;
    for (const ContourMark& mark : bar.marks) {
        const float y = std::round(most.y - static_cast<float>(mark.share) * (most.y - least.y));
        if (y + 0.5f * line > free) continue;
        free = y - 0.5f * line;
        const ImVec2 size = text_size(mark.label, fonts().mono_small);
        draw.AddLine({least.x - px(3), y}, {least.x, y}, theme().text, whole_px(1));
        draw_text(draw, {least.x - px(6) - size.x, y - 0.5f * size.y}, mark.label, fonts().mono_small, theme().text);
    }
}

}  // namespace ravine
