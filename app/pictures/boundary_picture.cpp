#include "app/pictures/boundary_picture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <variant>

#include "app/pictures/decision_colors.hpp"
#include "app/pictures/plot.hpp"
#include "engine/landscape/decision_map.hpp"

namespace ravine {

namespace {

constexpr double left = 64, top = 64, side = 720, below = 62, right = 40, bar = 60;

/// The generators' square where the points fill it, else the points' box with a margin.
Axis axis_of(const Dataset& data, double Point::*coordinate) {
    std::vector<double> values;
    for (const Point& point : data.points) values.push_back(point.*coordinate);
    if (values.empty()) return {-6, 6};
    const auto [least, most] = std::ranges::minmax(values);
    return least >= -6 && most <= 6 && most - least >= 5 && least < -1 && most > 1 ? Axis{-6, 6}
                                                                                   : axis_around(values, false);
}

Window window_of(const Plot& plot) { return {plot.x.least, plot.x.most, plot.y.least, plot.y.most}; }

constexpr int reach = 2;  // how far around a pixel its colour looks, in pixels

/// What the model says at some rows of the plot's pixels: `x` is counted from the plot's left, `y` from its top. Beyond
/// the plot it says what it says at the nearest pixel.
class MapStrip {
  public:
    /// Rows `first` … `end` − 1, and those that they look at.
    MapStrip(const Model& model, const Plot& plot, int first, int end)
        : top_(std::max(first - reach, 0)),
          rows_(std::min(end + reach, int(side)) - top_),
          map_(evaluate(model, plot)),
          values_(map_.values.data()),
          plane_size_(static_cast<std::size_t>(map_.rows) * static_cast<std::size_t>(map_.columns)) {}

    std::size_t planes() const { return static_cast<std::size_t>(map_.planes); }

    /// Where a pixel's number lies in each plane.
    std::size_t place(int x, int y) const {
        const int column = std::clamp(x, 0, map_.columns - 1), row = rows_ - 1 - std::clamp(y - top_, 0, rows_ - 1);
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(map_.columns) +
               static_cast<std::size_t>(column);
    }

    float at(std::size_t place, std::size_t plane) const { return values_[plane * plane_size_ + place]; }

    TopTwo likeliest(std::size_t place) const {
        return top_two(planes(), [&](std::size_t plane) { return at(place, plane); });
    }

    /// Distance in pixels to where the two likeliest classes, `pair`, tie; large where nothing changes.
    double distance_to_boundary(int x, int y, TopTwo pair) const {
        if (!is_crossed(x, y, pair)) return 1e9;
        const double slope = std::hypot(margin(x + 1, y, pair) - margin(x - 1, y, pair),
                                        margin(x, y + 1, pair) - margin(x, y - 1, pair)) /
                             2;
        return slope > 0 ? margin(x, y, pair) / slope : 1e9;
    }

  private:
    DecisionMap evaluate(const Model& model, const Plot& plot) const {
        const auto edge = [&](int row) { return plot.y.most - (plot.y.most - plot.y.least) * row / side; };
        ThreadPool alone(1);
        return evaluate_decision_map(model, {plot.x.least, plot.x.most, edge(top_ + rows_), edge(top_)}, int(side),
                                     rows_, alone);
    }

    /// p_first − p_second of the given classes.
    double margin(int x, int y, TopTwo pair) const {
        const std::size_t there = place(x, y);
        return double(at(there, pair.first)) - double(at(there, pair.second));
    }

    /// Whether the second class is ahead nearby. Where members of an ensemble that are sure of themselves contradict
    /// each other, the margin dies away to nothing over an area, and no other class is beyond.
    bool is_crossed(int x, int y, TopTwo pair) const {
        const auto is_behind = [&](std::size_t there) { return at(there, pair.first) < at(there, pair.second); };
        return is_behind(place(x + reach, y)) || is_behind(place(x - reach, y)) || is_behind(place(x, y + reach)) ||
               is_behind(place(x, y - reach));
    }

    int top_, rows_;
    DecisionMap map_;
    const float* values_;
    std::size_t plane_size_;
};

/// Sets the plot's pixels to color(strip, x, y), strips side by side: the map of the whole would take more memory than
/// the picture, and getting it as long as computing it.
template <class ColorOf>
void paint_plot(Canvas& canvas, const Plot& plot, const Model& model, ThreadPool& pool, const ColorOf& color) {
    constexpr int strip_rows = 60, rows = int(side);
    const int x0 = int(plot.box.left), y0 = int(plot.box.top);
    pool.for_each((rows + strip_rows - 1) / strip_rows, [&](std::size_t i) {
        const int first = int(i) * strip_rows, end = std::min(first + strip_rows, rows);
        const MapStrip strip(model, plot, first, end);
        canvas.paint({plot.box.left, plot.box.top + first, plot.box.right, plot.box.top + end},
                     [&](int x, int y) { return color(strip, x - x0, y - y0); });
    });
}

/// The likeliest class' colour, and a line where two classes are as likely.
Color class_color_at(const MapStrip& strip, int x, int y, const ThemeRow& theme) {
    const std::size_t place = strip.place(x, y);
    const TopTwo pair = strip.likeliest(place);
    const Color fill = class_fill(pair.first, double(strip.at(place, pair.first)), strip.planes(), theme);
    const double cover = 1.25 - strip.distance_to_boundary(x, y, pair);
    return cover > 0 ? mix(fill, theme.text, cover) : fill;
}

std::vector<std::string> class_names(const Model& model) {
    std::vector<std::string> names = model.data->class_names;
    for (int k = static_cast<int>(names.size()); k < model.data->classes; ++k)
        names.push_back(fmt::format("class {}", k));
    return names;
}

std::vector<LegendEntry> legend_of(const Model& model, const ThemeRow& theme) {
    std::vector<LegendEntry> entries;
    for (const std::string& name : class_names(model))
        entries.push_back({name, class_color(entries.size()), LegendMark::disc});
    if (model.data->count(Split::validation) > 0) {
        entries.push_back({"training", theme.text, LegendMark::disc});
        entries.push_back({"validation", theme.text, LegendMark::ring});
    }
    return entries;
}

/// `ground`: the picture's colour where a prediction is the point's own.
template <class ColorOf, class GroundOf>
void draw_points(Canvas& canvas, const Plot& plot, const Dataset& data, double Point::*second, const ColorOf& color,
                 const GroundOf& ground) {
    canvas.clip(plot.box);
    for (const Split split : {Split::validation, Split::train})
        for (std::size_t i = 0; i < data.points.size(); ++i)
            if (data.splits[i] == split)
                draw_point(canvas, plot.at(data.points[i].x1, data.points[i].*second), color(data.points[i]),
                           split == Split::validation, rim_over(ground(data.points[i])));
    canvas.unclip();
}

void draw_classes(Canvas& canvas, const Plot& plot, const Model& model, ThreadPool& pool) {
    paint_plot(canvas, plot, model, pool,
               [&](const MapStrip& strip, int x, int y) { return class_color_at(strip, x, y, *plot.theme); });
    const auto color = [](const Point& point) { return class_color(static_cast<std::size_t>(point.target)); };
    draw_points(canvas, plot, *model.data, &Point::x2, color,
                [&](const Point& point) { return sure_fill(color(point), *plot.theme); });
}

double largest_target(const Dataset& data) {
    double largest = 0;
    for (const Point& point : data.points) largest = std::max(largest, std::abs(point.target));
    return largest > 0 ? largest : 1;
}

void draw_numbers(Canvas& canvas, const Plot& plot, const Model& model, ThreadPool& pool) {
    const double largest = largest_target(*model.data);
    paint_plot(canvas, plot, model, pool, [&](const MapStrip& strip, int x, int y) {
        return number_color(0.75 * double(strip.at(strip.place(x, y), 0)) / largest, *plot.theme);
    });
    const auto color = [&](double target) { return number_color(target / largest, *plot.theme); };
    draw_points(
        canvas, plot, *model.data, &Point::x2, [&](const Point& point) { return color(point.target); },
        [&](const Point& point) { return color(0.75 * point.target); });
    draw_color_bar(canvas, {plot.box.right + 22, plot.box.top, plot.box.right + 36, plot.box.bottom},
                   {-largest, largest}, "", *plot.theme,
                   [&](double share) { return color((2 * share - 1) * largest); });
}

void draw_curve(Canvas& canvas, const Plot& plot, const Model& model, ThreadPool& pool) {
    const DecisionMap map = evaluate_decision_map(model, window_of(plot), int(side), 1, pool);
    std::vector<Place> places;
    for (int column = 0; column < map.columns; ++column) {
        const double x = plot.box.left + column + 0.5;
        places.push_back({x, plot.at(plot.x.least, double(map.values[static_cast<std::size_t>(column)])).y});
    }
    draw_axes(canvas, plot, true);
    draw_points(
        canvas, plot, *model.data, &Point::target, [](const Point&) { return class_color(0); },
        [&](const Point&) { return plot.theme->panel; });
    canvas.clip(plot.box);
    canvas.line(places, {plot.theme->halo, 5});
    canvas.line(places, {plot.theme->accent, 2.5});
    canvas.unclip();
}

/// The axis' name: what a file calls the column, or our own.
std::string axis_name(const Model& model, const std::string& column, std::string_view own) {
    const auto* source = std::get_if<CsvSource>(&model.scenario->data.source);
    const auto name = source ? source->columns.find(column) : ColumnNames::const_iterator{};
    if (!source || name == source->columns.end()) return std::string(own);
    std::string words = name->second;
    std::ranges::replace(words, '_', ' ');
    return words;
}

}  // namespace

Canvas draw_boundary(const Model& model, std::string_view note, ThreadPool& pool, const ThemeRow& theme) {
    const Task task = model.scenario->task;
    const bool is_curve = task == Task::curve, has_bar = task == Task::regress;
    const std::vector<LegendEntry> legend = legend_of(model, theme);
    Canvas canvas(int(left + side + right + (has_bar ? bar : 0)), int(top + side + below + legend_height(side, legend)),
                  theme.panel);
    const Plot plot{{left, top, left + side, top + side},
                    axis_of(*model.data, &Point::x1),
                    axis_of(*model.data, is_curve ? &Point::target : &Point::x2),
                    is_curve ? axis_name(model, "x", "x") : axis_name(model, "x1", "x₁"),
                    is_curve ? axis_name(model, "y", "y") : axis_name(model, "x2", "x₂"),
                    &theme};
    if (is_curve)
        draw_curve(canvas, plot, model, pool);
    else {
        (has_bar ? draw_numbers : draw_classes)(canvas, plot, model, pool);
        draw_axes(canvas, plot, false);
    }
    draw_title(canvas, plot, is_curve ? "Curve" : has_bar ? "Prediction" : "Decision boundary", note);
    draw_legend(canvas, {left, top + side + below}, side, legend, theme);
    return canvas;
}

}  // namespace ravine
