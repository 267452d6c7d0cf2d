#include "app/pictures/relief/relief_shapes.hpp"

#include <cmath>

#include "app/pictures/shape_parts.hpp"

namespace ravine {

namespace {

double length_of(const std::vector<LinePart>& parts) {
    double length = 0;
    for (const LinePart& part : parts)
        for (std::size_t i = 1; i < part.points.size(); ++i)
            length += std::hypot(part.points[i].x - part.points[i - 1].x, part.points[i].y - part.points[i - 1].y);
    return length;
}

PlanePlace between(const PlanePlace& from, const PlanePlace& to, double share) {
    return {from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])};
}

Vector3 lying_at(const ReliefScene& scene, const PlanePlace& at) { return scene.terrain.lying_at(at[0], at[1]); }

std::vector<LinePart> lying_line(const ReliefScene& scene, const PlanePlace& from, const PlanePlace& to) {
    const Vector3 ends[] = {lying_at(scene, from), lying_at(scene, to)};
    return path_line(scene.terrain, scene.view, ends);
}

void draw_box(Drawing& drawing, const ReliefScene& scene, const ShapeBox& box, const ShapeLook& look) {
    const PlanePlace corners[] = {box.least, {box.least[0], box.most[1]}, box.most, {box.most[0], box.least[1]}};
    std::vector<LinePart> parts;
    std::vector<Place> outline;
    for (std::size_t i = 0; i < 4; ++i)
        for (LinePart& part : lying_line(scene, corners[i], corners[(i + 1) % 4])) {
            outline.insert(outline.end(), part.points.begin(), part.points.end());
            parts.push_back(std::move(part));
        }
    const PlanePlace middle = between(box.least, box.most, 0.5);
    const auto standing = standing_place(scene, lying_at(scene, middle));
    if (!standing) return;
    drawing.polygon(outline, dimmed(box.color, 0.18 * standing->opacity));
    draw_parts(drawing, parts, {box.color, 1.5 * look.scale}, strong_halo, look);
}

/// Where the head begins, for it to be as long on the screen as it should.
PlanePlace neck_of(const ShapeLine& line, double pixels, const ShapeLook& look) {
    return between(line.from, line.to, 1 - head_length(pixels, look) / pixels);
}

void draw_shape_line(Drawing& drawing, const ReliefScene& scene, const ShapeLine& line, const ShapeLook& look) {
    const std::vector<LinePart> whole = lying_line(scene, line.from, line.to);
    const double pixels = length_of(whole), dash = line.dash * look.scale;
    if (!(pixels > 2 * look.scale)) return;
    const Stroke stroke{line.color, line.width * look.scale, dash, dash};
    const auto tip = line.has_head ? standing_place(scene, lying_at(scene, line.to)) : std::nullopt;
    if (!tip) return draw_parts(drawing, whole, stroke, strong_halo, look);
    const PlanePlace neck = neck_of(line, pixels, look);
    draw_parts(drawing, lying_line(scene, line.from, neck), stroke, strong_halo, look);
    const Vector3 neck_place = lying_at(scene, neck);
    draw_head(drawing, scene.view.project(neck_place).at, tip->at, line.color, tip->opacity, look);
}

}  // namespace

std::array<double, 2> ReliefScene::extents(double pixels) const {
    const std::array<double, 4>& window = terrain.window();
    const double share = 0.5 * pixels / view.pixels_per_unit();
    return {share * (window[1] - window[0]), share * (window[3] - window[2]) / terrain.half_y()};
}

std::optional<StandingPlace> standing_place(const ReliefScene& scene, const Vector3& place) {
    if (!is_inside(scene.terrain, place)) return std::nullopt;
    const bool is_hidden = scene.terrain.hides(place, scene.view.eye());
    return StandingPlace{scene.view.project(place).at, is_hidden ? hidden_opacity : 1};
}

void draw_parts(Drawing& drawing, std::span<const LinePart> parts, const Stroke& stroke, Color halo,
                const ShapeLook& look) {
    Stroke hidden = stroke;
    hidden.color = dimmed(stroke.color, hidden_opacity);
    hidden.width = std::min(stroke.width, 1.5 * look.scale);
    for (const LinePart& part : parts)
        if (part.is_hidden) drawing.line(part.points, hidden);
    for (const LinePart& part : parts)
        if (!part.is_hidden) draw_haloed(drawing, part.points, stroke, halo, look);
}

void draw_lying(Drawing& drawing, const ReliefScene& scene, const RacerShapes& shapes, const ShapeLook& look) {
    for (const ShapeBox& box : shapes.boxes) draw_box(drawing, scene, box, look);
    for (const ShapeLine& line : shapes.lines) draw_shape_line(drawing, scene, line, look);
}

void draw_marks(Drawing& drawing, const ReliefScene& scene, const RacerShapes& shapes, const ShapeLook& look) {
    for (const ShapeMark& mark : shapes.marks)
        if (const auto standing = standing_place(scene, lying_at(scene, mark.at)))
            draw_mark(drawing, standing->at, mark, standing->opacity, look);
}

}  // namespace ravine
