#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "app/pictures/arrival_colors.hpp"
#include "app/pictures/map_key.hpp"
#include "app/pictures/map_pictures.hpp"
#include "app/pictures/place_names.hpp"
#include "app/pictures/plane_shapes.hpp"
#include "app/pictures/plot.hpp"

namespace ravine {

namespace {

constexpr double left = 84, top = 64, view_width = 720, below = 62;
constexpr double key_gap = 28, key_width = 250, right = 24;

double view_height(const DrawnBasins& picture) { return std::round(view_width * std::clamp(picture.aspect, 0.5, 2.0)); }

/// Colours of the map's pixels; the ground's where the picture reaches beyond it.
void paint(Drawing& drawing, const PlaneMap& plane, const BasinMap& map, const ArrivalColors& colors) {
    const Window& whole = map.subject.window;
    const Box& box = plane.box;
    drawing.field(box, [&](double share_right, double down) {
        const Place at{box.left + share_right * box.width(), box.top + down * box.height()};
        const double across = (plane.x(at.x) - whole.x_least) / (whole.x_most - whole.x_least),
                     up = (plane.y(at.y) - whole.y_least) / (whole.y_most - whole.y_least);
        if (!(across >= 0 && across < 1 && up >= 0 && up < 1)) return colors.theme->sunken;
        return colors.at(map.at(static_cast<int>(across * map.columns), static_cast<int>(up * map.rows)), at);
    });
}

HeightScale scale_of(const DrawnBasins& picture) {
    const Surface& surface = *picture.map->subject.surface;
    const bool logarithmic = picture.logarithmic && has_floor(surface);
    const std::vector<double> heights = all_heights(picture.cells);
    return HeightScale::of(std::span<const double>(heights), logarithmic, logarithmic ? surface.traits().infimum : 0);
}

/// Faint, and light on dark, to be seen on every colour.
void draw_faint_contours(Drawing& drawing, const DrawnBasins& picture, const PlaneMap& plane) {
    constexpr int most_cells = 480;
    const HeightScale scale = scale_of(picture);
    const std::vector<ContourMark> marks = contour_marks(scale, view_contours).marks;
    const ContourTrace trace(picture.cells, scale, marks, most_cells);
    for (const DrawnContour& line : trace.drawn(plane)) {
        const ContourMark& mark = marks[line.mark];
        const double opacity = mark.is_strong ? 1 : 0.6;
        for (const std::vector<Place>& part : trace.clear_parts(line, mark, plane)) {
            drawing.line(part, {with_alpha(contour_shadow, opacity * contour_shadow_opacity), contour_shadow_width});
            drawing.line(part, {with_alpha(contour_light, opacity * contour_light_opacity), contour_light_width});
        }
    }
}

std::vector<KeyLine> key_of(const DrawnBasins& picture, const ArrivalSummary& summary, const ThemeRow& theme) {
    constexpr std::size_t most_minima = 16;
    std::vector<KeyLine> lines{{{}, "where it ends", "of the starts", true}};
    for (const BasinShare& row : basin_shares(*picture.map, summary, most_minima)) {
        KeySample sample;
        if (row.place == Arrival::diverged)
            sample = hatched_sample(theme);
        else if (row.place)
            sample = plain_sample(*row.place < 0 ? elsewhere_color(theme) : arrival_color(*row.place, 0));
        lines.push_back({sample, row.words, fmt::format("{:.1f} %", 100 * row.share)});
    }
    lines.emplace_back();
    return lines;
}

std::vector<KeyLine> conditions_of(const BasinMap& map) {
    const DescentConditions& conditions = map.subject.question.conditions;
    const SurfaceTraits& traits = map.subject.surface->traits();
    const auto muted = [](std::string words) { return KeyLine{{}, std::move(words), {}, true}; };
    std::vector<KeyLine> lines{
        muted(fmt::format("{} × {} starts, {} steps each", map.columns, map.rows, conditions.steps)),
        muted(fmt::format("there: within {:.3g} of a minimum", arrival_radius(traits)))};
    if (conditions.gradient_noise > 0)
        lines.push_back(
            muted(fmt::format("gradient noise σ {:g}, seed {}", conditions.gradient_noise, conditions.seed)));
    lines.push_back(muted("lines: contours of f"));
    return lines;
}

void draw_key_of(Drawing& drawing, const DrawnBasins& picture, const ArrivalSummary& summary, Place corner,
                 const ThemeRow& theme) {
    const std::vector<KeyLine> shares = key_of(picture, summary, theme);
    draw_key(drawing, corner, key_width, shares, theme);
    corner.y += key_line_height * static_cast<double>(shares.size());
    if (summary.slow_steps > summary.quick_steps) {
        const int minimum = static_cast<int>(reached_minima(summary).front());
        draw_key(drawing, corner, key_width, {{{}, "steps until it is there", {}, true}}, theme);
        corner.y += key_line_height;
        draw_steps_bar(drawing, corner, key_width, summary.quick_steps, summary.slow_steps, theme,
                       [&](double share) { return arrival_color(minimum, share); });
        corner.y += 2 * key_line_height;
    }
    draw_key(drawing, corner, key_width, conditions_of(*picture.map), theme);
}

}  // namespace

std::vector<std::size_t> reached_minima(const ArrivalSummary& summary) {
    std::vector<std::size_t> reached(summary.at_minimum.size());
    std::iota(reached.begin(), reached.end(), std::size_t(0));
    std::erase_if(reached, [&](std::size_t i) { return summary.at_minimum[i] == 0; });
    std::stable_sort(reached.begin(), reached.end(),
                     [&](std::size_t a, std::size_t b) { return summary.at_minimum[a] > summary.at_minimum[b]; });
    return reached;
}

std::vector<BasinShare> basin_shares(const BasinMap& map, const ArrivalSummary& summary, std::size_t most_minima) {
    const auto share = [&](std::size_t count) { return double(count) / double(summary.all()); };
    const std::vector<std::size_t> reached = reached_minima(summary);
    const std::size_t shown = reached.size() > most_minima ? most_minima - 1 : reached.size();
    std::vector<BasinShare> rows;
    for (std::size_t i = 0; i < shown; ++i) {
        const auto [x, y] = map.subject.surface->traits().minima[reached[i]];
        rows.push_back({static_cast<int>(reached[i]), fmt::format("({:.2f}, {:.2f})", x, y),
                        share(summary.at_minimum[reached[i]])});
    }
    std::size_t others = 0;
    for (std::size_t i = shown; i < reached.size(); ++i) others += summary.at_minimum[reached[i]];
    if (others > 0) rows.push_back({{}, fmt::format("{} more minima", reached.size() - shown), share(others)});
    if (summary.elsewhere > 0)
        rows.push_back({Arrival::elsewhere, fmt::format("not there in {} steps", map.subject.question.conditions.steps),
                        share(summary.elsewhere)});
    if (summary.diverged > 0) rows.push_back({Arrival::diverged, "diverged", share(summary.diverged)});
    return rows;
}

PlaneMap basins_map(const DrawnBasins& picture) {
    return {{left, top, left + view_width, top + view_height(picture)}, picture.cells.window};
}

PictureSize basins_size(const DrawnBasins& picture) {
    return {static_cast<int>(left + view_width + key_gap + key_width + right),
            static_cast<int>(top + view_height(picture) + below)};
}

void draw_basins(Drawing& drawing, const DrawnBasins& picture, const ThemeRow& theme) {
    const BasinMap& map = *picture.map;
    const Surface& surface = *map.subject.surface;
    const PlaneMap plane = basins_map(picture);
    const Box& box = plane.box;
    const Window& window = plane.window;
    const ArrivalSummary summary = summary_of(map.arrivals, surface.traits().minima.size());
    paint(drawing, plane, map, {&summary, &theme});
    drawing.clip(box);
    draw_faint_contours(drawing, picture, plane);
    const ShapeLook look{&theme};
    draw_minima(drawing, plane, surface, look);
    for (const DrawnRacer& racer : picture.racers) draw_shapes(drawing, plane, shapes_of(racer), look);
    draw_start(drawing, plane, picture.start, look);
    LabelRoom room({box.left + 8, box.top + 8, box.right - 8, box.bottom - 8});
    draw_place_names(drawing, place_names(drawing, plane, surface, picture.start, look, room), look);
    drawing.unclip();
    Plot plot{box, {window.x_least, window.x_most}, {window.y_least, window.y_most}, "x", "y", &theme};
    draw_axes(drawing, plot, false);
    plot.box.right += key_gap + key_width;
    draw_title(drawing, plot, fmt::format("Basins of {} on {}", picture.optimizer, surface.traits().label),
               picture.settings);
    draw_key_of(drawing, picture, summary, {box.right + key_gap, box.top}, theme);
}

}  // namespace ravine
