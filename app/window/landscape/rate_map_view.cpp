#include "app/window/landscape/rate_map_view.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <vector>

#include "app/pictures/map_pictures.hpp"
#include "app/window/controls.hpp"
#include "app/window/landscape/race_view.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/panels.hpp"
#include "app/window/widgets/lines.hpp"
#include "app/window/widgets/notice.hpp"
#include "app/window/widgets/plane_view.hpp"
#include "app/window/widgets/plot_frame.hpp"
#include "app/window/widgets/setting_slider.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {
namespace {

/// The selected racer's optimizer and the places of its settings on the map.
struct Mapped {
    Racer* racer;
    const OptimizerRow* row;
    std::optional<std::size_t> second;

    const Setting& setting(std::size_t i) const { return row->settings[i]; }
    double& value(std::size_t i) const { return racer->optimizer.values[i]; }
};

std::optional<Mapped> mapped(LandscapeState& landscape) {
    const auto selected = static_cast<std::size_t>(landscape.selected_racer);
    if (selected >= landscape.race.racers.size()) return std::nullopt;
    Racer& racer = landscape.race.racers[selected];
    const OptimizerRow* row = find_row(optimizers(), racer.optimizer.id);
    if (row == nullptr) return std::nullopt;
    return Mapped{&racer, row, second_setting(*row)};
}

/// The settings that the map goes through are those of its cells: a racer that has others asks for the same map.
RateQuestion question_of(const RaceSpecification& race, const Mapped& map) {
    RateQuestion question{map.racer->optimizer,
                          map.racer->start.value_or(race.start),
                          {.gradient_noise = race.gradient_noise, .seed = race.seed}};
    question.optimizer.values[0] = map.setting(0).standard;
    if (map.second) question.optimizer.values[*map.second] = map.setting(*map.second).standard;
    return question;
}

/// A sample with words, side by side.
struct Item {
    float width;
    std::function<void(ImDrawList&, ImVec2 least, ImVec2 most)> draw_sample;
    std::string words;
};

void draw_scale(ImDrawList& draw, ImVec2 least, ImVec2 most) {
    constexpr int pieces = height_colour_count - 1;
    const float width = (most.x - least.x) / pieces;
    for (int i = 0; i < pieces; ++i) {
        const ImU32 left = steps_colour(double(i) / pieces), right = steps_colour(double(i + 1) / pieces);
        const float x = least.x + width * static_cast<float>(i);
        draw.AddRectFilledMultiColor({x, least.y}, {x + width, most.y}, left, right, right, left);
    }
}

LineLook border_look() {
    return {.colour = theme().light ? theme().text : IM_COL32_WHITE,
            .thickness = px(1.6f),
            .halo = theme().light ? IM_COL32(255, 255, 255, 150) : IM_COL32(0, 0, 0, 150),
            .dash = px(5)};
}

std::vector<Item> legend_items(const PanelContext& context) {
    if (!context.snapshot.rate_map) return {{0, [](ImDrawList&, ImVec2, ImVec2) {}, "descents are under way"}};
    const RateMap& map = context.snapshot.rate_map->content;
    const ArrivalSummary& summary = context.pictures.rate_map.summary();
    std::vector<Item> items;
    if (summary.slow_steps > 0)
        items.push_back({px(70), draw_scale, fmt::format("{} – {} steps", summary.quick_steps, summary.slow_steps)});
    const auto plain = [](ImDrawList& draw, ImVec2 least, ImVec2 most) {
        draw.AddRectFilled(least, most, elsewhere_colour(), px(2));
    };
    if (summary.elsewhere > 0)
        items.push_back({px(11), plain, fmt::format("not in {} steps", map.subject.question.conditions.steps)});
    if (summary.diverged > 0) items.push_back({px(11), draw_diverged, "diverged"});
    if (const auto border = rate_border(map))
        items.push_back(
            {px(22),
             [](ImDrawList& draw, ImVec2 least, ImVec2 most) {
                 const float y = 0.5f * (least.y + most.y);
                 const ImVec2 ends[] = {{least.x, y}, {most.x, y}};
                 draw_line(draw, ends, border_look());
             },
             fmt::format("{}, λmax {:.4g} at the minimum", map.subject.optimizer().theory.limit, border->curvature)});
    return items;
}

/// Items in as many rows as the width needs; returns their height. Without a list to draw to it only measures.
float draw_legend(ImDrawList* draw, ImVec2 corner, float width, const std::vector<Item>& items) {
    const float line = std::round(px(17)), edge = std::round(px(11));
    ImVec2 at = corner;
    for (const Item& item : items) {
        const float needed = item.width + px(6) + text_size(item.words, fonts().mono_small).x;
        if (at.x > corner.x && at.x + needed > corner.x + width) at = {corner.x, at.y + line};
        if (draw != nullptr) {
            const float top = std::round(at.y + 0.5f * (line - edge));
            item.draw_sample(*draw, {at.x, top}, {at.x + item.width, top + edge});
            const float text_top = at.y + 0.5f * (line - text_size(item.words, fonts().mono_small).y);
            draw_text(*draw, {at.x + item.width + px(6), text_top}, item.words, fonts().mono_small, theme().text);
        }
        at.x += needed + px(16);
    }
    return at.y - corner.y + line;
}

/// Where descents take too long, a map without cells has been delivered.
bool is_blank(const Snapshot& snapshot) { return snapshot.rate_map && snapshot.rate_map->content.columns == 0; }

void draw_cells(PanelContext& context, const PlotFrame& frame) {
    const auto& picture = context.snapshot.rate_map;
    if (!picture || picture->content.columns == 0) return;
    const RateMap& map = picture->content;
    const ArrivalField field{.version = picture->version,
                             .columns = map.columns,
                             .rows = map.rows,
                             .arrivals = map.arrivals,
                             .minima = map.subject.surface->traits().minima.size(),
                             .is_scale = true};
    ArrivalView& view = context.pictures.rate_map;
    view.update(field, {0, 0, 1, 1}, static_cast<int>(frame.most.x - frame.least.x),
                static_cast<int>(frame.most.y - frame.least.y));
    view.show(*ImGui::GetWindowDrawList(), frame.least, frame.most);
}

/// Right of the line every start on a parabola diverges.
void draw_border(ImDrawList& draw, const PlotFrame& frame, const RateMap& map) {
    const auto border = rate_border(map);
    if (!border) return;
    std::vector<ImVec2> points;
    for (const auto& [rate, up] : border->places)
        points.push_back({frame.place_x(rate), frame.most.y - static_cast<float>(up) * (frame.most.y - frame.least.y)});
    draw_line(draw, points, border_look());
}

/// The racer's settings as they are; at the edge where they lie beyond it.
void draw_settings(ImDrawList& draw, const PlotFrame& frame, const Mapped& map) {
    const float x = frame.place_x(std::clamp(map.value(0), frame.x.least, frame.x.most));
    const float y = map.second ? frame.place_y(map.value(*map.second)) : 0.5f * (frame.least.y + frame.most.y);
    draw_marker(draw, {x, y}, px(5), racer_colour(*map.racer), IM_COL32(14, 17, 22, 255));
    draw.AddCircle({x, y}, px(7), IM_COL32_WHITE, 24, px(1.4f));
}

/// Where the pointer is, as shares of the frame.
ImVec2 pointed_shares(const PlotFrame& frame) {
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    return {std::clamp((mouse.x - frame.least.x) / (frame.most.x - frame.least.x), 0.0f, 1.0f),
            std::clamp((frame.most.y - mouse.y) / (frame.most.y - frame.least.y), 0.0f, 1.0f)};
}

/// Tidy numbers, as the sliders give them.
void set_settings(const Mapped& map, const std::vector<double>& settings) {
    const auto set = [&](std::size_t i) {
        map.value(i) = slider_value(map.setting(i), slider_share(map.setting(i), settings[i]));
    };
    set(0);
    if (map.second) set(*map.second);
}

void read_out(const RateMap& map, const Mapped& axes, ImVec2 shares, const std::vector<double>& settings) {
    const int column = std::min(static_cast<int>(shares.x * static_cast<float>(map.columns)), map.columns - 1),
              row = std::min(static_cast<int>(shares.y * static_cast<float>(map.rows)), map.rows - 1);
    std::string words = fmt::format("η {}", slider_text(axes.setting(0), settings[0]));
    if (axes.second)
        words += fmt::format("   {} {}", axes.setting(*axes.second).symbol,
                             slider_text(axes.setting(*axes.second), settings[*axes.second]));
    draw_plane_readout(words + "\n→ " +
                       arrival_words(map.at(column, row), *map.subject.surface, map.subject.question.conditions.steps));
}

/// The pointer on the map: it reads, and while the button is down it sets.
void touch(PanelContext& context, const PlotFrame& frame, const Mapped& map) {
    ImGui::SetCursorScreenPos(frame.least);
    ImGui::InvisibleButton("rate_map", {frame.most.x - frame.least.x, frame.most.y - frame.least.y});
    controls().note_item("rate_map");
    const ImVec2 shares = pointed_shares(frame);
    const RateQuestion question = question_of(context.state.landscape.race, map);
    const std::vector<double> settings =
        settings_at(question, static_cast<double>(shares.x), static_cast<double>(shares.y));
    if (ImGui::IsItemActive()) set_settings(map, settings);
    if (!ImGui::IsItemHovered() || !context.snapshot.rate_map) return;
    const RateMap& shown = context.snapshot.rate_map->content;
    if (shown.subject.question.optimizer.id == map.row->id) read_out(shown, map, shares, settings);
}

}  // namespace

void draw_rate_map(PanelContext& context) {
    const auto map = mapped(context.state.landscape);
    if (!map) return;
    context.link.wanted().landscape.rate_map = question_of(context.state.landscape.race, *map);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 corner = ImGui::GetCursorScreenPos(), size = ImGui::GetContentRegionAvail();
    if (is_blank(context.snapshot))
        return notice("Each descent on this surface would take too long for a map of them.");
    const std::vector<Item> items = legend_items(context);
    const float legend = draw_legend(nullptr, corner, size.x, items);
    const PlotFrame frame{{corner.x + px(54), std::round(corner.y + legend + px(8))},
                          {corner.x + size.x - px(4), std::round(corner.y + size.y - px(24))},
                          mapped_rates(),
                          mapped_seconds(*map->row)};
    if (frame.most.x - frame.least.x < 8 || frame.most.y - frame.least.y < 8) return;
    draw_legend(&draw, corner, size.x, items);
    draw_horizontal_ticks(draw, frame, size.x > px(420) ? "learning rate η" : "η");
    if (map->second) {
        draw_vertical_ticks(draw, frame);
        draw_text(draw, {corner.x, frame.least.y}, map->setting(*map->second).symbol, fonts().small, theme().text);
    }
    draw_cells(context, frame);
    draw.PushClipRect(frame.least, frame.most, true);
    if (context.snapshot.rate_map) draw_border(draw, frame, context.snapshot.rate_map->content);
    draw_settings(draw, frame, *map);
    draw.PopClipRect();
    touch(context, frame, *map);
}

}  // namespace ravine
