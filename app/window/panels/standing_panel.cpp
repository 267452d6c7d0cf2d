#include "app/window/panels/standing_panel.hpp"

#include <fmt/format.h>

#include <array>
#include <string>

#include "app/window/controls.hpp"
#include "app/window/landscape/standing_rows.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/panels.hpp"
#include "app/window/widgets/card.hpp"
#include "app/window/widgets/setting_slider.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {
namespace {

using Cells = std::array<std::string, 5>;

/// Left edges of the columns as shares of the card's width; the name comes before them.
constexpr std::array<float, 5> lefts = {0.28f, 0.44f, 0.6f, 0.76f, 0.895f};

void draw_cells(const Cells& cells, ImFont* font, ImU32 colour, ImVec2 corner, float width) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    for (std::size_t i = 0; i < cells.size(); ++i)
        draw_text(draw, {corner.x + lefts[i] * width, corner.y}, cells[i], font, colour);
}

void draw_head(const PanelContext& context) {
    const float width = ImGui::GetContentRegionAvail().x;
    draw_cells({"loss", "‖∇f‖", "to min.", "steps", "asked"}, fonts().small, theme().muted, ImGui::GetCursorScreenPos(),
               width);
    ImGui::InvisibleButton("head", {width, px(18)});
    const std::string goal = short_number(context.state.landscape.goal);
    const std::string help = fmt::format(
        "Loss, norm of the gradient and distance to the nearest minimum now; steps, and how often the "
        "surface was asked for loss or gradient, until the loss was at most {} above its floor.",
        goal);
    explain_item({"Standing", help, "", ""});
}

std::string count_words(const std::optional<std::uint64_t>& count) { return count ? grouped(*count) : "–"; }

ImU32 verdict_colour(const Verdict& verdict) {
    if (verdict.id() == "diverged" || verdict.id() == "undefined") return theme().bad;
    return verdict.id() == "converged" ? theme().good : theme().muted;
}

/// Numbers in one line, the verdict in words below. A click selects the racer.
void draw_row(PanelContext& context, const StandingRow& row) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const std::string name = fmt::format("standing{}", row.view.index);
    if (ImGui::InvisibleButton(name.c_str(), {width, px(34)}))
        context.state.landscape.selected_racer = static_cast<int>(row.view.index);
    controls().note_item(name);
    explain_item({row.verdict.kind->label, row.verdict.kind->criterion, "", ""});
    draw.AddCircleFilled({corner.x + px(5), corner.y + px(9)}, px(5), row.view.colour);
    ImFont* font = row.view.selected ? fonts().strong : fonts().text;
    draw_text(draw, {corner.x + px(17), corner.y}, fitted(row.view.racer->name, font, lefts[0] * width - px(20)), font,
              row.view.racer->visible ? theme().text : theme().muted);
    draw_cells({short_number(row.loss), short_number(row.gradient_norm),
                row.distance ? short_number(*row.distance) : "–", count_words(row.steps), count_words(row.evaluations)},
               fonts().mono_small, theme().text, {corner.x, corner.y + px(2)}, width);
    draw_text(draw, {corner.x + px(17), corner.y + px(17)}, fitted(row.verdict.words, fonts().small, width - px(17)),
              fonts().small, verdict_colour(row.verdict));
}

}  // namespace

void draw_standing_panel(PanelContext& context) {
    LandscapeState& landscape = context.state.landscape;
    card_header("Standing", fmt::format("after {} steps", grouped(static_cast<std::uint64_t>(landscape.steps))));
    const std::vector<StandingRow> rows = standing_rows(context);
    if (rows.empty()) {
        if (context.snapshot.race && !context.snapshot.race->specification.racers.empty())
            text_item("f is no number at the start", fonts().small, theme().muted);
        return;
    }
    draw_head(context);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    for (const StandingRow& row : rows) draw_row(context, row);
    ImGui::PopStyleVar();
    setting_slider(goal_setting, landscape.goal, {.least = 1e-9, .most = 1});
}

}  // namespace ravine
