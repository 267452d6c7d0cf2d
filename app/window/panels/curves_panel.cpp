#include "app/window/panels/curves_panel.hpp"

#include <fmt/format.h>

#include <cmath>
#include <limits>

#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/state/drawing.hpp"
#include "app/window/widgets/card.hpp"
#include "app/window/widgets/notice.hpp"
#include "app/window/widgets/plot_view.hpp"
#include "app/window/widgets/scale_button.hpp"
#include "app/window/widgets/segmented.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {
namespace {

/// A split's loss or accuracy by epoch.
Series series_of(const std::vector<HistoryRow>& history, Metrics HistoryRow::*split, double Metrics::*metric,
                 const char* label, ImU32 colour, bool dashed) {
    Series series{label, colour, dashed, {}, {}};
    series.x.reserve(history.size());
    series.y.reserve(history.size());
    for (const HistoryRow& row : history) {
        series.x.push_back(static_cast<double>(row.epoch));
        series.y.push_back(row.*split.*metric);
    }
    return series;
}

const HistoryRow* best_validation(const std::vector<HistoryRow>& history) {
    const HistoryRow* best = nullptr;
    for (const HistoryRow& row : history)
        if (std::isfinite(row.validation.loss) && (best == nullptr || row.validation.loss < best->validation.loss))
            best = &row;
    return best;
}

std::string accuracy_text(double share) { return percent(share); }

PlotLook plot_look(const PlaygroundState& playground, const std::vector<HistoryRow>& history) {
    PlotLook look{.x_label = "epoch", .logarithmic = playground.logarithmic_loss};
    if (playground.shows_accuracy) {
        look.logarithmic = false;
        look.y_most = 1;
        look.format_y = accuracy_text;
        return look;
    }
    const HistoryRow* best = best_validation(history);
    if (best != nullptr && history.size() > 2)
        look.markers.push_back(
            {static_cast<double>(best->epoch), fmt::format("best validation · epoch {}", grouped(best->epoch))});
    return look;
}

/// The curves of an ensemble are its mean prediction's, whichever member one looks at: said beside the tabs.
void draw_source(const Snapshot& snapshot) {
    if (snapshot.members.empty()) return;
    const ImVec2 least = ImGui::GetItemRectMin(), most = ImGui::GetItemRectMax();
    const std::string words = fmt::format("mean of {} networks", snapshot.members.size());
    const float top = 0.5f * (least.y + most.y - text_size(words, fonts().small).y);
    draw_text(*ImGui::GetWindowDrawList(), {most.x + px(20), std::round(top)}, words, fonts().small,
              mixed(theme().muted, theme().text, 0.45f));
}

void draw_header(PanelContext& context, bool has_accuracy) {
    PlaygroundState& playground = context.state.playground;
    constexpr std::string_view labels[] = {"Loss", "Accuracy"};
    int chosen = playground.shows_accuracy ? 1 : 0;
    if (tabs("curve", std::span(labels).first(has_accuracy ? 2 : 1), chosen)) playground.shows_accuracy = chosen == 1;
    draw_source(context.snapshot);
    const ImVec2 line = ImGui::GetItemRectMin();
    if (!playground.shows_accuracy) scale_button(playground.logarithmic_loss);
    ImGui::SetCursorScreenPos(line);
    ImGui::Dummy({1, px(20)});
    card_note();
}

}  // namespace

void draw_curves_panel(PanelContext& context) {
    static const std::vector<HistoryRow> none;
    const std::vector<HistoryRow>& history = context.snapshot.history ? *context.snapshot.history : none;
    const bool has_accuracy = context.state.scenario.task == Task::classify;
    if (!has_accuracy) context.state.playground.shows_accuracy = false;
    draw_header(context, has_accuracy);
    if (waits_for_points(context.state.scenario))
        return notice("Nothing is trained without points. The curves appear when there are some.");
    const auto metric = context.state.playground.shows_accuracy ? &Metrics::accuracy : &Metrics::loss;
    const Series series[] = {
        series_of(history, &HistoryRow::train, metric, "train", theme().train, false),
        series_of(history, &HistoryRow::validation, metric, "validation", theme().validation, true)};
    plot_view("plot", series, plot_look(context.state.playground, history), ImGui::GetContentRegionAvail());
}

}  // namespace ravine
