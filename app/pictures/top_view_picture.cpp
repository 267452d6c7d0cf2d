#include <algorithm>
#include <cmath>

#include "app/pictures/colormaps.hpp"
#include "app/pictures/label_room.hpp"
#include "app/pictures/place_names.hpp"
#include "app/pictures/plane_shapes.hpp"
#include "app/pictures/plot.hpp"
#include "app/pictures/race_pictures.hpp"
#include "app/pictures/smooth_heights.hpp"

namespace ravine {

namespace {

constexpr double left = 84, top = 64, view_width = 720, below = 62, right = 118;
constexpr double label_size = 12;
constexpr Color white = rgb(0xFFFFFF);

double view_height(const TopViewPicture& picture) {
    return std::round(view_width * std::clamp(picture.aspect, 0.25, 2.0));
}

/// The picture's ground and what is known of it.
class Ground {
  public:
    Ground(const TopViewPicture& picture, const PlaneMap& map)
        : cells_(picture.cells), map_(map), heights_(all_heights(cells_)) {
        const bool logarithmic = picture.logarithmic && has_floor(*picture.surface);
        const double floor = logarithmic ? picture.surface->traits().infimum : 0;
        scale_ = HeightScale::of(std::span<const double>(heights_), logarithmic, floor);
        marks_ = contour_marks(scale_, 18);
        trace_ = ContourTrace(cells_, scale_, marks_.marks, most_cells);
    }

    void paint(Drawing& drawing, bool shaded, const ThemeRow& theme) const {
        std::vector<double> shares;
        for (const double height : heights_) shares.push_back(scale_.share(height));
        const SmoothHeights field(cells_.columns, cells_.rows, std::move(shares));
        const auto share_at = [&](double across, double up) {
            return field.at((across * cells_.columns - 0.5) / (cells_.columns - 1),
                            (up * cells_.rows - 0.5) / (cells_.rows - 1));
        };
        const double pixel_x = 1 / map_.box.width(), pixel_y = 1 / map_.box.height();
        drawing.field(map_.box, [&](double across, double down) {
            const double up = 1 - down;
            if (!std::isfinite(height_at(across, up)))
                return undefined_at({across * map_.box.width(), down * map_.box.height()}, theme);
            const Color flat = sample(viridis, share_at(across, up));
            if (!shaded) return flat;
            return lit(flat, (share_at(across + pixel_x, up) - share_at(across - pixel_x, up)) / 2,
                       (share_at(across, up + pixel_y) - share_at(across, up - pixel_y)) / 2);
        });
    }

    void draw_contours(Drawing& drawing, LabelRoom& room) const {
        const std::vector<DrawnContour> lines = trace_.drawn(map_);
        for (const DrawnContour& line : lines) draw_contour(drawing, line);
        const ContourLabelLook look{
            .text_height = label_size,
            .width = [&](std::size_t i) { return text_width(marks_.marks[i].label, label_style(i)); },
            .slope = [&](Place place) { return trace_.slope(place, map_); }};
        for (const ContourLabel& label : place_contour_labels(lines, marks_.marks, look, room)) {
            const ContourMark& mark = marks_.marks[label.mark];
            drawing.rectangle(box_around(label.middle, look.width(label.mark) + 6, label_size),
                              sample(viridis, mark.share), 3);
            drawing.text({label.middle.x, label.middle.y + 0.36 * label_size}, mark.label, label_style(label.mark));
        }
    }

    const HeightScale& scale() const { return scale_; }

  private:
    static constexpr int most_cells = 480;

    /// Of the cell that it is in.
    double height_at(double across, double up) const {
        const auto cell = [](double share, int count) {
            return static_cast<std::size_t>(std::clamp(static_cast<int>(share * count), 0, count - 1));
        };
        return heights_[cell(up, cells_.rows) * static_cast<std::size_t>(cells_.columns) +
                        cell(across, cells_.columns)];
    }

    /// Hatched where a height is no number, as shaders/heat_map.frag does it.
    static Color undefined_at(Place pixel, const ThemeRow& theme) {
        constexpr double width = 7;
        const double along = (pixel.x - pixel.y) / (2 * width);
        return along - std::floor(along) < 0.5 ? theme.sunken : theme.line;
    }

    /// As shaders/heat_map.frag does it.
    static Color lit(Color flat, double slope_x, double slope_y) {
        constexpr double steepness = 150;
        const auto light_on = [](double x, double y) {
            return (x * steepness - y * steepness + 1.6) /
                   std::sqrt((1 + steepness * steepness * (x * x + y * y)) * (1 + 1 + 1.6 * 1.6));
        };
        const double light = light_on(slope_x, slope_y) - light_on(0, 0);
        return light > 0 ? mix(flat, white, std::min(light, 1.0) * 0.45)
                         : mix(flat, rgb(0), std::min(-light, 1.0) * 0.6);
    }

    TextStyle label_style(std::size_t mark) const {
        return {contour_ink(sample(viridis, marks_.marks[mark].share)), label_size, Face::numbers, Align::middle};
    }

    void draw_contour(Drawing& drawing, const DrawnContour& line) const {
        const ContourMark& mark = marks_.marks[line.mark];
        const Color ink = contour_ink(sample(viridis, mark.share));
        const bool is_light = ink == contour_ink(sample(viridis, 0));
        const double opacity = (mark.is_strong ? 0.55 : 0.3) * (is_light ? 1 : 0.75);
        for (const std::vector<Place>& part : trace_.clear_parts(line, mark, map_))
            drawing.line(part, {with_alpha(ink, opacity), mark.is_strong ? 1.35 : 1.0});
    }

    const HeightCells& cells_;
    PlaneMap map_;
    std::vector<double> heights_;
    HeightScale scale_;
    ContourMarks marks_;
    ContourTrace trace_;
};

}  // namespace

std::vector<LegendEntry> legend_of(const std::vector<DrawnRacer>& racers) {
    std::vector<LegendEntry> entries;
    for (const DrawnRacer& racer : racers) entries.push_back({racer.name, racer.color, LegendMark::line});
    return entries;
}

RacerShapes shapes_of(const DrawnRacer& racer) {
    if (racer.shapes) return *racer.shapes;
    RacerShapes shapes{.path = racer.steps, .path_color = racer.color, .path_width = 2};
    if (!racer.steps.empty()) shapes.marks.push_back(racer_mark(racer.steps.back(), racer.color, false));
    return shapes;
}

PictureSize top_view_size(const TopViewPicture& picture) {
    const double legend = legend_height(view_width, legend_of(picture.racers));
    return {static_cast<int>(left + view_width + right), static_cast<int>(top + view_height(picture) + below + legend)};
}

PlaneMap top_view_map(const TopViewPicture& picture) {
    return {{left, top, left + view_width, top + view_height(picture)}, picture.cells.window};
}

void draw_top_view(Drawing& drawing, const TopViewPicture& picture, const ThemeRow& theme) {
    const PlaneMap map = top_view_map(picture);
    const Box& box = map.box;
    const Ground ground(picture, map);
    const ShapeLook look{&theme};
    LabelRoom room({box.left + 8, box.top + 8, box.right - 8, box.bottom - 8});
    const std::vector<PlaceName> names = place_names(drawing, map, *picture.surface, picture.start, look, room);
    ground.paint(drawing, picture.shaded, theme);
    drawing.clip(box);
    ground.draw_contours(drawing, room);
    draw_minima(drawing, map, *picture.surface, look);
    for (const DrawnRacer& racer : picture.racers) draw_shapes(drawing, map, shapes_of(racer), look);
    draw_start(drawing, map, picture.start, look);
    draw_place_names(drawing, names, look);
    drawing.unclip();
    const Window& window = map.window;
    const Plot plot{box, {window.x_least, window.x_most}, {window.y_least, window.y_most}, "x", "y", &theme};
    draw_axes(drawing, plot, false);
    draw_title(drawing, plot, picture.surface->traits().label, picture.surface->traits().formula);
    draw_color_bar(drawing, {box.right + 20, box.top, box.right + 32, box.bottom}, ground.scale().axis(),
                   ground.scale().name("f"), theme, [](double share) { return sample(viridis, share); });
    draw_legend(drawing, {left, box.bottom + below}, view_width, legend_of(picture.racers), theme);
}

}  // namespace ravine
