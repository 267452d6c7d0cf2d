#include "app/window/panels/numbers_panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "app/window/landscape/overlays.hpp"
#include "app/window/landscape/race_view.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/look/icons.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/panels.hpp"
#include "app/window/widgets/buttons.hpp"
#include "app/window/widgets/card.hpp"
#include "app/window/widgets/text.hpp"
#include "engine/core/table.hpp"
#include "engine/landscape/symmetric_2x2.hpp"
#include "engine/optimize/step_lines.hpp"

namespace ravine {
namespace {

struct NumberLine {
    std::string formula, value;
    std::string overlay;  ///< that shows what the line computes; may be empty
};

/// As wide whatever the sign.
std::string number_words(double value) {
    const double size = std::abs(value);
    if (value == 0) return " 0";
    if (size >= 1e-3 && size < 1e4) return fmt::format("{: .4f}", value);
    return fmt::format("{: .2e}", value);
}

std::string pair_words(double x, double y) { return fmt::format("({}, {})", number_words(x), number_words(y)); }

/// The overlay that belongs to a line which sets this name.
std::string overlay_of(const OptimizerRow& row, const std::string& target) {
    if (target == "θ") return "ghost";
    for (const StateVector& vector : row.state)
        if (vector.name == target && vector.role != StateRole::other)
            return vector.role == StateRole::direction ? "momentum" : "squares";
    return "";
}

NumberLine gradient_line(const RaceStep& now, bool with_noise) {
    return {with_noise ? "g = ∇f(θ) + noise" : "g = ∇f(θ)", pair_words(now.gradient_x, now.gradient_y), "gradient"};
}

/// The difference that the step makes.
NumberLine difference_line(const RaceStep& now, const RaceStep& next) {
    return {"Δθ", pair_words(next.x - now.x, next.y - now.y), "ghost"};
}

std::vector<NumberLine> first_order_lines(const OptimizerRow& row, const RacerView& view) {
    const RaceStep& now = view.now();
    const std::array<double, 2> place{now.x, now.y}, gradient{now.gradient_x, now.gradient_y};
    std::vector<NumberLine> lines;
    for (const StepLine& line :
         step_lines(row, {view.racer->optimizer.values, view.step() + 1, place, gradient, view.state()}))
        lines.push_back({line.with_numbers, pair_words(line.values[0], line.values[1]), overlay_of(row, line.target)});
    return lines;
}

/// What a second-order rule asks for; its own lines say what it does with it.
std::vector<NumberLine> second_order_lines(const Surface& surface, const RaceStep& now) {
    const std::array<double, 3> h = surface.hessian(now.x, now.y);
    const Eigenvalues curvature = eigenvalues(h);
    return {{"H, first row", pair_words(h[0], h[1]), ""},
            {"H, second row", pair_words(h[1], h[2]), ""},
            {"eigenvalues of H", pair_words(curvature.least, curvature.most), ""}};
}

std::vector<NumberLine> lines_of(const PanelContext& context, const OptimizerRow& row, const RacerView& view) {
    const bool with_noise = context.state.landscape.race.gradient_noise > 0;
    std::vector<NumberLine> lines{gradient_line(view.now(), with_noise)};
    const std::vector<NumberLine> own = row.asks_objective()
                                            ? second_order_lines(*context.snapshot.race->surface, view.now())
                                            : first_order_lines(row, view);
    lines.insert(lines.end(), own.begin(), own.end());
    if (view.steps.size() < view.path->steps.size())
        lines.push_back(difference_line(view.now(), view.path->steps[view.steps.size()]));
    return lines;
}

/// Formula left, value right; in two rows where they do not fit into one.
void draw_number_line(const NumberLine& line, bool is_last, bool is_lit) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const std::string value = "= " + line.value;
    const auto fits_in = [&](ImFont* face) {
        return text_size(line.formula, face).x + text_size(value, face).x + px(10) <= width;
    };
    ImFont* font = fits_in(fonts().mono) ? fonts().mono : fonts().mono_small;
    const bool fits = fits_in(font);
    const ImVec2 formula_size = text_size(line.formula, font), value_size = text_size(value, font);
    const float row = std::round(formula_size.y + px(4)), height = fits ? row : 2 * row;
    if (is_lit)
        draw.AddRectFilled({corner.x - px(6), corner.y - px(2)}, {corner.x + width + px(4), corner.y + height - px(2)},
                           theme().hovered, px(4));
    const ImU32 ink = is_lit || is_last ? theme().text : theme().muted;
    draw_text(draw, corner, fitted(line.formula, font, width), font, ink);
    draw_text(draw, {corner.x + std::max(0.f, width - value_size.x), fits ? corner.y : corner.y + row}, value, font,
              is_last ? theme().good : ink);
    ImGui::Dummy({width, height});
}

/// Walks through the lines one after another; after the last the step is taken.
void walk_on(LandscapeState& landscape, const std::vector<NumberLine>& lines) {
    landscape.is_racing = false;
    const int next = landscape.lit_line.value_or(-1) + 1;
    if (next < static_cast<int>(lines.size())) {
        landscape.lit_line = next;
        return;
    }
    landscape.lit_line = 0;
    go_to_step(landscape, std::floor(landscape.steps) + 1);
}

void draw_walk_buttons(LandscapeState& landscape, const std::vector<NumberLine>& lines) {
    if (button("line", "next line",
               {.icon = icons::step, .tooltip = "Walks through the lines, each with its arrow; then takes the step"}))
        walk_on(landscape, lines);
    if (!landscape.lit_line) return;
    ImGui::SameLine(0, px(6));
    if (button("all_lines", "all lines", {.kind = ButtonKind::quiet})) landscape.lit_line.reset();
}

}  // namespace

void draw_numbers_panel(PanelContext& context) {
    LandscapeState& landscape = context.state.landscape;
    const std::optional<RacerView> view = selected_racer(context);
    const OptimizerRow* row = view ? find_row(optimizers(), view->racer->optimizer.id) : nullptr;
    const bool is_raced =
        row != nullptr && context.snapshot.race->specification.racers[view->index].optimizer.id == row->id;
    if (!is_raced) return card_header("In numbers");
    card_header(fmt::format("{}, step {} in numbers", view->racer->name, view->step() + 1));
    const std::vector<NumberLine> lines = lines_of(context, *row, *view);
    if (landscape.is_racing) landscape.lit_line.reset();
    const int lit = landscape.lit_line.value_or(-1);
    if (row->asks_objective())
        text_item(row->formula_for(view->racer->optimizer.values), fonts().mono_small, theme().muted);
    for (std::size_t i = 0; i < lines.size(); ++i)
        draw_number_line(lines[i], i + 1 == lines.size(), lit == static_cast<int>(i));
    landscape.lit_overlay =
        lit >= 0 && lit < static_cast<int>(lines.size()) ? lines[static_cast<std::size_t>(lit)].overlay : "";
    draw_walk_buttons(landscape, lines);
    section("On the map");
    draw_overlay_switches(context);
}

}  // namespace ravine
