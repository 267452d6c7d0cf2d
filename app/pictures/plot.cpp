#include "app/pictures/plot.hpp"

#include <cmath>

#include "app/pictures/flow.hpp"

namespace ravine {

namespace {

constexpr double number_size = 13, name_size = 13, title_size = 16;
constexpr double mark_width = 29, legend_gap = 22, legend_line = 22;

void draw_y_axis(Drawing& drawing, const Plot& plot, bool with_grid) {
    const TextStyle numbers{plot.theme->muted, number_size, Face::numbers, Align::right};
    const OffsetTicks ticks = offset_ticks(plot.y, static_cast<int>(plot.box.height() / 90));
    for (const Tick& tick : ticks.ticks) {
        const double y = plot.at(plot.x.least, tick.value).y;
        if (with_grid) drawing.line({plot.box.left, y}, {plot.box.right, y}, {plot.theme->line, 1});
        drawing.line({plot.box.left - 5, y}, {plot.box.left, y}, {plot.theme->muted, 1});
        drawing.text({plot.box.left - 9, y + 4.5}, tick.label, numbers);
    }
    const std::string name = axis_name(plot.y_name, ticks);
    const bool is_short = name.size() < 6;  // such as "x₂"; a longer name begins where the plot does
    drawing.text({plot.box.left - (is_short ? 9 : 0), plot.box.top - 10}, name,
                 {plot.theme->muted, name_size, Face::text, is_short ? Align::right : Align::left});
}

void draw_mark(Drawing& drawing, Place place, const LegendEntry& entry, const ThemeRow& theme) {
    const Place left{place.x, place.y - 5}, middle{place.x + 11, place.y - 5}, right{place.x + 22, place.y - 5};
    if (entry.mark == LegendMark::line) drawing.line(left, right, {entry.color, 2.5});
    if (entry.mark == LegendMark::dashes) drawing.line(left, right, {entry.color, 2.5, 6, 4});
    if (entry.mark == LegendMark::disc) draw_point(drawing, middle, entry.color, false, theme.halo);
    if (entry.mark == LegendMark::ring) draw_point(drawing, middle, entry.color, true, theme.halo);
    if (entry.mark == LegendMark::cross) {
        drawing.line({middle.x - 5, middle.y - 5}, {middle.x + 5, middle.y + 5}, {entry.color, 2});
        drawing.line({middle.x - 5, middle.y + 5}, {middle.x + 5, middle.y - 5}, {entry.color, 2});
    }
}

/// Where each entry begins, from the first one.
std::vector<Place> legend_places(double width, const std::vector<LegendEntry>& entries) {
    std::vector<double> widths;
    for (const LegendEntry& entry : entries)
        widths.push_back(mark_width + text_width(entry.label, {{}, name_size, Face::text, Align::left}));
    std::vector<Place> places;
    for (const FlowPlace& place : flow(widths, legend_gap, width))
        places.push_back({place.left, place.row * legend_line});
    return places;
}

}  // namespace

void draw_x_axis(Drawing& drawing, const Plot& plot, bool with_grid) {
    const TextStyle numbers{plot.theme->muted, number_size, Face::numbers, Align::middle};
    const OffsetTicks ticks = offset_ticks(plot.x, static_cast<int>(plot.box.width() / 90));
    for (const Tick& tick : ticks.ticks) {
        const double x = plot.at(tick.value, plot.y.least).x;
        if (with_grid) drawing.line({x, plot.box.top}, {x, plot.box.bottom}, {with_alpha(plot.theme->line, 0.6), 1});
        drawing.line({x, plot.box.bottom}, {x, plot.box.bottom + 5}, {plot.theme->muted, 1});
        drawing.text({x, plot.box.bottom + 20}, tick.label, numbers);
    }
    drawing.text({plot.box.right, plot.box.bottom + 38}, axis_name(plot.x_name, ticks),
                 {plot.theme->muted, name_size, Face::text, Align::right});
}

void draw_axes(Drawing& drawing, const Plot& plot, bool with_grid) {
    draw_x_axis(drawing, plot, with_grid);
    draw_y_axis(drawing, plot, with_grid);
}

void draw_title(Drawing& drawing, const Plot& plot, std::string_view title, std::string_view note) {
    const double y = plot.box.top - 34;
    drawing.text({plot.box.left, y}, title, {plot.theme->text, title_size, Face::strong, Align::left});
    drawing.text({plot.box.right, y}, note, {plot.theme->muted, number_size, Face::numbers, Align::right});
}

void draw_legend(Drawing& drawing, Place place, double width, const std::vector<LegendEntry>& entries,
                 const ThemeRow& theme) {
    const std::vector<Place> places = legend_places(width, entries);
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const Place at{place.x + places[i].x, place.y + places[i].y};
        draw_mark(drawing, at, entries[i], theme);
        drawing.text({at.x + mark_width, at.y}, entries[i].label, {theme.text, name_size, Face::text, Align::left});
    }
}

double legend_height(double width, const std::vector<LegendEntry>& entries) {
    return entries.empty() ? 0 : legend_places(width, entries).back().y + legend_line;
}

void draw_color_bar(Drawing& drawing, const Box& box, const Axis& axis, std::string_view name, const ThemeRow& theme,
                    const std::function<Color(double share)>& color) {
    drawing.field(box, [&](double, double down) { return color(1 - down); });
    const OffsetTicks ticks = offset_ticks(axis, static_cast<int>(box.height() / 60));
    drawing.text({box.left, box.top - 10}, axis_name(name, ticks), {theme.muted, name_size, Face::text, Align::left});
    for (const Tick& tick : ticks.ticks) {
        const double y = box.bottom - axis.share(tick.value) * box.height();
        drawing.line({box.right, y}, {box.right + 5, y}, {theme.muted, 1});
        drawing.text({box.right + 9, y + 4.5}, tick.label, {theme.muted, number_size, Face::numbers, Align::left});
    }
}

void draw_point(Drawing& drawing, Place place, Color color, bool validates, Color edge) {
    if (validates) {
        drawing.ring(place, 4.5, {with_alpha(edge, 0.55), 3.6});
        drawing.ring(place, 4.5, {color, 1.8});
    } else {
        drawing.disc(place, 5.3, edge);
        drawing.disc(place, 4.2, color);
    }
}

}  // namespace ravine
