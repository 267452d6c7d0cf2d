#include "app/window/landscape/path_drawing.hpp"

#include <cmath>
#include <vector>

#include "app/pictures/clip.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/widgets/lines.hpp"
#include "app/window/widgets/pixels.hpp"

namespace ravine {
namespace {

/// Places on the screen, without those that fall on the pixel before.
std::vector<Place> places_of(const PlaneFrame& frame, std::span<const RaceStep> steps) {
    std::vector<Place> places;
    for (const RaceStep& step : steps) {
        const Place at = frame.exact_place(step.x, step.y);
        if (places.empty() || std::hypot(at.x - places.back().x, at.y - places.back().y) > 0.7) places.push_back(at);
    }
    return places;
}

}  // namespace

void draw_path(ImDrawList& draw, const PlaneFrame& frame, const RacerView& view) {
    const std::vector<Place> places = places_of(frame, view.steps);
    const Box near = frame.box_with_margin(px(12));
    for (const std::vector<Place>& part : clip_line(places, near)) {
        draw_line(
            draw, pixels(part),
            {.colour = view.colour, .thickness = px(view.selected ? 2.4f : 1.8f), .halo = IM_COL32(0, 0, 0, 130)});
    }
}

void draw_racer_marker(ImDrawList& draw, const PlaneFrame& frame, const RacerView& view) {
    const Place now = frame.exact_place(view.now().x, view.now().y);
    if (frame.box_with_margin(px(12)).holds(now))
        draw_marker(draw, pixel(now), px(view.selected ? 6.f : 5.f), view.colour, IM_COL32(14, 17, 22, 255));
}

}  // namespace ravine
