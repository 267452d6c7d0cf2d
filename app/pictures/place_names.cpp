#include "app/pictures/place_names.hpp"

#include <fmt/format.h>

#include "app/pictures/text.hpp"

namespace ravine {

namespace {

constexpr std::size_t most_minima = 9;  // of more, the crosses have to be enough
constexpr double words_size = 13, words_height = 15;
constexpr Color white = rgb(0xFFFFFF), dark = dark_theme.halo;

class NamePlacer {
  public:
    NamePlacer(const PlaneMap& map, const PlaceNameLook& look, LabelRoom& room) : map_(map), look_(look), room_(room) {}

    bool sees(const std::array<double, 2>& place) const { return map_.box.holds(map_.place(place[0], place[1])); }

    /// No words over a mark.
    void take_mark(const std::array<double, 2>& place) {
        room_.take(box_around(map_.place(place[0], place[1]), 18 * look_.pixel, 18 * look_.pixel));
    }

    /// At the right or the left of the place, above or below it, where there is room.
    void add(const std::array<double, 2>& place, std::string text) {
        const Place at = map_.place(place[0], place[1]);
        const auto [width, height] = look_.size(text);
        const double across = 14 * look_.pixel, away = 8 * look_.pixel;
        for (const double left : {at.x + across, at.x - across - width})
            for (const double top : {at.y - away - height, at.y + away}) {
                const Box words{left, top, left + width, top + height}, plate = plate_of(words, look_.pixel);
                if (!room_.is_free(plate)) continue;
                room_.take(plate);
                names_.push_back({words, std::move(text)});
                return;
            }
    }
    std::vector<PlaceName> take_names() { return std::move(names_); }

    static Box plate_of(const Box& words, double pixel) {
        return {words.left - 4 * pixel, words.top - 2 * pixel, words.right + 4 * pixel, words.bottom + 2 * pixel};
    }

  private:
    const PlaneMap& map_;
    const PlaceNameLook& look_;
    LabelRoom& room_;
    std::vector<PlaceName> names_;
};

TextStyle words_style(const ThemeRow& theme) { return {theme.text, words_size, Face::text, Align::left}; }

void draw_cross(Drawing& drawing, Place at, double radius, const Stroke& stroke) {
    drawing.line({at.x - radius, at.y - radius}, {at.x + radius, at.y + radius}, stroke);
    drawing.line({at.x - radius, at.y + radius}, {at.x + radius, at.y - radius}, stroke);
}

}  // namespace

std::vector<PlaceName> place_names(const PlaneMap& map, const Surface& surface, const std::array<double, 2>& start,
                                   const PlaceNameLook& look, LabelRoom& room) {
    NamePlacer placer(map, look, room);
    std::vector<std::array<double, 2>> seen;
    for (const auto& minimum : surface.traits().minima)
        if (placer.sees(minimum)) seen.push_back(minimum);
    for (const auto& minimum : seen) placer.take_mark(minimum);
    if (placer.sees(start)) {
        placer.take_mark(start);
        placer.add(start, "start");
    }
    for (const auto& minimum : seen)
        if (seen.size() <= most_minima)
            placer.add(minimum, fmt::format("minimum {:.2f}", surface.value(minimum[0], minimum[1])));
    return placer.take_names();
}

void draw_minima(Drawing& drawing, const PlaneMap& map, const Surface& surface) {
    for (const auto& [x, y] : surface.traits().minima) {
        const Place at = map.place(x, y);
        if (!map.box.holds(at)) continue;
        draw_cross(drawing, at, 5.5, {with_alpha(dark, 0.5), 3.4});
        draw_cross(drawing, at, 5, {white, 1.6});
    }
}

void draw_start(Drawing& drawing, const PlaneMap& map, const std::array<double, 2>& start) {
    const Place at = map.place(start[0], start[1]);
    if (!map.box.holds(at)) return;
    drawing.ring(at, 7, {with_alpha(dark, 0.6), 4});
    drawing.ring(at, 7, {white, 2.2});
}

PlaceNameLook picture_names() {
    return {1, [](const std::string& words) -> std::array<double, 2> {
                return {text_width(words, words_style(dark_theme)), words_height};
            }};
}

void draw_place_names(Drawing& drawing, const std::vector<PlaceName>& names, const ThemeRow& theme) {
    for (const PlaceName& name : names) {
        drawing.rectangle(NamePlacer::plate_of(name.words, 1), with_alpha(theme.halo, 0.65), 3);
        drawing.text({name.words.left, name.words.bottom - 4}, name.text, words_style(theme));
    }
}

}  // namespace ravine
