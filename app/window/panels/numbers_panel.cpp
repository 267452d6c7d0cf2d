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
#include "app/window/widgets/card.hpp"
#include "app/window/widgets/header_switch.hpp"
#include "app/window/widgets/text.hpp"
#include "engine/core/table.hpp"
#include "engine/optimize/step_lines.hpp"

namespace ravine {
namespace {

struct NumberLine {
    std::string formula, value;  ///< "= (1, 2)"
    std::string overlay;         ///< that shows what the line computes; may be empty
};

/// As wide whatever the sign.
std::string number_words(double value) {
    const double size = std::abs(value);
    if (value == 0) return " 0";
    if (size >= 1e-3 && size < 1e4) return fmt::format("{: .4f}", value);
    return fmt::format("{: .2e}", value);
}

std::string pair_words(double x, double y) { return fmt::format("({}, {})", number_words(x), number_words(y)); }

bool is_small_whole(double value) { return std::abs(value) < 1000 && value == std::round(value); }

/// One number, a pair, or a 2 × 2 matrix row by row; then what the rule concludes from it.
std::string value_words(const StepLine& line) {
    const std::vector<double>& values = line.values;
    std::string words;
    if (values.size() == 1)
        words = is_small_whole(values[0]) ? fmt::format("{:.0f}", values[0]) : number_words(values[0]);
    if (values.size() == 2) words = pair_words(values[0], values[1]);
    if (values.size() == 4)
        words = fmt::format("({}, {}; {}, {})", number_words(values[0]), number_words(values[1]),
                            number_words(values[2]), number_words(values[3]));
    if (words.empty()) return line.note;
    return "= " + words + (line.note.empty() ? "" : "  " + line.note);
}

/// A line search may have halved many times: of its trials the first and the last are shown.
std::vector<StepLine> with_few_trials(std::vector<StepLine> lines) {
    constexpr std::ptrdiff_t at_each_end = 2;
    const auto is_trial = [](const StepLine& line) { return line.target == "L" && !line.note.empty(); };
    const auto first = std::ranges::find_if(lines, is_trial), end = std::find_if_not(first, lines.end(), is_trial);
    const std::ptrdiff_t left_out = end - first - 2 * at_each_end;
    if (left_out <= 1) return lines;
    *(first + at_each_end) = {"", "", fmt::format("… {} more trials", left_out), {}};
    lines.erase(first + at_each_end + 1, end - at_each_end);
    return lines;
}

/// The overlay that belongs to a line which sets this name.
std::string overlay_of(const OptimizerRow& row, const std::string& target) {
    if (target == "θ" || target == "d") return "ghost";  // a second-order rule's next step lies along d
    if (target == "s") return "step";
    for (const StateVector& vector : row.state)
        if (vector.name == target && vector.role != StateRole::other)
            return vector.role == StateRole::direction ? "momentum" : "squares";
    return "";
}

NumberLine gradient_line(const RaceStep& now, bool with_noise) {
    return {with_noise ? "g = ∇f(θ) + noise" : "g = ∇f(θ)", "= " + pair_words(now.gradient_x, now.gradient_y),
            "gradient"};
}

/// The difference that the step makes.
NumberLine difference_line(const RaceStep& now, const RaceStep& next) {
    return {"Δθ", "= " + pair_words(next.x - now.x, next.y - now.y), "ghost"};
}

std::vector<StepLine> lines_of_step(const OptimizerRow& row, const Selection& optimizer, const RacerView& view) {
    const RaceStep& now = view.now();
    const std::array<double, 2> place{now.x, now.y}, gradient{now.gradient_x, now.gradient_y};
    return step_lines(
        row, {optimizer.values, view.step() + 1, place, gradient, view.state(), view.path->record_of(view.step())});
}

std::vector<NumberLine> lines_of(const PanelContext& context, const OptimizerRow& row, const RacerView& view) {
    const bool with_noise = context.state.landscape.race.gradient_noise > 0;
    std::vector<NumberLine> lines{gradient_line(view.now(), with_noise)};
    const Selection& optimizer = context.snapshot.race->specification.racers[view.index].optimizer;
    for (const StepLine& line : with_few_trials(lines_of_step(row, optimizer, view)))
        lines.push_back({line.with_numbers, value_words(line), overlay_of(row, line.target)});
    if (view.steps.size() < view.path->steps.size())
        lines.push_back(difference_line(view.now(), view.path->steps[view.steps.size()]));
    return lines;
}

/// Formula left, value right; in two rows where they do not fit into one.
void draw_number_line(const NumberLine& line, bool is_last, bool is_lit) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const std::string& value = line.value;
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

/// In the header's line. True where another line is lit now.
bool draw_walk_buttons(LandscapeState& landscape, const std::vector<NumberLine>& lines) {
    HeaderSwitches buttons(false);
    // Once somebody walks, it would only cover the lines.
    const std::string_view help =
        landscape.lit_line ? "" : "Walks through the lines, each with its arrow; then takes the step";
    const bool walks = buttons.add(HeaderButton{"line", "next line", icons::step, help});
    if (walks) walk_on(landscape, lines);
    if (landscape.lit_line && buttons.add(HeaderButton{.id = "all_lines", .label = "all lines", .tooltip = ""}))
        landscape.lit_line.reset();
    return walks;
}

/// Shorter where the buttons need the room.
std::string title_of(const RacerView& view) {
    const std::string title = fmt::format("{}, step {}", view.racer->name, view.step() + 1);
    return ImGui::GetWindowWidth() > px(400) ? title + " in numbers" : title;
}

/// What may be scrolled below the buttons, with room for the frame of what is lit.
void begin_body() {
    const ImVec2 room = ImGui::GetContentRegionAvail();
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() - px(6));
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {px(6), px(2)});
    ImGui::BeginChild("body", {room.x + px(12), room.y}, false, ImGuiWindowFlags_AlwaysUseWindowPadding);
    ImGui::PopStyleVar();
}

/// What is lit comes into view where it has changed.
void draw_lines(const std::vector<NumberLine>& lines, int lit, bool has_changed) {
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {px(8), px(2)});  // many rows, little room
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const bool is_lit = lit == static_cast<int>(i);
        draw_number_line(lines[i], i + 1 == lines.size(), is_lit);
        if (is_lit && has_changed) ImGui::SetScrollHereY();
    }
    ImGui::PopStyleVar();
}

std::string lit_overlay(const std::vector<NumberLine>& lines, std::optional<int> lit) {
    return lit && *lit < static_cast<int>(lines.size()) ? lines[static_cast<std::size_t>(*lit)].overlay : "";
}

}  // namespace

void draw_numbers_panel(PanelContext& context) {
    LandscapeState& landscape = context.state.landscape;
    const std::optional<RacerView> view = selected_racer(context);
    const OptimizerRow* row = view ? find_row(optimizers(), view->racer->optimizer.id) : nullptr;
    const bool is_raced =
        row != nullptr && context.snapshot.race->specification.racers[view->index].optimizer.id == row->id;
    if (!is_raced) return card_header("In numbers");
    card_header(title_of(*view));
    const std::vector<NumberLine> lines = lines_of(context, *row, *view);
    if (landscape.is_racing) landscape.lit_line.reset();
    const bool walks = draw_walk_buttons(landscape, lines);
    begin_body();
    draw_lines(lines, landscape.lit_line.value_or(-1), walks);
    landscape.lit_overlay = lit_overlay(lines, landscape.lit_line);
    section("On the map");
    draw_overlay_switches(context);
    ImGui::EndChild();
}

}  // namespace ravine
