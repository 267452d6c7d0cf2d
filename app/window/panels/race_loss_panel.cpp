#include "app/window/panels/race_loss_panel.hpp"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "app/window/landscape/race_losses.hpp"
#include "app/window/landscape/rate_map_view.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/panels.hpp"
#include "app/window/widgets/card.hpp"
#include "app/window/widgets/plot_view.hpp"
#include "app/window/widgets/scale_button.hpp"
#include "app/window/widgets/segmented.hpp"

namespace ravine {
namespace {

constexpr std::string_view rate_map = "rate_map";

void draw_header(LandscapeState& landscape, bool can_be_logarithmic) {
    const bool is_narrow = ImGui::GetContentRegionAvail().x < px(440);
    std::vector<std::string_view> labels, ids;
    for (const AbscissaRow& row : abscissas())
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
    constexpr std::size_t most_points = 2000;  // more than pixels are of no use
    LandscapeState& landscape = context.state.landscape;
    const RaceLosses losses = race_losses(context, visible_racers(context), most_points);
    draw_header(landscape, losses.can_be_logarithmic);
    if (landscape.loss_view == rate_map) return draw_rate_map(context);
    std::vector<Series> all;
    for (const RacerLosses& racer : losses.racers)
        all.push_back({racer.view.racer->name, racer.view.colour, false, racer.x, racer.y, racer.losses});
    const PlotLook look{.x_label = std::string(abscissa_of(landscape).unit),
                        .y_label = losses.above_floor ? losses.name : "",
                        .logarithmic = landscape.logarithmic_loss && losses.can_be_logarithmic,
                        .y_least = losses.y_least,
                        .y_most = losses.y_most};
    plot_view("plot", all, look, ImGui::GetContentRegionAvail());
}

}  // namespace ravine
