#include <algorithm>
#include <array>
#include <cmath>

#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/network/diagram.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {
namespace {

constexpr std::size_t curve_points = 17;
constexpr float faintest = 0.035f;  ///< opacity below which nothing would be seen

/// All links of a gap run through the same places across it.
struct GapCurve {
    std::array<float, curve_points> x, rise;
};

GapCurve curve_of(const Diagram& diagram, int gap) {
    const float from = diagram.corner.x + diagram.column(gap).right();
    const float to = diagram.corner.x + diagram.column(gap + 1).left();
    GapCurve curve;
    for (std::size_t i = 0; i < curve_points; ++i) {
        const float t = static_cast<float>(i) / (curve_points - 1);
        curve.x[i] = from + (to - from) * link_across(t);
        curve.rise[i] = link_rise(t);
    }
    return curve;
}

/// Lines of a whole number of pixels cost ImGui a third of the triangles of others; and the thinnest, which are many,
/// are made of half as many pieces.
void draw_link(ImDrawList& draw, const GapCurve& curve, float from, float to, ImU32 colour, float width) {
    const float whole_width = std::max(1.0f, std::round(width));
    const std::size_t stride = whole_width > 1 ? 1 : 2;
    std::array<ImVec2, curve_points> points;
    int count = 0;
    for (std::size_t i = 0; i < curve_points; i += stride)
        points[static_cast<std::size_t>(count++)] = {curve.x[i], from + curve.rise[i] * (to - from)};
    draw.AddPolyline(points.data(), count, colour, 0, whole_width);
}

/// How strongly a link is drawn: as its weight is, brighter when its unit is under the pointer, fainter when another
/// is.
float opacity_of(const Diagram& diagram, int gap, const DiagramLink& link, float share) {
    const float opacity = 0.10f + 0.80f * std::sqrt(share);
    if (diagram.link != nullptr && diagram.link != &link) return 0.45f * opacity;
    if (!diagram.unit) return opacity * (share < 0.5f ? 0.35f + 1.3f * share : 1);
    return diagram.is_lit(gap, link) ? 0.3f + 0.7f * opacity : 0.14f * opacity;
}

void draw_weights(ImDrawList& draw, const Diagram& diagram, int gap) {
    const GapCurve curve = curve_of(diagram, gap);
    const DiagramColumn &from = diagram.column(gap), &to = diagram.column(gap + 1);
    for (const DiagramLink& link : diagram.gaps[static_cast<std::size_t>(gap)].links) {
        const float share = std::min(1.0f, std::abs(link.weight) / diagram.largest);
        const float opacity = opacity_of(diagram, gap, link, share);
        if (opacity < faintest) continue;
        const bool chosen = diagram.link == &link;
        draw_link(draw, curve, diagram.corner.y + from.y(link.from), diagram.corner.y + to.y(link.to),
                  with_alpha(class_colour(link.weight < 0 ? 0 : 1), chosen ? 1 : opacity),
                  px(0.8f + 3.0f * share + (chosen ? 1.2f : 0)));
    }
}

/// Over the tiles of both columns: what the block adds to what its layers give.
void draw_way_around(ImDrawList& draw, const Diagram& diagram, int gap) {
    const DiagramColumn &from = diagram.column(gap), &to = diagram.column(gap + 1);
    const float from_top = diagram.corner.y + from.y(0) - 0.5f * from.tile,
                to_top = diagram.corner.y + to.y(0) - 0.5f * to.tile;
    const float x = std::round(diagram.corner.x + from.middle), end = std::round(diagram.corner.x + to.middle);
    const float y = std::round(std::max(diagram.corner.y - px(4), std::min(from_top, to_top) - px(9)));
    const std::array<ImVec2, 4> points = {{{x, from_top}, {x, y}, {end, y}, {end, to_top}}};
    const ImU32 colour = mixed(theme().muted, theme().accent, 0.7f);
    draw.AddPolyline(points.data(), static_cast<int>(points.size()), colour, 0, whole_px(1));
    const char* words = diagram.gaps[static_cast<std::size_t>(gap)].projects ? "+ W·x" : "+ x";
    const ImVec2 size = text_size(words, fonts().small);
    const ImVec2 corner{std::round(0.5f * (x + end - size.x)), y + px(2)};
    draw.AddRectFilled({corner.x - px(2), corner.y}, {corner.x + size.x + px(2), corner.y + size.y},
                       with_alpha(theme().panel, 0.85f), px(2));
    draw_text(draw, corner, words, fonts().small, colour);
}

/// A line from each unit to its own successor.
void draw_level_gap(ImDrawList& draw, const Diagram& diagram, int gap) {
    const DiagramColumn &from = diagram.column(gap), &to = diagram.column(gap + 1);
    for (int unit = 0; unit < std::min(from.shown, to.shown); ++unit) {
        const bool lit = diagram.is_lit(gap, {unit, unit});
        draw.AddLine({diagram.corner.x + from.right(), diagram.corner.y + from.y(unit)},
                     {diagram.corner.x + to.left(), diagram.corner.y + to.y(unit)},
                     lit ? theme().text : with_alpha(theme().muted, 0.6f), whole_px(1));
    }
}

/// Lines from all units of the left column to a box, from there to all of the right one, and the way around it above.
void draw_block_gap(ImDrawList& draw, const Diagram& diagram, int gap) {
    const DiagramColumn &from = diagram.column(gap), &to = diagram.column(gap + 1);
    const float left = diagram.corner.x + from.right(), right = diagram.corner.x + to.left();
    const float half = std::round(px(9)), x = std::round(0.5f * (left + right));
    const float y = std::round(diagram.corner.y + 0.5f * (to.y(0) + to.y(to.shown - 1)));
    const ImU32 faint = with_alpha(theme().muted, 0.4f), bright = mixed(theme().muted, theme().text, 0.6f);
    for (int unit = 0; unit < from.shown; ++unit)
        draw.AddLine({left, diagram.corner.y + from.y(unit)}, {x - half, y}, faint, whole_px(1));
    for (int unit = 0; unit < to.shown; ++unit)
        draw.AddLine({x + half, y}, {right, diagram.corner.y + to.y(unit)}, faint, whole_px(1));
    draw.AddRectFilled({x - half, y - half}, {x + half, y + half}, theme().raised, px(3));
    draw.AddRect({x - half, y - half}, {x + half, y + half}, bright, px(3), 0, whole_px(1));
    const ImVec2 size = text_size("F", fonts().small);
    draw_text(draw, {x - 0.5f * size.x, y - 0.5f * size.y}, "F", fonts().small, theme().text);
    draw_way_around(draw, diagram, gap);
}

void draw_gap(ImDrawList& draw, const Diagram& diagram, int gap) {
    constexpr std::array<void (*)(ImDrawList&, const Diagram&, int), 3> by_kind = {draw_weights, draw_level_gap,
                                                                                   draw_block_gap};
    by_kind[static_cast<std::size_t>(diagram.gaps[static_cast<std::size_t>(gap)].kind)](draw, diagram, gap);
}

}  // namespace

void draw_links(ImDrawList& draw, const Diagram& diagram) {
    for (int gap = 0; gap < static_cast<int>(diagram.gaps.size()); ++gap) draw_gap(draw, diagram, gap);
}

}  // namespace ravine
