#include "app/pictures/plane_shapes.hpp"

#include <cmath>
#include <limits>
#include <vector>

#include "app/pictures/clip.hpp"
#include "app/pictures/shape_parts.hpp"

namespace ravine {

namespace {

/// The pen is put down anew after it.
constexpr Place lifted{std::numeric_limits<double>::quiet_NaN(), 0};

class PlaneShapes {
  public:
    PlaneShapes(Drawing& drawing, const PlaneMap& map, const ShapeLook& look)
        : drawing_(drawing), map_(map), look_(look) {
        const double margin = 12 * look.scale;
        near_ = {map.box.left - margin, map.box.top - margin, map.box.right + margin, map.box.bottom + margin};
    }

    void draw(const RacerShapes& shapes) {
        draw_path(shapes);
        for (const ShapeBox& box : shapes.boxes) draw_box(box);
        for (const ShapeLine& line : shapes.lines) draw_line(line);
        for (const ShapeMark& mark : shapes.marks)
            if (near_.holds(place(mark.at))) draw_mark(drawing_, place(mark.at), mark, 1, look_);
    }

  private:
    Place place(const PlanePlace& at) const { return map_.place(at[0], at[1]); }

    /// Without places that fall on the pixel before; what is not finite parts the line.
    std::vector<Place> places_of(const RacerShapes& shapes) const {
        std::vector<Place> places;
        for_each_point(shapes, [&](const RaceStep& step, bool begins) {
            const Place at = map_.place(step.x, step.y);
            if (begins)
                places.push_back(lifted);
            else if (std::abs(at.x - places.back().x) + std::abs(at.y - places.back().y) < 0.7)
                return;
            places.push_back(at);
        });
        return places;
    }

    void draw_path(const RacerShapes& shapes) {
        std::vector<Place> line;  // its parts in one, so that all halos lie below it
        for (const std::vector<Place>& part : clip_line(places_of(shapes), near_)) {
            line.push_back(lifted);
            line.insert(line.end(), part.begin(), part.end());
        }
        if (line.empty()) return;
        draw_haloed(drawing_, line, {shapes.path_color, shapes.path_width * look_.scale}, shape_halo, look_);
    }

    void draw_box(const ShapeBox& box) {
        const Place low = place(box.least), high = place(box.most);
        const Place corners[] = {low, {low.x, high.y}, high, {high.x, low.y}, low};
        if (!near_.holds({(low.x + high.x) / 2, (low.y + high.y) / 2})) return;
        drawing_.polygon(std::span(corners).first(4), dimmed(box.color, 0.18));
        draw_haloed(drawing_, corners, {box.color, 1.5 * look_.scale}, strong_halo, look_);
    }

    void draw_line(const ShapeLine& line) {
        Place from = place(line.from), to = place(line.to), end = to;
        const double length = std::hypot(to.x - from.x, to.y - from.y);
        if (!(length > 2 * look_.scale)) return;
        const bool has_head = line.has_head && near_.holds(to);
        if (has_head) {
            const double share = head_length(length, look_) / length;
            end = {to.x - share * (to.x - from.x), to.y - share * (to.y - from.y)};
        }
        if (const auto part = clip_segment(from, end, near_)) {
            const Place way[] = {part->first, part->second};
            const double dash = line.dash * look_.scale;
            draw_haloed(drawing_, way, {line.color, line.width * look_.scale, dash, dash}, strong_halo, look_);
        }
        if (has_head) draw_head(drawing_, end, to, line.color, 1, look_);
    }

    Drawing& drawing_;
    const PlaneMap& map_;
    ShapeLook look_;
    Box near_;
};

}  // namespace

void draw_shapes(Drawing& drawing, const PlaneMap& map, const RacerShapes& shapes, const ShapeLook& look) {
    PlaneShapes(drawing, map, look).draw(shapes);
}

}  // namespace ravine
