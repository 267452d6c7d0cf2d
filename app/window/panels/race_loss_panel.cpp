#include "app/window/panels/race_loss_panel.hpp"

#include <algorithm>
#include <cmath>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/window/landscape/race_view.hpp"
#include "app/window/landscape/rate_map_view.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/panels.hpp"
#include "app/window/widgets/card.hpp"
#include "app/window/widgets/plot_view.hpp"
#include "app/window/widgets/scale_button.hpp"
#include "app/window/widgets/segmented.hpp"
#include "engine/core/table.hpp"

namespace ravine {
namespace {

/// What the losses are drawn over.
struct AbscissaRow {
    std::string_view id, label, short_label, unit;
    double (*place)(const RaceResult& race, const RacerView& view, std::size_t step);
    std::span<const Setting> settings = {};
};

double by_step(const RaceResult&, const RacerView&, std::size_t step) { return static_cast<double>(step); }
double by_evaluation(const RaceResult&, const RacerView& view, std::size_t step) {
    return static_cast<double>(view.path->evaluations[step] + 1);  // its own is done
}
/// As long as its evaluations take on average: single steps are too short to be measured.
double by_time(const RaceResult& race, const RacerView& view, std::size_t step) {
    return 1e6 * race.seconds_per_evaluation[view.index] * by_evaluation(race, view, step);
}

constexpr AbscissaRow abscissas[] = {
    {"step", "Loss by step", "Steps", "step", by_step},
    {"evaluation", "by evaluation", "Evals", "evaluations of loss or gradient", by_evaluation},
    {"time", "by time", "Time", "µs, measured", by_time},
};
static_assert(is_sound_table(std::span<const AbscissaRow>(abscissas)));

constexpr std::string_view rate_map = "rate_map";

const AbscissaRow& abscissa_of(const LandscapeState& landscape) {
    const AbscissaRow* row = find_row(std::span<const AbscissaRow>(abscissas), landscape.loss_view);
    return row != nullptr ? *row : abscissas[0];
}

/// More points than pixels are of no use: every n-th step, and the last one. Losses count from the surface's floor.
Series series_of(const RaceResult& race, const RacerView& view, const AbscissaRow& abscissa) {
    Series series{view.racer->name, view.colour, false, {}, {}};
    const double floor = floor_of(*race.surface);
    const std::size_t count = view.steps.size(), stride = std::max<std::size_t>(1, count / 2000);
    for (std::size_t step = 0; step < count; step += stride) {
        const std::size_t shown = step + stride < count ? step : count - 1;
        series.x.push_back(abscissa.place(race, view, shown));
        series.y.push_back(view.steps[shown].loss - floor);
    }
    return series;
}

/// A logarithm needs losses above 0; a saddle goes below.
bool all_positive(const std::vector<Series>& all) {
    return std::all_of(all.begin(), all.end(), [](const Series& series) {
        return std::all_of(series.y.begin(), series.y.end(), [](double loss) { return loss >= 0; });
    });
}

bool has_below(const std::vector<Series>& all, double limit) {
    return std::ranges::any_of(all, [&](const Series& series) {
        return std::ranges::any_of(series.y, [&](double loss) { return loss < limit; });
    });
}

/// What lies so far above or below all starts is cut off, as it would press the rest into a line: of a racer that
/// diverges, and of one that is at the minimum but for roundings.
void cut_off(const std::vector<Series>& all, PlotLook& look) {
    constexpr double most_growth = 1e3, most_fall = 1e-18;
    double start = 0, least = 0, most = 0;
    for (const Series& series : all) {
        start = std::max(start, std::abs(series.y.front()));
        const auto [low, high] = std::minmax_element(series.y.begin(), series.y.end());
        least = std::min(least, *low);
        most = std::max(most, *high);
    }
    const double end = most_growth * start;
    if (start > 0 && most > end) look.y_most = end;
    if (start > 0 && least < -end) look.y_least = -end;
    if (look.logarithmic && has_below(all, most_fall * start)) look.y_least = most_fall * start;
}

void draw_header(LandscapeState& landscape, bool can_be_logarithmic) {
    const bool is_narrow = ImGui::GetContentRegionAvail().x < px(440);
    std::vector<std::string_view> labels, ids;
    for (const AbscissaRow& row : abscissas)
        labels.push_back(is_narrow ? row.short_label : row.label), ids.push_back(row.id);
    labels.push_back(is_narrow ? "Rates" : "Rate map"), ids.push_back(rate_map);
    int chosen = static_cast<int>(std::ranges::find(ids, landscape.loss_view) - ids.begin());
    if (tabs("view", labels, chosen)) landscape.loss_view = ids[static_cast<std::size_t>(chosen)];
    const ImVec2 line = ImGui::GetItemRectMin();
    if (landscape.loss_view != rate_map && can_be_logarithmic) scale_button(landscape.logarithmic_loss);
    ImGui::SetCursorScreenPos(line);
    ImGui::Dummy({1, px(20)});
    card_note();
}

}  // namespace

void draw_race_loss_panel(PanelContext& context) {
    LandscapeState& landscape = context.state.landscape;
    const AbscissaRow& abscissa = abscissa_of(landscape);
    std::vector<Series> all;
    for (const RacerView& view : visible_racers(context))
        all.push_back(series_of(*context.snapshot.race, view, abscissa));
    const bool can_be_logarithmic = all_positive(all);
    draw_header(landscape, can_be_logarithmic);
    if (landscape.loss_view == rate_map) return draw_rate_map(context);
    const bool above_floor = context.snapshot.race && floor_of(*context.snapshot.race->surface) != 0;
    PlotLook look{.x_label = std::string(abscissa.unit),
                  .y_label = above_floor ? "f − min f" : "f(x, y)",
                  .logarithmic = landscape.logarithmic_loss && can_be_logarithmic};
    cut_off(all, look);
    plot_view("plot", all, look, ImGui::GetContentRegionAvail());
}

}  // namespace ravine
