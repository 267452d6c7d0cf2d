#include "app/window/landscape/basin_view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include "app/pictures/map_pictures.hpp"
#include "app/window/landscape/race_view.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/panels.hpp"
#include "app/window/widgets/plane_view.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {
namespace {

/// The part of the map that the frame shows, as shares of it.
std::array<double, 4> part_of(const Window& map, const Window& frame) {
    const double width = map.x_most - map.x_least, height = map.y_most - map.y_least;
    return {(frame.x_least - map.x_least) / width, (frame.y_least - map.y_least) / height,
            (frame.x_most - frame.x_least) / width, (frame.y_most - frame.y_least) / height};
}

/// A line of the legend: a sample of its colour, words, and at the right a share of the starts.
struct LegendRow {
    std::function<void(ImDrawList&, ImVec2 least, ImVec2 most)> draw_sample;
    std::string words, share;
};

std::function<void(ImDrawList&, ImVec2, ImVec2)> plain_sample(ImU32 colour) {
    return [colour](ImDrawList& draw, ImVec2 least, ImVec2 most) { draw.AddRectFilled(least, most, colour, px(2)); };
}

std::vector<LegendRow> legend_rows(const BasinMap& map, const ArrivalSummary& summary, std::size_t most_minima) {
    std::vector<LegendRow> rows;
    for (const BasinShare& row : basin_shares(map, summary, most_minima)) {
        LegendRow& line = rows.emplace_back(LegendRow{{}, row.words, percent(row.share)});
        if (row.place == Arrival::diverged)
            line.draw_sample = draw_diverged;
        else if (row.place)
            line.draw_sample = plain_sample(*row.place < 0 ? elsewhere_colour() : arrival_colour(*row.place, 0));
    }
    return rows;
}

constexpr float sample_edge = 11;
float padding() { return px(9); }
float line() { return std::round(px(17)); }

/// Top of what is so high and stands in the middle of a line.
float centred(float line_top, float height) { return std::round(line_top + 0.5f * (line() - height)); }
float centred_text(float line_top) { return centred(line_top, text_size("0", fonts().mono_small).y); }

void draw_row(ImDrawList& draw, const LegendRow& row, ImVec2 corner, float width) {
    const float edge = std::round(px(sample_edge)), top = centred(corner.y, edge), text_top = centred_text(corner.y);
    if (row.draw_sample) row.draw_sample(draw, {corner.x, top}, {corner.x + edge, top + edge});
    draw_text(draw, {corner.x + edge + px(7), text_top}, row.words, fonts().mono_small, theme().text);
    draw_text(draw, {corner.x + width - text_size(row.share, fonts().mono_small).x, text_top}, row.share,
              fonts().mono_small, theme().muted);
}

/// From few steps to many, with both numbers.
void draw_brightness(ImDrawList& draw, const ArrivalSummary& summary, int minimum, ImVec2 corner, float width) {
    const std::string few = fmt::format("{} steps", summary.quick_steps), many = std::to_string(summary.slow_steps);
    const float left = corner.x + text_size(few, fonts().mono_small).x + px(7),
                right = corner.x + width - text_size(many, fonts().mono_small).x - px(7);
    const float edge = std::round(px(sample_edge)), top = centred(corner.y, edge), text_top = centred_text(corner.y);
    draw_text(draw, {corner.x, text_top}, few, fonts().mono_small, theme().text);
    draw_text(draw, {right + px(7), text_top}, many, fonts().mono_small, theme().text);
    draw.AddRectFilledMultiColor({left, top}, {right, top + edge}, arrival_colour(minimum, 0),
                                 arrival_colour(minimum, 1), arrival_colour(minimum, 1), arrival_colour(minimum, 0));
}

float widest(const std::vector<LegendRow>& rows, std::span<const std::string> heads) {
    float width = px(150);
    for (const LegendRow& row : rows)
        width = std::max(width, px(sample_edge + 22) + text_size(row.words, fonts().mono_small).x +
                                    text_size(row.share, fonts().mono_small).x);
    for (const std::string& head : heads) width = std::max(width, text_size(head, fonts().mono_small).x);
    return std::ceil(width);
}

/// The legend with its place.
struct Legend {
    std::string head, settings;
    std::vector<LegendRow> rows;
    bool has_steps;
    ImVec2 least, most;
};

/// Without its place.
Legend legend_content(const PanelContext& context, std::size_t most_rows) {
    if (!context.snapshot.basins) return {"Basins of attraction", "descents are under way", {}, false, {}, {}};
    const BasinMap& map = context.snapshot.basins->content;
    const Selection& optimizer = map.subject.question.optimizer;
    const std::string head = fmt::format("Basins of {}", optimizer_label(optimizer));
    if (map.columns == 0) return {head, "each descent would take too long", {}, false, {}, {}};
    const ArrivalSummary& summary = context.pictures.basins.summary();
    return {head,
            settings_text(optimizer),
            legend_rows(map, summary, most_rows),
            summary.slow_steps > summary.quick_steps,
            {},
            {}};
}

Legend legend_of(const PanelContext& context, const PlaneFrame& frame) {
    const auto room = static_cast<std::size_t>(std::max(3.0f, 0.7f * frame.height() / line() - 5));
    Legend legend = legend_content(context, std::min<std::size_t>(room, 9));
    const std::string heads[] = {legend.head, legend.settings};
    const float width = std::min(widest(legend.rows, heads), frame.width() - 2 * padding() - px(20));
    const float height = line() * static_cast<float>(legend.rows.size() + 2 + (legend.has_steps ? 1 : 0));
    legend.most = {frame.most.x - px(10), frame.least.y + px(10) + height + 2 * padding()};
    legend.least = {legend.most.x - width - 2 * padding(), frame.least.y + px(10)};
    return legend;
}

bool is_pointed_at(const Legend& legend) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    return mouse.x >= legend.least.x && mouse.x < legend.most.x && mouse.y >= legend.least.y && mouse.y < legend.most.y;
}

}  // namespace

void ask_basins(PanelContext& context) {
    const RaceSpecification& race = context.state.landscape.race;
    const auto selected = static_cast<std::size_t>(context.state.landscape.selected_racer);
    if (selected >= race.racers.size()) return;
    context.link.wanted().landscape.basins = {race.racers[selected].optimizer,
                                              {.gradient_noise = race.gradient_noise, .seed = race.seed}};
}

void draw_basins(PanelContext& context, const PlaneFrame& frame, const std::optional<HeightField>& heights) {
    const auto& picture = context.snapshot.basins;
    if (!picture || picture->content.columns == 0) return;
    const BasinMap& map = picture->content;
    const ArrivalField field{.version = picture->version,
                             .columns = map.columns,
                             .rows = map.rows,
                             .arrivals = map.arrivals,
                             .minima = map.subject.surface->traits().minima.size()};
    const int width = static_cast<int>(frame.width()), height = static_cast<int>(frame.height());
    const Window& seen = frame.window;
    std::optional<ContourOverlay> contours;
    if (heights)
        contours = context.pictures.heights.overlay(*heights, {seen.x_least, seen.x_most, seen.y_least, seen.y_most},
                                                    width, height, {.contours = view_contours});
    context.pictures.basins.update(field, part_of(map.subject.window, seen), width, height, contours);
    context.pictures.basins.show_below(frame.least);
}

Box basin_plate(const PanelContext& context, const PlaneFrame& frame) {
    const Legend legend = legend_of(context, frame);
    return {static_cast<double>(legend.least.x), static_cast<double>(legend.least.y),
            static_cast<double>(legend.most.x), static_cast<double>(legend.most.y)};
}

void draw_basin_legend(PanelContext& context, const PlaneFrame& frame) {
    const Legend legend = legend_of(context, frame);
    if (is_pointed_at(legend)) return;
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled(legend.least, legend.most, with_alpha(theme().panel, 0.9f), px(6));
    draw.AddRect(legend.least, legend.most, theme().line, px(6), 0, whole_px(1));
    ImVec2 at{std::round(legend.least.x + padding()), std::round(legend.least.y + padding())};
    const float width = legend.most.x - legend.least.x - 2 * padding();
    draw_text(draw, at, legend.head, fonts().strong, theme().text);
    draw_text(draw, {at.x, at.y + line()}, fitted(legend.settings, fonts().mono_small, width), fonts().mono_small,
              theme().muted);
    at.y += 2 * line();
    for (const LegendRow& row : legend.rows) {
        draw_row(draw, row, at, width);
        at.y += line();
    }
    const ArrivalSummary& summary = context.pictures.basins.summary();
    if (legend.has_steps) draw_brightness(draw, summary, static_cast<int>(reached_minima(summary).front()), at, width);
}

std::string basin_words(const PanelContext& context, double x, double y) {
    if (!context.snapshot.basins) return "";
    const BasinMap& map = context.snapshot.basins->content;
    const Window& window = map.subject.window;
    const double across = (x - window.x_least) / (window.x_most - window.x_least),
                 up = (y - window.y_least) / (window.y_most - window.y_least);
    if (map.columns == 0 || !(across >= 0 && across < 1 && up >= 0 && up < 1)) return "";
    return "→ " + arrival_words(map.at(static_cast<int>(across * map.columns), static_cast<int>(up * map.rows)),
                                *map.subject.surface, map.subject.question.conditions.steps);
}

}  // namespace ravine
