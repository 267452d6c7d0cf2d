#include "app/window/widgets/plot_view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>

#include "app/window/controls.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/widgets/lines.hpp"
#include "app/window/widgets/plot_frame.hpp"
#include "app/window/widgets/plot_legend.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {
namespace {

Axis horizontal_axis(std::span<const Series> series) {
    Axis axis{0, 0, false};
    for (const Series& one : series)
        if (!one.x.empty()) axis.most = std::max(axis.most, one.x.back());
    if (axis.most <= 0) axis.most = 1;
    return axis;
}

Axis vertical_axis(std::span<const Series> series, const PlotLook& look) {
    std::vector<double> values;
    for (const Series& one : series) values.insert(values.end(), one.y.begin(), one.y.end());
    return axis_around(std::move(values), look.logarithmic, look.y_least, look.y_most);
}

std::string number_text(const PlotLook& look, double value) {
    return look.format_y != nullptr ? look.format_y(value) : short_number(value);
}

/// Where there are more points than pixels: one upright bar for each pixel's column, from the lowest to the highest of
/// its points and joined to the column before. A line through all points would cost many times as much and look the
/// same.
void draw_dense(ImDrawList& draw, const std::vector<ImVec2>& points, const LineLook& look) {
    float before = std::numeric_limits<float>::quiet_NaN();
    for (std::size_t begin = 0; begin < points.size();) {
        const float column = std::floor(points[begin].x);
        float high = std::fmin(points[begin].y, before), low = std::fmax(points[begin].y, before);
        std::size_t end = begin;
        for (; end < points.size() && std::floor(points[end].x) == column; ++end) {
            high = std::fmin(high, points[end].y);
            low = std::fmax(low, points[end].y);
        }
        before = points[end - 1].y;
        begin = end;
        const bool in_gap = look.dash > 0 && std::fmod(column, 2 * look.dash) >= look.dash;
        const float half = 0.5f * look.thickness;
        if (!in_gap && std::isfinite(high))
            draw.AddRectFilled({column, high - half}, {column + 1, low + half}, look.colour);
    }
}

LineLook line_of(const Series& series) {
    return {.colour = series.colour, .thickness = px(1.7f), .dash = series.dashed ? px(4) : 0};
}

LineLook marker_line() { return {.colour = theme().text, .thickness = whole_px(1), .dash = px(2)}; }

void draw_series(ImDrawList& draw, const PlotFrame& frame, const Series& series) {
    std::vector<ImVec2> points;
    points.reserve(series.x.size());
    for (std::size_t i = 0; i < series.x.size(); ++i)
        points.push_back({frame.place_x(series.x[i]), frame.line_y(series.y[i])});
    const LineLook look = line_of(series);
    if (points.size() == 1 && std::isfinite(points[0].y))  // no line yet
        draw.AddCircleFilled(points[0], px(2.5f), look.colour, 12);
    else if (points.size() > static_cast<std::size_t>(frame.most.x - frame.least.x))
        draw_dense(draw, points, look);
    else
        draw_line(draw, points, look);
}

/// What words say of it.
double number_at(const Series& series, std::size_t i) {
    return series.numbers.empty() ? series.y[i] : series.numbers[i];
}

/// The newest finite number of a series; NaN for none.
double newest(const Series& series) {
    for (std::size_t i = series.y.size(); i-- > 0;)
        if (std::isfinite(number_at(series, i))) return number_at(series, i);
    return std::nan("");
}

/// Names and newest numbers of what has any, and the words of the markers.
std::vector<LegendItem> legend_of(std::span<const Series> series, const PlotLook& look) {
    std::vector<LegendItem> items;
    for (const Series& one : series)
        if (const double value = newest(one); !std::isnan(value))
            items.push_back({look.names_newest ? fmt::format("{} {}", one.label, number_text(look, value)) : one.label,
                             line_of(one)});
    for (const PlotMarker& marker : look.markers) items.push_back({marker.words, marker_line(), true});
    return items;
}

/// Less of it where it would take more than a third of a small plot.
std::vector<LegendItem> legend_within(std::span<const Series> series, const PlotLook& look, ImVec2 room) {
    std::vector<LegendItem> items = legend_of(series, look);
    while (items.size() > 1 && plot_legend_height(items, room.x) > 0.33f * room.y) items.pop_back();
    return items;
}

void draw_plot_marker(ImDrawList& draw, const PlotFrame& frame, const PlotMarker& marker) {
    const float x = std::round(frame.place_x(marker.x)) + 0.5f;
    if (!(x >= frame.least.x && x <= frame.most.x)) return;
    const ImVec2 ends[] = {{x, frame.least.y}, {x, frame.most.y}};
    draw_line(draw, ends, marker_line());
}

/// Index of the number whose x is nearest.
std::size_t nearest(const std::vector<double>& x, double wanted) {
    const auto after = std::lower_bound(x.begin(), x.end(), wanted);
    if (after == x.begin()) return 0;
    if (after == x.end()) return x.size() - 1;
    const auto index = static_cast<std::size_t>(after - x.begin());
    return wanted - x[index - 1] < x[index] - wanted ? index - 1 : index;
}

void draw_readout(ImDrawList& draw, const PlotFrame& frame, std::span<const Series> series, const PlotLook& look) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const double share = (mouse.x - frame.least.x) / (frame.most.x - frame.least.x);
    const double wanted = frame.x.logarithmic ? frame.x.least * std::pow(frame.x.most / frame.x.least, share)
                                              : frame.x.least + share * (frame.x.most - frame.x.least);
    ImGui::BeginTooltip();
    bool has_head = false;
    for (const Series& one : series) {
        if (one.x.empty()) continue;
        const std::size_t i = nearest(one.x, wanted);
        const ImVec2 at{frame.place_x(one.x[i]), frame.place_y(one.y[i])};
        if (!has_head) {
            draw.AddLine({at.x, frame.least.y}, {at.x, frame.most.y}, with_alpha(theme().muted, 0.6f), whole_px(1));
            const std::string x = look.x_axis ? fmt::format("{:.6g}", one.x[i]) : short_count(one.x[i]);
            text_item(fmt::format("{} {}", look.x_label, x), fonts().mono, theme().muted);
            has_head = true;
        }
        if (!std::isfinite(one.y[i])) continue;
        draw_marker(draw, at, px(3.5f), one.colour, theme().panel);
        text_item(fmt::format("{} {}", one.label, number_text(look, number_at(one, i))), fonts().mono, theme().text);
        const ImVec2 words = ImGui::GetItemRectMin(), end = ImGui::GetItemRectMax();
        ImGui::GetWindowDrawList()->AddRectFilled({words.x - px(8), words.y}, {words.x - px(5), end.y}, one.colour);
    }
    ImGui::EndTooltip();
}

bool has_numbers(std::span<const Series> series) {
    return std::any_of(series.begin(), series.end(), [](const Series& one) { return !std::isnan(newest(one)); });
}

}  // namespace

void plot_view(const char* id, std::span<const Series> series, const PlotLook& look, ImVec2 size) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    ImGui::InvisibleButton(id, {std::max(size.x, 1.0f), std::max(size.y, 1.0f)});
    controls().note_item(id);
    if (!has_numbers(series)) {
        draw_text(draw, {corner.x, corner.y + px(4)}, "no numbers yet: press Play", fonts().text, theme().muted);
        return;
    }
    const std::vector<LegendItem> legend = legend_within(series, look, size);
    draw_plot_legend(draw, corner, size.x, legend);
    const float name_top = corner.y + plot_legend_height(legend, size.x);
    const float name_height = look.y_label.empty() ? 0 : px(14);
    draw_text(draw, {corner.x, name_top + px(2)}, look.y_label, fonts().small, theme().muted);
    const PlotFrame frame{{corner.x + px(54), name_top + name_height + px(8)},
                          {corner.x + size.x - px(4), corner.y + size.y - px(24)},
                          look.x_axis.value_or(horizontal_axis(series)),
                          vertical_axis(series, look)};
    draw_vertical_ticks(draw, frame);
    draw_horizontal_ticks(draw, frame, look.x_label);
    draw.PushClipRect({frame.least.x - px(4), frame.least.y - px(4)}, {frame.most.x + px(4), frame.most.y + px(4)},
                      true);
    draw.PushClipRect({frame.least.x - px(4), frame.least.y}, {frame.most.x + px(4), frame.most.y}, true);
    for (const Series& one : series) draw_series(draw, frame, one);
    draw.PopClipRect();
    for (const PlotMarker& marker : look.markers) draw_plot_marker(draw, frame, marker);
    if (ImGui::IsItemHovered()) draw_readout(draw, frame, series, look);
    draw.PopClipRect();
}

}  // namespace ravine
