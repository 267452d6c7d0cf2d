#include "app/pictures/place_names.hpp"

#include <fmt/format.h>

#include <cmath>

#include "app/pictures/shape_parts.hpp"

namespace ravine {

namespace {

constexpr std::size_t most_minima = 9;  // of more, the crosses have to be enough
constexpr Color white = rgb(0xFFFFFF), black = rgb(0x000000);

class NamePlacer {
  public:
    NamePlacer(const Drawing& drawing, const PlaneMap& map, const ShapeLook& look, LabelRoom& room)
        : drawing_(drawing), map_(map), look_(look), room_(room) {}

    bool sees(const std::array<double, 2>& place) const { return map_.box.holds(map_.place(place[0], place[1])); }

    /// No words over a mark.
    void take_mark(const std::array<double, 2>& place) {
        room_.take(box_around(map_.place(place[0], place[1]), 18 * look_.scale, 18 * look_.scale));
    }

    /// At the right or the left of the place, above or below it, where there is room.
    void add(const std::array<double, 2>& place, std::string words) {
        const Place at = map_.place(place[0], place[1]);
        const PlateSize size = plate_size(drawing_, words, look_);
        const double across = 14 * look_.scale, away = 8 * look_.scale, margin = 2 * look_.scale;
        for (const double x : {at.x + across, at.x - across - size.width})
            for (const double y : {at.y - away - size.height, at.y + away}) {
                const Place corner{std::round(x), std::round(y)};
                const Box box{corner.x - 2 * margin, corner.y - margin, corner.x + size.width + 2 * margin,
                              corner.y + size.height + margin};
                if (!room_.is_free(box)) continue;
                room_.take(box);
                names_.push_back({corner, std::move(words)});
                return;
            }
    }
    std::vector<PlaceName> take_names() { return std::move(names_); }

  private:
    const Drawing& drawing_;
    const PlaneMap& map_;
    const ShapeLook& look_;
    LabelRoom& room_;
    std::vector<PlaceName> names_;
};

void draw_cross(Drawing& drawing, Place at, double radius, const Stroke& stroke) {
    drawing.line({at.x - radius, at.y - radius}, {at.x + radius, at.y + radius}, stroke);
    drawing.line({at.x - radius, at.y + radius}, {at.x + radius, at.y - radius}, stroke);
}

/// In part, too: with a margin around the view.
bool is_seen(const PlaneMap& map, Place at, double margin) {
    const Box& box = map.box;
    return Box{box.left - margin, box.top - margin, box.right + margin, box.bottom + margin}.holds(at);
}

}  // namespace

std::vector<PlaceName> place_names(const Drawing& drawing, const PlaneMap& map, const Surface& surface,
                                   const std::array<double, 2>& start, const ShapeLook& look, LabelRoom& room) {
    NamePlacer placer(drawing, map, look, room);
    std::vector<std::array<double, 2>> seen;
    for (const auto& minimum : surface.traits().minima)
        if (placer.sees(minimum)) seen.push_back(minimum);
    for (const auto& minimum : seen) placer.take_mark(minimum);
    if (placer.sees(start)) {
        placer.take_mark(start);
        placer.add(start, "start");
    }
    if (seen.size() > most_minima) return placer.take_names();
    for (const auto& minimum : seen)
        placer.add(minimum, fmt::format("minimum {:.2f}", surface.value(minimum[0], minimum[1])));
    return placer.take_names();
}

void draw_place_names(Drawing& drawing, const std::vector<PlaceName>& names, const ShapeLook& look) {
    for (const PlaceName& name : names) draw_plate(drawing, name.corner, name.words, look);
}

void draw_minima(Drawing& drawing, const PlaneMap& map, const Surface& surface, const ShapeLook& look) {
    for (const auto& [x, y] : surface.traits().minima) {
        const Place at = map.place(x, y);
        if (!is_seen(map, at, 8 * look.scale)) continue;
        draw_cross(drawing, at, 6 * look.scale, {with_alpha(black, 0.47), 3.4 * look.scale});
        draw_cross(drawing, at, 5 * look.scale, {white, 1.6 * look.scale});
    }
}

void draw_start(Drawing& drawing, const PlaneMap& map, const std::array<double, 2>& start, const ShapeLook& look) {
    const Place at = map.place(start[0], start[1]);
    if (!is_seen(map, at, 12 * look.scale)) return;
    drawing.ring(at, 7 * look.scale, {with_alpha(black, 0.6), 4 * look.scale});
    drawing.ring(at, 7 * look.scale, {white, 2.2 * look.scale});
}

}  // namespace ravine
