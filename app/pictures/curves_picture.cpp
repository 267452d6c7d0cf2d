#include "app/pictures/curves_picture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/pictures/plot.hpp"

namespace ravine {

namespace {

using Metric = double Metrics::*;

constexpr double width = 1000, left = 84, right = 40, top = 64, loss_height = 400, accuracy_height = 190, gap = 92,
                 below = 60;

std::vector<double> values_of(const std::vector<HistoryRow>& rows, Metric metric) {
    std::vector<double> values;
    for (const HistoryRow& row : rows) {
        values.push_back(row.train.*metric);
        values.push_back(row.validation.*metric);
    }
    return values;
}

bool any_finite(const std::vector<HistoryRow>& rows, Metrics HistoryRow::*split, Metric metric) {
    return std::ranges::any_of(rows, [&](const HistoryRow& row) { return std::isfinite((row.*split).*metric); });
}

void draw_curve(Canvas& canvas, const Plot& plot, const std::vector<HistoryRow>& rows, Metrics HistoryRow::*split,
                Metric metric, const Stroke& stroke) {
    std::vector<Place> places;
    for (const HistoryRow& row : rows) places.push_back(plot.at(double(row.epoch), (row.*split).*metric));
    canvas.clip({plot.box.left - 2, plot.box.top - 2, plot.box.right + 2, plot.box.bottom + 2});
    canvas.line(places, stroke);
    canvas.unclip();
}

void draw_pair(Canvas& canvas, const Plot& plot, const std::vector<HistoryRow>& rows, Metric metric) {
    draw_axes(canvas, plot, true);
    const Color validation = class_color(4);
    if (any_finite(rows, &HistoryRow::validation, metric))
        draw_curve(canvas, plot, rows, &HistoryRow::validation, metric, {validation, 1.8, 7, 4});
    draw_curve(canvas, plot, rows, &HistoryRow::train, metric, {plot.theme->accent, 1.8});
}

std::vector<LegendEntry> legend_of(const std::vector<HistoryRow>& rows, const ThemeRow& theme) {
    std::vector<LegendEntry> entries{{fmt::format("train {:.4g}", rows.back().train.loss), theme.accent}};
    if (any_finite(rows, &HistoryRow::validation, &Metrics::loss))
        entries.push_back(
            {fmt::format("validation {:.4g}", rows.back().validation.loss), class_color(4), LegendMark::dashes});
    return entries;
}

}  // namespace

Canvas draw_curves(const std::vector<HistoryRow>& rows, std::string_view note, const ThemeRow& theme) {
    const bool has_accuracy = any_finite(rows, &HistoryRow::train, &Metrics::accuracy);
    const double height = top + loss_height + (has_accuracy ? gap + 34 + accuracy_height : 0) + below;
    Canvas canvas(static_cast<int>(width), static_cast<int>(height), theme.panel);
    const Axis epochs{0, std::max(1.0, rows.empty() ? 1.0 : double(rows.back().epoch))};
    Plot plot{{left, top, width - right, top + loss_height},
              epochs,
              axis_around(values_of(rows, &Metrics::loss), true),
              "epoch",
              "",
              &theme};
    draw_title(canvas, plot, "Loss", note);
    if (rows.empty()) return canvas;
    draw_pair(canvas, plot, rows, &Metrics::loss);
    draw_legend(canvas, {left, top + loss_height + 44}, width - left - right, legend_of(rows, theme), theme);
    if (!has_accuracy) return canvas;
    plot.box = {left, plot.box.bottom + gap + 34, width - right, plot.box.bottom + gap + 34 + accuracy_height};
    plot.y = axis_around(values_of(rows, &Metrics::accuracy), false);
    plot.y.most = std::min(plot.y.most, 1.0);
    draw_title(canvas, plot, "Accuracy", "");
    draw_pair(canvas, plot, rows, &Metrics::accuracy);
    return canvas;
}

}  // namespace ravine
