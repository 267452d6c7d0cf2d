#include "app/window/widgets/text.hpp"

#include <fmt/format.h>
#include <imgui_internal.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "engine/core/utf8.hpp"

namespace ravine {
namespace {

/// Calls `place(glyph text, x)` for each character of the text in capitals; returns the width.
template <class Place>
float for_each_cap(std::string_view text, Place place) {
    const FontScope scope(fonts().caps);
    const float spacing = std::round(px(0.8f));
    float x = 0;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t end = i + 1;
        while (end < text.size() && continues_character(text[end])) ++end;
        std::string glyph(text.substr(i, end - i));
        if (glyph.size() == 1) glyph[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(glyph[0])));
        place(glyph, x);
        x += ImGui::CalcTextSize(glyph.c_str()).x + spacing;
        i = end;
    }
    return x - spacing;
}

bool tooltip_pending = false;

/// "2.90e-06" as "2.90e-6", as axes have it.
std::string with_short_power(std::string number) {
    const std::size_t power = number.find('e') + 1;
    if (number[power] == '+') number.erase(power, 1);
    const std::size_t digits = power + (number[power] == '-' ? 1 : 0);
    while (digits + 1 < number.size() && number[digits] == '0') number.erase(digits, 1);
    return number;
}

/// How long the pointer has been on the last item. ImGui counts for items with an id; a plain text has none.
double seconds_of_rest() {
    static ImVec2 place;
    static int last_frame = -2;
    static double since = 0;
    if (ImGui::GetItemID() != 0) return static_cast<double>(ImGui::GetCurrentContext()->HoveredIdTimer);
    const ImVec2 least = ImGui::GetItemRectMin();
    const bool is_same = ImGui::GetFrameCount() <= last_frame + 1 && least.x == place.x && least.y == place.y;
    if (!is_same) since = ImGui::GetTime();
    place = least;
    last_frame = ImGui::GetFrameCount();
    return ImGui::GetTime() - since;
}

}  // namespace

bool take_tooltip_pending() { return std::exchange(tooltip_pending, false); }

void draw_caps(ImDrawList& draw, ImVec2 at, std::string_view text, ImU32 colour) {
    for_each_cap(text, [&](const std::string& glyph, float x) {
        draw.AddText({at.x + x, at.y}, colour, glyph.data(), glyph.data() + glyph.size());
    });
}

ImVec2 caps_size(std::string_view text) {
    const float width = for_each_cap(text, [](const std::string&, float) {});
    return {width, text_size("X", fonts().caps).y};
}

void draw_text(ImDrawList& draw, ImVec2 at, std::string_view text, ImFont* font, ImU32 colour) {
    const FontScope scope(font);
    draw.AddText({std::round(at.x), std::round(at.y)}, colour, text.data(), text.data() + text.size());
}

ImVec2 text_size(std::string_view text, ImFont* font) {
    const FontScope scope(font);
    return ImGui::CalcTextSize(text.data(), text.data() + text.size());
}

std::string fitted(std::string_view text, ImFont* font, float width) {
    std::string whole(text);
    if (text_size(whole, font).x <= width) return whole;
    while (!whole.empty() && text_size(whole + "…", font).x > width) {
        while (!whole.empty() && continues_character(whole.back())) whole.pop_back();
        if (!whole.empty()) whole.pop_back();
    }
    return whole + "…";
}

void text_item(std::string_view text, ImFont* font, ImU32 colour) {
    const FontScope scope(font);
    ImGui::PushStyleColor(ImGuiCol_Text, colour);
    ImGui::TextUnformatted(text.data(), text.data() + text.size());
    ImGui::PopStyleColor();
}

void text_at_right(std::string_view text, ImFont* font, ImU32 colour) {
    ImGui::SameLine();
    const float left = ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x - text_size(text, font).x;
    ImGui::SetCursorPosX(std::max(left, ImGui::GetCursorPosX()));
    text_item(text, font, colour);
}

std::string settings_words(std::span<const Setting> settings) {
    std::string words;
    for (const Setting& setting : settings) {
        words += fmt::format("{}{}", words.empty() ? "" : " · ", setting.label);
        if (!setting.symbol.empty() && setting.symbol != setting.label) words += fmt::format(" {}", setting.symbol);
        words += " " + format_setting(setting, setting.standard);
    }
    return words;
}

void explain_item(const Explanation& explanation) {
    constexpr double moment = 0.4;  // seconds
    if (!ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled) || ImGui::IsAnyMouseDown()) return;
    if (seconds_of_rest() < moment) {
        tooltip_pending = true;
        return;
    }
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {px(12), px(10)});
    ImGui::BeginTooltip();
    if (ImGui::GetCurrentWindow()->Hidden) tooltip_pending = true;  // its first frame is for measuring
    ImGui::PushTextWrapPos(px(360));
    if (!explanation.title.empty()) text_item(explanation.title, fonts().strong, theme().text);
    if (!explanation.help.empty()) text_item(explanation.help, fonts().text, theme().text);
    if (!explanation.formula.empty()) text_item(explanation.formula, fonts().mono, theme().accent);
    if (explanation.picture) explanation.picture();
    if (!explanation.settings.empty())
        text_item("Settings: " + settings_words(explanation.settings), fonts().small, theme().text);
    if (!explanation.source.empty()) text_item(explanation.source, fonts().small, theme().muted);
    ImGui::PopTextWrapPos();
    ImGui::EndTooltip();
    ImGui::PopStyleVar();
}

std::string grouped(unsigned long long number) {
    std::string digits = std::to_string(number);
    for (int place = static_cast<int>(digits.size()) - 3; place > 0; place -= 3)
        digits.insert(static_cast<std::size_t>(place), " ");
    return digits;
}

std::string short_count(double number) {
    if (!(number >= 0)) return "–";
    if (number >= 999'500) return fmt::format("{:.1f} M", number / 1e6);
    if (number >= 9'999.5) return fmt::format("{:.1f} k", number / 1e3);
    return number >= 99.5 ? grouped(static_cast<unsigned long long>(std::round(number)))
                          : fmt::format("{:.3g}", number);
}

std::string short_number(double number) {
    if (std::isnan(number)) return "–";
    if (std::isinf(number)) return number > 0 ? "∞" : "−∞";
    const double size = std::abs(number);
    if (number != 0 && (size < 1e-3 || size >= 1e5)) return with_short_power(fmt::format("{:.2e}", number));
    return size >= 100 ? fmt::format("{:.1f}", number) : fmt::format("{:.4f}", number);
}

std::string percent(double share, int decimals) {
    return std::isfinite(share) ? fmt::format("{:.{}f} %", share * 100, decimals) : "–";
}

}  // namespace ravine
