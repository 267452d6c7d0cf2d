#include "app/window/landscape/formula_editor.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "app/window/controls.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/panels.hpp"
#include "app/window/widgets/setting_slider.hpp"
#include "app/window/widgets/text.hpp"
#include "engine/core/utf8.hpp"

namespace ravine {
namespace {

/// Room for far more than any formula, so that a text that is too long is told so instead of being cut.
constexpr std::size_t most_text = 16'384;

/// The next or the previous place between characters.
std::size_t after_character(std::string_view text, std::size_t at) {
    do ++at;
    while (at < text.size() && continues_character(text[at]));
    return std::min(at, text.size());
}
std::size_t before_character(std::string_view text, std::size_t at) {
    while (at > 0 && continues_character(text[--at])) {
    }
    return at;
}

/// The place of the error with as much around it as fits: the wrong part on a plate of its own.
void draw_place(std::string_view text, const FormulaError& error) {
    ImFont* font = fonts().mono;
    const float room = ImGui::GetContentRegionAvail().x - px(4);
    std::size_t begin = error.begin, end = std::max(error.end, after_character(text, error.begin));
    end = std::min(end, text.size());
    const auto width = [&](std::size_t from, std::size_t to) {
        return text_size(text.substr(from, to - from), font).x;
    };
    while (end > begin && width(begin, end) > room) end = before_character(text, end);
    const std::size_t wrong_begin = begin, wrong_end = end;
    while (begin > 0 && width(before_character(text, begin), end) <= 0.7f * room) begin = before_character(text, begin);
    while (end < text.size() && width(begin, after_character(text, end)) <= room) end = after_character(text, end);
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float height = text_size("x", font).y;
    const float left = corner.x + width(begin, wrong_begin), extent = std::max(width(wrong_begin, wrong_end), px(6));
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled({left, corner.y}, {left + extent, corner.y + height}, with_alpha(theme().bad, 0.35f), px(2));
    draw.AddRectFilled({left, corner.y + height - px(1)}, {left + extent, corner.y + height + px(1)}, theme().bad);
    draw_text(draw, corner, text.substr(begin, end - begin), font, theme().muted);
    ImGui::Dummy({room, height + px(2)});
}

/// `shown`: the last text that could be read.
void draw_error(std::string_view text, const FormulaError& error, const std::string& shown) {
    draw_place(text, error);
    ImGui::PushTextWrapPos(0);
    text_item(error.what, fonts().small, theme().bad);
    if (!error.hint.empty()) text_item(error.hint, fonts().small, theme().muted);
    text_item(fmt::format("shown meanwhile: {}", shown), fonts().small, theme().muted);
    ImGui::PopTextWrapPos();
}

/// True when the text changed.
bool edit_text(std::string& text) {
    std::vector<char> buffer(most_text);
    std::copy_n(text.data(), std::min(text.size(), most_text - 1), buffer.data());
    ImGui::SetNextItemWidth(ImGui::GetContentRegionAvail().x);
    const FontScope scope(fonts().mono);
    const bool changed = ImGui::InputText("##formula", buffer.data(), buffer.size());
    controls().note_item("formula");
    if (changed) text = buffer.data();
    return changed;
}

/// A parameter may be anything; its slider has what is usual, or ten times what it is.
void draw_parameter(FormulaParameter& parameter) {
    const double usual = std::max(5.0, 2 * std::abs(parameter.value));
    const Setting setting = {parameter.name, parameter.name, "", "A parameter of the formula.", 1, -1e9, 1e9};
    static double range = usual;  // of the slider that is held: it must not move away under the pointer
    if (!ImGui::IsMouseDown(ImGuiMouseButton_Left)) range = usual;
    setting_slider(setting, parameter.value, {.least = -range, .most = range});
}

}  // namespace

void draw_formula_editor(PanelContext& context) {
    LandscapeState& landscape = context.state.landscape;
    auto* typed = std::get_if<TypedFormula>(&landscape.race.surface);
    if (typed == nullptr) return;
    std::string text = landscape.formula_text.value_or(typed->text);
    text_item("f(x, y) =", fonts().mono_small, theme().muted);
    const bool edited = edit_text(text);
    const FormulaReading formula = read_surface_formula(text);
    landscape.formula_text.reset();
    if (!formula) {
        landscape.formula_text = text;  // kept as it is until it can be read
        draw_error(text, formula.error(), typed->text);
    } else if (edited) {
        *typed = with_text(*typed, *formula);
    }
    ImGui::PushID("parameters");
    for (FormulaParameter& parameter : typed->parameters) draw_parameter(parameter);
    ImGui::PopID();
}

}  // namespace ravine
