#include "app/pictures/shape_parts.hpp"

#include <algorithm>
#include <cmath>

namespace ravine {

namespace {

TextStyle plate_style(const ShapeLook& look) { return {look.theme->text, 12 * look.scale, Face::text, Align::left}; }

}  // namespace

Color dimmed(Color color, double opacity) {
    return opacity < 1 ? with_alpha(color, opacity * color.alpha / 255.0) : color;
}

ShapeMark racer_mark(const RaceStep& now, Color color, bool selected) {
    return {{now.x, now.y}, selected ? 6.0 : 5.0, color, dark_theme.background};
}

void draw_haloed(Drawing& drawing, std::span<const Place> line, const Stroke& stroke, Color halo,
                 const ShapeLook& look) {
    drawing.line(line, {halo, stroke.width + 2 * std::max(1.0, std::round(look.scale))});
    drawing.line(line, stroke);
}

double head_length(double arrow, const ShapeLook& look) { return std::min(9 * look.scale, 0.6 * arrow); }

void draw_head(Drawing& drawing, Place neck, Place tip, Color color, double opacity, const ShapeLook& look) {
    const double half = 0.42;
    const double x = half * (tip.x - neck.x), y = half * (tip.y - neck.y);
    const Place corners[] = {tip, {neck.x - y, neck.y + x}, {neck.x + y, neck.y - x}};
    drawing.polygon(corners, dimmed(color, opacity));
    const Place edge[] = {corners[0], corners[1], corners[2], corners[0]};
    drawing.line(edge, {dimmed(strong_halo, opacity), look.scale});
}

void draw_mark(Drawing& drawing, Place at, const ShapeMark& mark, double opacity, const ShapeLook& look) {
    const double radius = mark.radius * look.scale;
    if (mark.fill.alpha > 0) {
        drawing.disc(at, radius + 2 * look.scale, dimmed(mark.edge, opacity));
        drawing.disc(at, radius, dimmed(mark.fill, opacity));
    } else {
        drawing.ring(at, radius, {dimmed(strong_halo, opacity), 3 * look.scale});
        drawing.ring(at, radius, {dimmed(mark.edge, opacity), 1.6 * look.scale});
    }
    if (!mark.label.empty() && opacity == 1)
        draw_plate(drawing, {at.x + 7 * look.scale, at.y + 4 * look.scale}, mark.label, look);
}

PlateSize plate_size(const Drawing& drawing, const std::string& words, const ShapeLook& look) {
    return {drawing.width_of(words, plate_style(look)), 15 * look.scale};
}

void draw_plate(Drawing& drawing, Place corner, const std::string& words, const ShapeLook& look) {
    constexpr double opacity = 0.65;  // as little as lets every text be read
    const double margin = 3 * look.scale;
    const auto [width, height] = plate_size(drawing, words, look);
    drawing.rectangle({corner.x - margin, corner.y, corner.x + width + margin, corner.y + height},
                      with_alpha(look.theme->halo, opacity), margin);
    drawing.text({corner.x, corner.y + 0.77 * height}, words, plate_style(look));
}

}  // namespace ravine
