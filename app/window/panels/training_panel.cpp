#include "app/window/panels/training_panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/playground/descent_rows.hpp"
#include "app/window/playground/loss_curves.hpp"
#include "app/window/playground/member_row.hpp"
#include "app/window/playground/rate_test_view.hpp"
#include "app/window/playground/regularizer_rows.hpp"
#include "app/window/playground/update_words.hpp"
#include "app/window/state/drawing.hpp"
#include "app/window/widgets/buttons.hpp"
#include "app/window/widgets/card.hpp"
#include "app/window/widgets/fold.hpp"
#include "app/window/widgets/optimizer_combo.hpp"
#include "app/window/widgets/row_combo.hpp"
#include "app/window/widgets/segmented.hpp"
#include "app/window/widgets/setting_slider.hpp"
#include "app/window/widgets/text.hpp"
#include "engine/core/table.hpp"
#include "engine/network/losses.hpp"
#include "engine/optimize/optimizers.hpp"
#include "engine/optimize/schedules.hpp"

namespace ravine {
namespace {

/// Losses that do not fit task and classes stay in the list, with the reason.
void draw_losses(PanelContext& context) {
    Scenario& scenario = context.state.scenario;
    const int loaded = context.snapshot.model.data ? context.snapshot.model.data->classes : 0;
    const int classes = known_classes(scenario).value_or(loaded);
    std::vector<std::string> reasons(losses().size());
    std::vector<Choice> choices;
    for (std::size_t i = 0; i < losses().size(); ++i) {
        const LossRow& row = losses()[i];
        Choice choice = choice_of(row);
        choice.enabled = row.fits(scenario.task, classes);
        reasons[i] = fmt::format("For {}; these data have another shape.", row.fits_help);
        choice.why_not = reasons[i];
        if (row.curves.exist())
            choice.picture = [&row, &chosen = scenario.loss] {
                draw_loss_curves(row, row.id == chosen.id ? chosen.values : standard_values(row.settings));
            };
        choices.push_back(choice);
    }
    const int picked = choice_combo("loss", "Loss", choices, index_of_row(losses(), scenario.loss.id));
    if (picked >= 0) scenario.loss = standard_selection(losses()[static_cast<std::size_t>(picked)]);
    selection_sliders(losses(), scenario.loss);
}

/// A rule that is on or off; its slider is there while it is on.
template <class Number>
void draw_rule(const char* id, std::string_view label, const Setting& setting, std::optional<Number>& rule,
               const SliderLook& look) {
    bool on = rule.has_value();
    if (toggle(id, label, on)) rule = on ? std::optional(static_cast<Number>(setting.standard)) : std::nullopt;
    explain_item({label, setting.help});
    if (rule) setting_slider(setting, *rule, look);
}

std::string stop_words(const StopRule& stop) {
    std::vector<std::string> words;
    if (stop.epochs) words.push_back(fmt::format("epoch {}", grouped(static_cast<unsigned long long>(*stop.epochs))));
    if (stop.target_loss) words.push_back(fmt::format("loss {}", *stop.target_loss));
    return words.empty() ? "never" : fmt::format("{}", fmt::join(words, " · "));
}

void draw_stop_rules(PlaygroundState& playground, StopRule& stop) {
    if (!fold("stop_rules", "Stop", stop_words(stop), playground.shows_stop_rules)) return;
    draw_rule("stop_epochs", "After so many epochs", epochs_setting, stop.epochs, {.least = 1, .most = 2000});
    draw_rule("stop_target_loss", "At a training loss", target_loss_setting, stop.target_loss, {.least = 0, .most = 1});
}

/// "as usual", or how many of the details are not: what is folded away must not be overlooked.
std::string formulation_words(const OptimizerRow& row, const Selection& optimizer) {
    int changed = 0;
    for (std::size_t i = 0; i < row.settings.size(); ++i)
        if (row.settings[i].is_detail && optimizer.values[i] != row.settings[i].standard) ++changed;
    return changed == 0 ? "as usual" : fmt::format("{} changed", changed);
}

/// Second-order steps are as good as their picture of the loss.
void draw_batch_advice(PanelContext& context, const OptimizerRow& row) {
    Scenario& scenario = context.state.scenario;
    const Dataset* data = context.snapshot.model.data.get();
    const std::size_t points = data ? data->count(Split::train) : 0;
    if (!row.asks_objective() || samples_per_step(scenario, points) >= points) return;
    if (button("whole_batch", fmt::format("Take all {} points as one batch", points),
               {.kind = ButtonKind::link,
                .tooltip = "Made for whole batches: what a step learns of the loss holds for its own batch alone."}))
        scenario.batch_size = full_batch;
}

void draw_optimizer(PanelContext& context) {
    PlaygroundState& playground = context.state.playground;
    Selection& optimizer = context.state.scenario.optimizer;
    const auto is_rate = [](const Setting& setting) { return setting.key == "learning_rate"; };
    const Network<float>* network = context.snapshot.model.network.get();
    optimizer_combo(optimizer, network ? network->parameter_count() : 0);
    const OptimizerRow* row = find_row(optimizers(), optimizer.id);
    if (row != nullptr) draw_batch_advice(context, *row);
    selection_sliders(optimizers(), optimizer, is_rate);
    draw_rate_test(context);
    selection_sliders(optimizers(), optimizer,
                      [&](const Setting& setting) { return !setting.is_detail && !is_rate(setting); });
    if (row == nullptr || std::ranges::none_of(row->settings, &Setting::is_detail)) return;
    if (fold("optimizer_details", "Formulation", formulation_words(*row, optimizer), playground.shows_formulation))
        selection_sliders(optimizers(), optimizer, [](const Setting& setting) { return setting.is_detail; });
}

void draw_update_line(const UpdateLine& line) {
    text_item(line.before, fonts().mono_small, theme().muted);
    if (line.rate.empty()) return;
    ImGui::SameLine(0, 0);
    text_item(line.rate, fonts().mono_small, theme().accent);
    ImGui::SameLine(0, 0);
    text_item(line.after, fonts().mono_small, theme().muted);
}

/// Corrections for the start are left out where they, and so many rows below, would not fit.
void draw_update_lines(const Snapshot& snapshot, int rows_below) {
    const std::vector<UpdateLine> lines = update_lines(snapshot.model.scenario->optimizer, snapshot.learning_rate,
                                                       std::max<std::uint64_t>(1, snapshot.model.step));
    const float row = text_size("θ", fonts().mono_small).y + px(2);
    const auto rows = static_cast<float>(static_cast<int>(lines.size()) + rows_below);
    const bool has_room = rows * row <= ImGui::GetContentRegionAvail().y;
    for (const UpdateLine& line : lines)
        if (has_room || !line.is_correction) draw_update_line(line);
}

/// From what the worker trained with, which may be a moment older than the sliders.
void draw_last_update(const Snapshot& snapshot, bool has_points) {
    section("What the optimizer just did");
    if (!snapshot.model.scenario) return;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, px(2)});
    const std::string member = member_words(snapshot);
    const bool has_penalty = snapshot.penalty > 0 && has_points;
    draw_update_lines(snapshot, 1 + !member.empty() + has_penalty);
    if (!member.empty()) text_item("in " + member, fonts().mono_small, theme().muted);
    if (snapshot.model.step > 0 && has_points)
        text_item(
            fmt::format("‖g‖ {}  ‖Δθ‖ {}", short_number(snapshot.gradient_norm), short_number(snapshot.update_norm)),
            fonts().mono_small, theme().text);
    else
        text_item(has_points ? "no step yet" : "no step without points", fonts().mono_small, theme().text);
    if (has_penalty)
        text_item(
            fmt::format("loss {} + penalty {}", short_number(snapshot.train.loss), short_number(snapshot.penalty)),
            fonts().mono_small, theme().text);
    ImGui::PopStyleVar();
}

}  // namespace

void draw_training_panel(PanelContext& context) {
    Scenario& scenario = context.state.scenario;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {px(8), px(1)});  // many rows, little room
    card_header("Training");
    draw_optimizer(context);
    selection_combo("schedule", "Schedule", schedules(), scenario.schedule);
    selection_sliders(schedules(), scenario.schedule);
    draw_descent_rows(scenario);
    draw_losses(context);
    draw_regularizers(context.state.playground, scenario);
    draw_stop_rules(context.state.playground, scenario.stop);
    draw_last_update(context.snapshot, !waits_for_points(scenario));
    ImGui::PopStyleVar();
}

}  // namespace ravine
