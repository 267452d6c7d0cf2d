#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "app/pictures/arrival_colors.hpp"
#include "app/pictures/map_key.hpp"
#include "app/pictures/map_pictures.hpp"
#include "app/pictures/plot.hpp"

namespace ravine {

namespace {

constexpr double left = 84, top = 64, view_width = 720, view_height = 480, row_height = 160, below = 62;
constexpr double key_gap = 28, key_width = 260, right = 24;

bool is_one_row(const RateMap& map) { return map.rows == 1; }

double height_of(const DrawnRates& picture) { return is_one_row(*picture.map) ? row_height : view_height; }

/// "momentum β"
std::string axis_words(const Setting& setting) {
    std::string words(setting.label);
    words[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(words[0])));
    return setting.symbol.empty() ? words : fmt::format("{} {}", words, setting.symbol);
}

Plot plot_of(const DrawnRates& picture, const ThemeRow& theme) {
    const OptimizerRow& optimizer = picture.map->subject.optimizer();
    const auto second = second_setting(optimizer);
    return {{left, top, left + view_width, top + height_of(picture)},
            mapped_rates(),
            mapped_seconds(optimizer),
            axis_words(optimizer.settings[0]),
            second ? axis_words(optimizer.settings[*second]) : "",
            &theme};
}

void paint(Drawing& drawing, const Box& box, const RateMap& map, const ArrivalColors& colors) {
    drawing.field(box, [&](double across, double down) {
        const int column = std::min(static_cast<int>(across * map.columns), map.columns - 1),
                  row = std::clamp(static_cast<int>((1 - down) * map.rows), 0, map.rows - 1);
        return colors.at(map.at(column, row), {across * box.width(), down * box.height()});
    });
}

/// What stands out from the map's colours: a line with another one underneath.
struct LineInk {
    Stroke line, below;
};
LineInk border_ink(const ThemeRow& theme) {
    const bool is_light = luminance(theme.panel) > 0.5;
    return {{is_light ? theme.text : rgb(0xFFFFFF), 1.8, 6, 5}, {with_alpha(rgb(is_light ? 0xFFFFFF : 0), 0.59), 4}};
}

void draw_border(Drawing& drawing, const Plot& plot, const RateBorder& border) {
    std::vector<Place> places;
    for (const auto& [rate, up] : border.places)
        places.push_back({plot.at(rate, plot.y.least).x, plot.box.bottom - up * plot.box.height()});
    const LineInk ink = border_ink(*plot.theme);
    drawing.line(places, ink.below);
    drawing.line(places, ink.line);
}

void draw_mark(Drawing& drawing, Place at, Color color) {
    drawing.disc(at, 6, dark_theme.halo);
    drawing.disc(at, 5, color);
    drawing.ring(at, 7, {rgb(0xFFFFFF), 1.4});
}

/// At the edge where the settings lie beyond the map.
Place mark_place(const Plot& plot, const DrawnRates& picture) {
    const double x = plot.at(std::clamp(picture.settings[0], plot.x.least, plot.x.most), plot.y.least).x;
    const auto second = second_setting(picture.map->subject.optimizer());
    if (!second) return {x, plot.box.top + plot.box.height() / 2};
    return {x, plot.at(plot.x.least, std::clamp(picture.settings[*second], plot.y.least, plot.y.most)).y};
}

std::vector<KeyLine> key_of(const DrawnRates& picture, const ArrivalSummary& summary, const ThemeRow& theme) {
    const RateMap& map = *picture.map;
    const RateQuestion& question = map.subject.question;
    std::vector<KeyLine> lines;
    if (summary.elsewhere > 0)
        lines.push_back(
            {plain_sample(elsewhere_color(theme)), fmt::format("not there in {} steps", question.conditions.steps)});
    if (summary.diverged > 0) lines.push_back({hatched_sample(theme), "diverged"});
    if (const auto border = rate_border(map)) {
        const LineInk ink = border_ink(theme);
        lines.push_back({[ink](Drawing& drawing, const Box& box) {
                             const double y = (box.top + box.bottom) / 2;
                             drawing.line({box.left, y}, {box.right, y}, ink.below);
                             drawing.line({box.left, y}, {box.right, y}, ink.line);
                         },
                         fmt::format("theory: {}", map.subject.optimizer().theory.limit)});
        lines.push_back({[](Drawing&, const Box&) {}, fmt::format("λmax {:.4g} at the minimum", border->curvature)});
    }
    lines.push_back({[color = picture.color](Drawing& drawing, const Box& box) {
                         draw_mark(drawing, {(box.left + box.right) / 2, (box.top + box.bottom) / 2}, color);
                     },
                     picture.mark});
    lines.emplace_back();
    lines.push_back(
        {{}, fmt::format("from the start ({:.2f}, {:.2f})", question.start[0], question.start[1]), {}, true});
    if (question.conditions.gradient_noise > 0)
        lines.push_back({{},
                         fmt::format("gradient noise σ {:g}, seed {}", question.conditions.gradient_noise,
                                     question.conditions.seed),
                         {},
                         true});
    return lines;
}

void draw_key_of(Drawing& drawing, const DrawnRates& picture, const ArrivalSummary& summary, Place corner,
                 const ThemeRow& theme) {
    if (summary.slow_steps > 0) {
        draw_key(drawing, corner, key_width, {{{}, "steps until it is there", {}, true}}, theme);
        corner.y += key_line_height;
        draw_steps_bar(drawing, corner, key_width, summary.quick_steps, summary.slow_steps, theme, steps_color);
        corner.y += 1.5 * key_line_height;
    }
    draw_key(drawing, corner, key_width, key_of(picture, summary, theme), theme);
}

}  // namespace

std::optional<RateBorder> rate_border(const RateMap& map) {
    const QuadraticTheory& theory = map.subject.optimizer().theory;
    if (!theory.is_known()) return std::nullopt;
    const RateQuestion& question = map.subject.question;
    const auto curvature = curvature_at_minimum(*map.subject.surface, question.start);
    if (!curvature || !(*curvature > 0)) return std::nullopt;
    constexpr int pieces = 64;
    RateBorder border{*curvature, {}};
    for (int i = 0; i <= pieces; ++i) {
        const double up = double(i) / pieces;
        border.places.push_back({theory.largest_stable_rate(*curvature, settings_at(question, 0, up).data()), up});
    }
    return border;
}

Axis mapped_rates() { return {least_mapped_rate, most_mapped_rate, true}; }

Axis mapped_seconds(const OptimizerRow& optimizer) {
    const auto second = second_setting(optimizer);
    return second ? Axis{optimizer.settings[*second].least, optimizer.settings[*second].most} : Axis{0, 1};
}

PictureSize rates_size(const DrawnRates& picture) {
    return {static_cast<int>(left + view_width + key_gap + key_width + right),
            static_cast<int>(top + height_of(picture) + below)};
}

void draw_rate_map(Drawing& drawing, const DrawnRates& picture, const ThemeRow& theme) {
    const RateMap& map = *picture.map;
    Plot plot = plot_of(picture, theme);
    const ArrivalSummary summary = summary_of(map.arrivals, map.subject.surface->traits().minima.size());
    paint(drawing, plot.box, map, {&summary, &theme, true});
    drawing.clip(plot.box);
    if (const auto border = rate_border(map)) draw_border(drawing, plot, *border);
    draw_mark(drawing, mark_place(plot, picture), picture.color);
    drawing.unclip();
    if (is_one_row(map))
        draw_x_axis(drawing, plot, false);
    else
        draw_axes(drawing, plot, false);
    const Place corner{plot.box.right + key_gap, plot.box.top};
    plot.box.right += key_gap + key_width;
    draw_title(drawing, plot,
               fmt::format("Which settings of {} arrive on {}", picture.optimizer, map.subject.surface->traits().label),
               picture.note);
    draw_key_of(drawing, picture, summary, corner, theme);
}

}  // namespace ravine
