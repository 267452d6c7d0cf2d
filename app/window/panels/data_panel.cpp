#include "app/window/panels/data_panel.hpp"

#include <fmt/format.h>

#include <cmath>
#include <vector>

#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/playground/brush_row.hpp"
#include "app/window/playground/generator_thumbnails.hpp"
#include "app/window/playground/input_rows.hpp"
#include "app/window/state/drawing.hpp"
#include "app/window/widgets/buttons.hpp"
#include "app/window/widgets/card.hpp"
#include "app/window/widgets/segmented.hpp"
#include "app/window/widgets/setting_slider.hpp"
#include "app/window/widgets/text.hpp"
#include "engine/core/table.hpp"
#include "engine/data/features.hpp"
#include "engine/data/generators.hpp"
#include "engine/network/losses.hpp"

namespace ravine {
namespace {

/// Takes another task: its first generator and its usual features. Between classes and numbers the loss is the usual
/// one, too: what fits both says another thing of each. settle() sees to the number of classes.
void choose_task(Scenario& scenario, Task task) {
    if (task == Task::classify || scenario.task == Task::classify)
        scenario.loss = standard_selection(*find_row(losses(), standard_loss(task, 2)));
    scenario.task = task;
    scenario.features = standard_features(task);
    for (const GeneratorRow& row : generators())
        if (row.task == task) return choose_generator(scenario, row.id);
}

void draw_tasks(Scenario& scenario) {
    std::vector<std::string_view> labels;
    int chosen = 0;
    for (std::size_t i = 0; i < tasks().size(); ++i) {
        labels.push_back(tasks()[i].label);
        if (tasks()[i].task == scenario.task) chosen = static_cast<int>(i);
    }
    if (segmented("task", labels, chosen)) choose_task(scenario, tasks()[static_cast<std::size_t>(chosen)].task);
}

/// At the right of the header's line.
void draw_undo(WindowState& state, ImVec2 header) {
    const float edge = std::round(px(20)), right = header.x + ImGui::GetContentRegionAvail().x;
    const ImVec2 below = ImGui::GetCursorScreenPos();
    ImGui::SetCursorScreenPos({right - 2 * edge - px(4), header.y});
    if (icon_button("undo", icons::undo, "Undo (Ctrl+Z)", state.undo.can_undo(), edge)) state.undo.undo(state.scenario);
    ImGui::SameLine(0, px(4));
    if (icon_button("redo", icons::redo, "Redo (Ctrl+Shift+Z)", state.undo.can_redo(), edge))
        state.undo.redo(state.scenario);
    ImGui::SetCursorScreenPos(below);
}

void draw_generated(GeneratorSource& source) {
    selection_sliders(generators(), source.generator);
    setting_slider(points_setting, source.points, {.least = 20, .most = 2000});
    setting_slider(noise_setting, source.noise, {.least = 0, .most = 0.5});
}

/// Of points that no generator makes: where they come from, and how many there are.
void draw_origin(const Scenario& scenario, const Snapshot& snapshot) {
    const auto* drawn = std::get_if<PointsSource>(&scenario.data.source);
    const auto* file = std::get_if<CsvSource>(&scenario.data.source);
    const std::size_t loaded = snapshot.model.data ? snapshot.model.data->points.size() : 0;
    text_item(file != nullptr ? fitted(file->path, fonts().text, px(170)) : "Your own points", fonts().text,
              theme().text);
    text_at_right(grouped(drawn != nullptr ? drawn->points.size() : loaded), fonts().mono, theme().text);
}

/// Other points of the same kind, or another split of these.
void draw_buttons(Scenario& scenario) {
    auto* generated = std::get_if<GeneratorSource>(&scenario.data.source);
    const float half = 0.5f * (ImGui::GetContentRegionAvail().x - px(8));
    if (generated != nullptr) {
        if (button("resample", "Resample",
                   {.icon = icons::reset, .width = half, .tooltip = "Other points of the same kind: the next seed"}))
            ++generated->seed;
    } else if (button("resplit", "Split anew",
                      {.icon = icons::reset,
                       .width = half,
                       .enabled = scenario.data.validation > 0,
                       .tooltip = "Other points validate: the next seed"})) {
        ++scenario.data.split_seed;
    }
    ImGui::SameLine(0, px(8));
    if (button("clear", "Clear",
               {.icon = icons::close,
                .width = half,
                .enabled = !waits_for_points(scenario),
                .tooltip = "An empty plane to draw on; undo brings the points back"}))
        clear_points(scenario);
}

}  // namespace

void draw_data_panel(PanelContext& context) {
    Scenario& scenario = context.state.scenario;
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {px(8), px(2)});  // many rows, little room
    const ImVec2 header = ImGui::GetCursorScreenPos();
    card_header("Data");
    draw_undo(context.state, header);
    draw_tasks(scenario);
    draw_generator_thumbnails(context);
    draw_brush_row(context);
    if (auto* generated = std::get_if<GeneratorSource>(&scenario.data.source))
        draw_generated(*generated);
    else
        draw_origin(scenario, context.snapshot);
    setting_slider(validation_setting, scenario.data.validation, {.least = 0, .most = 0.9, .as_percent = true});
    draw_input_rows(context.state.playground, scenario);
    draw_buttons(scenario);
    ImGui::PopStyleVar();
}

}  // namespace ravine
