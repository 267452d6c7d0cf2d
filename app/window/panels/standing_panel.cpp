#include "app/window/panels/standing_panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

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

std::optional<std::size_t> steps_to_goal(const RacerPath& path) {
    const auto first =
        std::find_if(path.steps.begin(), path.steps.end(), [](const RaceStep& step) { return step.loss <= goal; });
    if (first == path.steps.end()) return std::nullopt;
    return static_cast<std::size_t>(first - path.steps.begin());
}

/// A diverged racer is last, whatever its last finite loss was.
double rank(const RacerPath& path) {
    return path.diverged_at ? std::numeric_limits<double>::infinity() : path.steps.back().loss;
}

std::vector<std::size_t> best_first(const RaceResult& race, std::size_t count) {
    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return rank(race.paths[a]) < rank(race.paths[b]); });
    return order;
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

std::array<std::string, 3> cells_of(const RacerPath& path) {
    const RaceStep& last = path.steps.back();
    if (path.diverged_at) return {fmt::format("diverged at step {}", *path.diverged_at), "", ""};
    const std::optional<std::size_t> steps = steps_to_goal(path);
    return {short_number(last.loss), short_number(std::hypot(last.gradient_x, last.gradient_y)),
            steps ? grouped(*steps) : "–"};
}

void draw_line_of(const Racer& racer, const RacerPath& path, int index) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    draw.AddCircleFilled({corner.x + px(5), corner.y + px(9)}, px(5), class_colour(index));
    draw_text(draw, {corner.x + px(17), corner.y}, fitted(racer.name, fonts().text, columns()[1] - px(22)),
              fonts().text, theme().text);
    draw_cells(cells_of(path), fonts().mono, path.diverged_at ? theme().bad : theme().text, corner);
    ImGui::Dummy({1, px(21)});
}

void draw_numbers(const Racer& racer, const RacerPath& path) {
    const OptimizerRow* row = find_row(optimizers(), racer.optimizer.id);
    if (row == nullptr || path.steps.empty()) return;
    section(fmt::format("{}, step {} in numbers", racer.name, path.steps.size() - 1));
    text_item(row->formula, fonts().mono_small, theme().muted);
    ImGui::Dummy({1, px(2)});
    const RaceStep& last = path.steps.back();
    const RaceStep& before = path.steps[path.steps.size() >= 2 ? path.steps.size() - 2 : 0];
    const auto line = [](std::string_view symbol, double x, double y) {
        text_item(fmt::format("{:<4}= ({: .4f}, {: .4f})", symbol, x, y), fonts().mono, theme().text);
    };
    line("θ", last.x, last.y);
    line("g", last.gradient_x, last.gradient_y);
    line("Δθ", last.x - before.x, last.y - before.y);
}

}  // namespace

void draw_standing_panel(PanelContext& context) {
    const LandscapeState& landscape = context.state.landscape;
    const auto& race = context.snapshot.race;
    card_header("Standing", race ? fmt::format("after {} steps", grouped(race->steps)) : "");
    if (!race) return;
    const std::size_t count = std::min(race->paths.size(), landscape.race.racers.size());
    draw_head();
    for (const std::size_t index : best_first(*race, count))
        draw_line_of(landscape.race.racers[index], race->paths[index], static_cast<int>(index));
    const auto selected = static_cast<std::size_t>(std::max(0, landscape.selected_racer));
    if (selected < count) draw_numbers(landscape.race.racers[selected], race->paths[selected]);
}

}  // namespace ravine
