#include "app/window/panels/race_loss_panel.hpp"

#include <algorithm>
#include <cmath>

#include "app/window/landscape/race_view.hpp"
#include "app/window/landscape/rate_map_view.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/panels.hpp"
#include "app/window/widgets/card.hpp"
#include "app/window/widgets/plot_view.hpp"
#include "app/window/widgets/scale_button.hpp"
#include "app/window/widgets/segmented.hpp"

namespace ravine {
namespace {

/// More points than pixels are of no use: every n-th step, and the last one.
Series series_of(const RacerView& view) {
    Series series{view.racer->name, view.colour, false, {}, {}};
    const std::size_t count = view.steps.size(), stride = std::max<std::size_t>(1, count / 2000);
    for (std::size_t step = 0; step < count; step += stride) {
        const std::size_t shown = step + stride < count ? step : count - 1;
        series.x.push_back(static_cast<double>(shown));
        series.y.push_back(view.steps[shown].loss);
    }
    return series;
}

/// A logarithm needs losses above 0; a saddle goes below.
bool all_positive(const std::vector<Series>& all) {
    return std::all_of(all.begin(), all.end(), [](const Series& series) {
        return std::all_of(series.y.begin(), series.y.end(), [](double loss) { return loss >= 0; });
    });
}

/// Of a racer that diverges, what lies so far above or below all starts is cut off: it would press the rest into a
/// line.
void cut_off(const std::vector<Series>& all, PlotLook& look) {
    constexpr double most_growth = 1e3;
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
}

void draw_header(LandscapeState& landscape, bool can_be_logarithmic) {
    constexpr std::string_view labels[] = {"Loss by step", "Rate map"};
    int chosen = landscape.shows_rate_map ? 1 : 0;
    if (tabs("view", labels, chosen)) landscape.shows_rate_map = chosen == 1;
    const ImVec2 line = ImGui::GetItemRectMin();
    if (!landscape.shows_rate_map && can_be_logarithmic) scale_button(landscape.logarithmic_loss);
    ImGui::SetCursorScreenPos(line);
    ImGui::Dummy({1, px(20)});
    card_note();
}

}  // namespace

void draw_race_loss_panel(PanelContext& context) {
    LandscapeState& landscape = context.state.landscape;
    std::vector<Series> all;
    for (const RacerView& view : visible_racers(context)) all.push_back(series_of(view));
    const bool can_be_logarithmic = all_positive(all);
    draw_header(landscape, can_be_logarithmic);
    if (landscape.shows_rate_map) return draw_rate_map(context);
    PlotLook look{
        .x_label = "step", .y_label = "f(x, y)", .logarithmic = landscape.logarithmic_loss && can_be_logarithmic};
    cut_off(all, look);
    plot_view("plot", all, look, ImGui::GetContentRegionAvail());
}

}  // namespace ravine
