#include "app/window/panels/standing_panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>
#include <span>
#include <vector>

#include "app/window/landscape/race_view.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/panels.hpp"
#include "app/window/widgets/card.hpp"
#include "app/window/widgets/text.hpp"
#include "engine/optimize/optimizers.hpp"

namespace ravine {
namespace {

/// The loss that the standing's last column counts steps to.
constexpr double goal = 1e-3;

std::optional<std::size_t> steps_to_goal(std::span<const RaceStep> steps) {
    const auto first = std::find_if(steps.begin(), steps.end(), [](const RaceStep& step) { return step.loss <= goal; });
    if (first == steps.end()) return std::nullopt;
    return static_cast<std::size_t>(first - steps.begin());
}

/// A diverged racer is last, whatever its last finite loss was.
double rank(const RacerView& view) {
    return view.diverged_at() ? std::numeric_limits<double>::infinity() : view.now().loss;
}

/// Left edges of the columns, from the card's left edge on.
std::array<float, 4> columns() {
    const float width = ImGui::GetContentRegionAvail().x;
    return {0, 0.37f * width, 0.62f * width, 0.85f * width};
}

void draw_cells(const std::array<std::string, 3>& cells, ImFont* font, ImU32 colour, ImVec2 corner) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const std::array<float, 4> lefts = columns();
    for (std::size_t i = 0; i < cells.size(); ++i)
        draw_text(draw, {corner.x + lefts[i + 1], corner.y}, cells[i], font, colour);
}

void draw_head() {
    draw_cells({"loss", "‖∇f‖", "to 1e-3"}, fonts().small, theme().muted, ImGui::GetCursorScreenPos());
    ImGui::Dummy({1, px(18)});
}

std::array<std::string, 3> cells_of(const RacerView& view) {
    const RaceStep& last = view.now();
    if (view.diverged_at()) return {fmt::format("diverged at step {}", *view.diverged_at()), "", ""};
    const std::optional<std::size_t> steps = steps_to_goal(view.steps);
    return {short_number(last.loss), short_number(std::hypot(last.gradient_x, last.gradient_y)),
            steps ? grouped(*steps) : "–"};
}

void draw_line_of(const RacerView& view) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    draw.AddCircleFilled({corner.x + px(5), corner.y + px(9)}, px(5), view.colour);
    draw_text(draw, {corner.x + px(17), corner.y}, fitted(view.racer->name, fonts().text, columns()[1] - px(22)),
              fonts().text, theme().text);
    draw_cells(cells_of(view), fonts().mono, view.diverged_at() ? theme().bad : theme().text, corner);
    ImGui::Dummy({1, px(21)});
}

void draw_numbers(const RacerView& view) {
    const OptimizerRow* row = find_row(optimizers(), view.racer->optimizer.id);
    if (row == nullptr) return;
    section(fmt::format("{}, step {} in numbers", view.racer->name, view.step()));
    text_item(row->formula, fonts().mono_small, theme().muted);
    ImGui::Dummy({1, px(2)});
    const RaceStep& last = view.now();
    const RaceStep& before = view.steps[view.step() > 0 ? view.step() - 1 : 0];
    const auto line = [](std::string_view symbol, double x, double y) {
        text_item(fmt::format("{:<4}= ({: .4f}, {: .4f})", symbol, x, y), fonts().mono, theme().text);
    };
    line("θ", last.x, last.y);
    line("g", last.gradient_x, last.gradient_y);
    line("Δθ", last.x - before.x, last.y - before.y);
}

}  // namespace

void draw_standing_panel(PanelContext& context) {
    const auto steps = static_cast<std::uint64_t>(context.state.landscape.steps);
    card_header("Standing", fmt::format("after {} steps", grouped(steps)));
    std::vector<RacerView> views = racer_views(context);
    if (views.empty()) return;
    std::ranges::stable_sort(views, {}, rank);
    draw_head();
    for (const RacerView& view : views) draw_line_of(view);
    if (const std::optional<RacerView> view = selected_racer(context)) draw_numbers(*view);
}

}  // namespace ravine
