#include "app/pictures/relief/relief_content.hpp"

#include <limits>

#include "app/pictures/relief/relief_axes.hpp"
#include "app/pictures/shape_parts.hpp"

namespace ravine {

namespace {

constexpr Color white = rgb(0xFFFFFF), black = rgb(0);
/// The pen is put down anew after it.
constexpr Vector3 lifted_place{std::numeric_limits<double>::quiet_NaN(), 0, 0};

std::optional<StandingPlace> place_on(const ReliefScene& scene, const Surface& surface,
                                      const std::array<double, 2>& at) {
    return standing_place(scene, scene.terrain.place({at[0], at[1], surface.value(at[0], at[1])}));
}

void draw_minima(Drawing& drawing, const ReliefScene& scene, const Surface& surface, const ShapeLook& look) {
    const double radius = 5 * look.scale;
    for (const std::array<double, 2>& minimum : surface.traits().minima)
        if (const auto standing = place_on(scene, surface, minimum)) {
            const Place at = standing->at;
            const Stroke stroke{dimmed(white, standing->opacity), 1.6 * look.scale};
            drawing.line({at.x - radius, at.y - radius}, {at.x + radius, at.y + radius}, stroke);
            drawing.line({at.x - radius, at.y + radius}, {at.x + radius, at.y - radius}, stroke);
        }
}

void draw_start(Drawing& drawing, const ReliefScene& scene, const ReliefContent& content, const ShapeLook& look) {
    const auto standing = place_on(scene, *content.surface, content.start);
    if (!standing) return;
    const Place at = standing->at;
    drawing.ring(at, 7 * look.scale, {dimmed(black, 0.6 * standing->opacity), 4 * look.scale});
    drawing.ring(at, 7 * look.scale, {dimmed(white, standing->opacity), 2.2 * look.scale});
    if (standing->opacity == 1) draw_plate(drawing, {at.x + 12 * look.scale, at.y - 20 * look.scale}, "start", look);
}

}  // namespace

void draw_relief_content(Drawing& drawing, const ReliefScene& scene, const ReliefContent& content,
                         const ShapeLook& look) {
    draw_relief_axes(drawing, scene, look);
    draw_minima(drawing, scene, *content.surface, look);
    for (std::size_t i = 0; i < content.paths.size(); ++i) {
        const RacerShapes& shapes = content.racers[i];
        draw_parts(drawing, content.paths[i], {shapes.path_color, shapes.path_width * look.scale}, shape_halo, look);
    }
    for (const RacerShapes& shapes : content.racers) draw_lying(drawing, scene, shapes, look);
    for (const RacerShapes& shapes : content.racers) draw_marks(drawing, scene, shapes, look);
    draw_start(drawing, scene, content, look);
}

std::vector<LinePart> relief_path(const ReliefScene& scene, const RacerShapes& shapes) {
    std::vector<Vector3> places;
    for_each_point(shapes, [&](const RaceStep& step, bool begins) {
        if (begins) places.push_back(lifted_place);
        places.push_back(scene.terrain.place({step.x, step.y, step.loss}));
    });
    return path_line(scene.terrain, scene.view, places);
}

}  // namespace ravine
