#include "app/window/widgets/screen_drawing.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/widgets/lines.hpp"
#include "app/window/widgets/pixels.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {
namespace {

ImFont* font_of(Face face) { return std::array{fonts().small, fonts().strong, fonts().mono_small}[std::size_t(face)]; }

/// As a fan, without smooth edges: where they met, they would be seen.
void fill_fan(ImDrawList& list, const std::vector<ImVec2>& corners, ImU32 colour) {
    ImVec2 middle{0, 0};
    for (const ImVec2 corner : corners) middle = {middle.x + corner.x, middle.y + corner.y};
    middle = {middle.x / static_cast<float>(corners.size()), middle.y / static_cast<float>(corners.size())};
    const ImDrawListFlags flags = list.Flags;
    list.Flags &= ~ImDrawListFlags_AntiAliasedFill;
    for (std::size_t i = 0; i < corners.size(); ++i)
        list.AddTriangleFilled(middle, corners[i], corners[(i + 1) % corners.size()], colour);
    list.Flags = flags;
}

}  // namespace

ShapeLook shape_look() { return {theme().light ? &light_theme : &dark_theme, static_cast<double>(px(1))}; }

void ScreenDrawing::clip(const Box& box) {
    list_.PushClipRect(pixel({box.left, box.top}), pixel({box.right, box.bottom}), true);
}

void ScreenDrawing::unclip() { list_.PopClipRect(); }

void ScreenDrawing::rectangle(const Box& box, Color color, double corner) {
    list_.AddRectFilled(pixel({box.left, box.top}), pixel({box.right, box.bottom}), packed(color),
                        static_cast<float>(corner));
}

void ScreenDrawing::disc(Place middle, double radius, Color color) {
    list_.AddCircleFilled(pixel(middle), static_cast<float>(radius), packed(color), 24);
}

void ScreenDrawing::ring(Place middle, double radius, const Stroke& stroke) {
    list_.AddCircle(pixel(middle), static_cast<float>(radius), packed(stroke.color), 32,
                    static_cast<float>(stroke.width));
}

void ScreenDrawing::line(std::span<const Place> places, const Stroke& stroke) {
    draw_line(list_, pixels(places),
              {.colour = packed(stroke.color),
               .thickness = static_cast<float>(stroke.width),
               .dash = static_cast<float>(stroke.dash)});
}

void ScreenDrawing::polygon(std::span<const Place> corners, Color color, double rim) {
    const std::vector<ImVec2> points = pixels(corners);
    if (points.size() < 3) return;
    if (points.size() <= 4)
        list_.AddConvexPolyFilled(points.data(), static_cast<int>(points.size()), packed(color));
    else
        fill_fan(list_, points, packed(color));
    if (rim > 0)
        list_.AddPolyline(points.data(), static_cast<int>(points.size()), packed(color), ImDrawFlags_Closed,
                          static_cast<float>(2 * rim));
}

void ScreenDrawing::text(Place place, std::string_view words, const TextStyle& style) {
    ImFont* font = font_of(style.face);
    const double share = style.align == Align::left ? 0 : style.align == Align::middle ? 0.5 : 1;
    const double left = place.x - share * width_of(words, style);
    draw_text(list_, pixel({left, place.y - static_cast<double>(font->Ascent)}), words, font, packed(style.color));
}

double ScreenDrawing::width_of(std::string_view words, const TextStyle& style) const {
    return static_cast<double>(text_size(words, font_of(style.face)).x);
}

void ScreenDrawing::field(const Box& box, const std::function<Color(double right, double down)>& color) {
    constexpr double edge = 2;  // pixels of which each has one colour
    for (double y = box.top; y < box.bottom; y += edge)
        for (double x = box.left; x < box.right; x += edge)
            rectangle({x, y, std::min(x + edge, box.right), std::min(y + edge, box.bottom)},
                      color((x + edge / 2 - box.left) / box.width(), (y + edge / 2 - box.top) / box.height()));
}

}  // namespace ravine
