#include <array>
#include <cmath>

#include "app/window/look/theme.hpp"
#include "app/window/network/diagram.hpp"

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

void draw_gap(ImDrawList& draw, const Diagram& diagram, int gap) {
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

}  // namespace

void draw_links(ImDrawList& draw, const Diagram& diagram) {
    for (int gap = 0; gap < static_cast<int>(diagram.gaps.size()); ++gap) draw_gap(draw, diagram, gap);
}

}  // namespace ravine
