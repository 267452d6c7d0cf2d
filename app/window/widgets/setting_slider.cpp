#include "app/window/widgets/setting_slider.hpp"

#include <fmt/format.h>
#include <imgui.h>

#include <algorithm>
#include <cmath>

#include "app/window/controls.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/widgets/row_combo.hpp"
#include "app/window/widgets/segmented.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {
namespace {

/// The typed entry that is open, if any: there is one keyboard.
struct Entry {
    ImGuiID id = 0;
    char text[32] = {};
    bool is_new = false;
};
Entry entry;

/// Whole numbers that may be far larger than usual are typed; the slider has those that are usual.
constexpr double far_larger = 20, usual = 10;

Setting narrowed(Setting setting, const SliderLook& look) {
    if (look.least < look.most) {
        setting.least = look.least;
        setting.most = look.most;
    } else if (setting.scale == Scale::integer && setting.most > far_larger * setting.standard) {
        setting.most = std::max(usual * setting.standard, setting.least + 1);
    }
    return setting;
}

/// The least number a logarithmic slider reaches before its left end, where least is 0.
double least_positive(const Setting& setting) { return setting.least > 0 ? setting.least : setting.most * 1e-6; }

/// Three digits, so that a drag gives numbers that people would write.
double tidy(double value) {
    if (value == 0 || !std::isfinite(value)) return value;
    const double unit = std::pow(10.0, std::floor(std::log10(std::abs(value))) - 2);
    return std::stod(fmt::format("{:.12g}", std::round(value / unit) * unit));
}

std::string label_of(const Setting& setting) { return std::string(setting.label); }

/// The text field in the value's place; true when a sound number was entered.
bool edit(const Setting& setting, double& value, float width) {
    ImGui::SetNextItemWidth(width);
    const FontScope scope(fonts().mono);
    if (entry.is_new) ImGui::SetKeyboardFocusHere();
    const bool entered = ImGui::InputText("##entry", entry.text, sizeof entry.text,
                                          ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
    if (ImGui::IsItemActive()) controls().note_item(fmt::format("{}.entry", setting.key));
    const bool left = !entry.is_new && !ImGui::IsItemActive();
    entry.is_new = false;
    if (!entered && !left) return false;
    entry.id = 0;
    const Result<double> typed = parse_setting(setting, entry.text, setting.key);
    if (!entered || !typed || !check_setting(setting, *typed, setting.key)) return false;
    return std::exchange(value, *typed) != value;
}

/// Across the track; none beyond its ends.
void draw_mark(ImVec2 left, float width, double share) {
    if (!(share > 0 && share < 1)) return;
    const float x = std::round(left.x + static_cast<float>(share) * width), reach = px(7);
    ImGui::GetWindowDrawList()->AddRectFilled({x - px(1), left.y - reach}, {x + px(1), left.y + reach}, theme().bad);
}

void draw_track(ImVec2 left, float width, double share, bool hovered) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float thickness = std::max(2.0f, std::round(px(3))), knob = px(hovered ? 7.0f : 6.5f);
    const float x = left.x + static_cast<float>(share) * width, half = 0.5f * thickness;
    draw.AddRectFilled({left.x, left.y - half}, {left.x + width, left.y + half}, theme().line, half);
    draw.AddRectFilled({left.x, left.y - half}, {x, left.y + half}, theme().accent, half);
    draw.AddCircleFilled({x, left.y}, knob, theme().light ? theme().accent : theme().text);
}

void open_entry(ImGuiID id, const Setting& setting, double value) {
    entry = {.id = id, .is_new = true};
    const std::string text = format_setting(setting, value);
    std::copy_n(text.data(), std::min(text.size(), sizeof entry.text - 1), entry.text);
}

/// Turns a drag along the track into the value; true when it changed.
bool drag(const Setting& setting, ImVec2 left, float width, double& value) {
    if (!ImGui::IsItemActive() || entry.id != 0) return false;
    const double share = std::clamp<double>((ImGui::GetIO().MousePos.x - left.x) / width, 0, 1);
    return std::exchange(value, slider_value(setting, share)) != value;
}

struct RowPlaces {
    ImVec2 corner;
    float label, track, value, height;  ///< widths, and the height of the row
};

RowPlaces places(const Setting& setting, const std::string& text) {
    const float whole = ImGui::GetContentRegionAvail().x;
    const float label = text_size(label_of(setting), fonts().text).x + px(14);
    const float value = std::max(px(46), text_size(text, fonts().mono).x + px(4));
    return {ImGui::GetCursorScreenPos(), label, std::max(px(24), whole - label - value - px(8)), value,
            std::round(px(22))};
}

bool slider_row(const Setting& setting, const SliderLook& look, double& value) {
    const Setting range = narrowed(setting, look);
    const std::string text = look.as_percent ? percent(value, 0) : slider_text(setting, value);
    const RowPlaces row = places(setting, text);
    const ImVec2 left{row.corner.x + row.label, std::round(row.corner.y + 0.5f * row.height)};
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const float text_top = left.y - 0.5f * text_size(text, fonts().text).y;
    draw_text(draw, {row.corner.x, text_top}, label_of(setting), fonts().text, theme().text);

    const ImGuiID id = ImGui::GetID("row");
    const float end = row.label + row.track + px(8) + row.value;
    if (entry.id == id) {
        draw_track(left, row.track, slider_share(range, value), false);
        ImGui::SetCursorScreenPos({row.corner.x + end - row.value - px(12), row.corner.y});
        return edit(setting, value, row.value + px(12));
    }
    ImGui::InvisibleButton("row", {end, row.height});
    const bool hovered = ImGui::IsItemHovered();
    if (hovered && (ImGui::IsMouseDoubleClicked(0) || (ImGui::IsMouseClicked(0) && ImGui::GetIO().KeyCtrl)))
        open_entry(id, setting, value);
    const bool over_track = ImGui::GetIO().MouseClickedPos[0].x >= left.x - px(8);
    const bool changed = over_track && drag(range, left, row.track, value);
    controls().note(setting.key, {left.x, row.corner.y}, {left.x + row.track, row.corner.y + row.height});
    draw_track(left, row.track, slider_share(range, value), hovered);
    if (look.mark) draw_mark(left, row.track, slider_share(range, *look.mark));
    const float value_left = row.corner.x + end - text_size(text, fonts().mono).x;
    draw_text(draw, {value_left, left.y - 0.5f * text_size(text, fonts().mono).y}, text, fonts().mono, theme().text);
    const std::string title =
        setting.symbol.empty() ? label_of(setting) : fmt::format("{} {}", setting.label, setting.symbol);
    explain_item({title, setting.help, look.formula, look.source});
    return changed;
}

bool toggle_row(const Setting& setting, const SliderLook& look, double& value) {
    bool on = value != 0;
    const bool changed = toggle(std::string(setting.key).c_str(), setting.label, on);
    explain_item({setting.label, setting.help, look.formula, look.source});
    if (changed) value = on ? 1 : 0;
    return changed;
}

bool choice_row(const Setting& setting, double& value) {
    std::vector<Choice> choices;
    for (const std::string_view name : setting.choices) choices.push_back({name, name, {}, setting.help});
    const int picked = choice_combo(std::string(setting.key).c_str(), setting.label, choices, static_cast<int>(value));
    return picked >= 0 && std::exchange(value, picked) != value;
}

}  // namespace

double slider_share(const Setting& setting, double value) {
    if (setting.scale != Scale::logarithmic)
        return std::clamp((value - setting.least) / (setting.most - setting.least), 0.0, 1.0);
    const double least = least_positive(setting);
    if (value < least) return 0;
    return std::clamp(std::log(value / least) / std::log(setting.most / least), 0.0, 1.0);
}

double slider_value(const Setting& setting, double share) {
    if (setting.scale != Scale::logarithmic) {
        const double value = setting.least + share * (setting.most - setting.least);
        const bool whole = setting.scale == Scale::integer;
        return whole ? std::round(value) : std::clamp(tidy(value), setting.least, setting.most);
    }
    if (share <= 0) return setting.least;
    const double least = least_positive(setting);
    return std::clamp(tidy(least * std::pow(setting.most / least, share)), setting.least, setting.most);
}

std::string slider_text(const Setting& setting, double value) {
    const std::string unit = setting.unit.empty() ? "" : fmt::format(" {}", setting.unit);
    if (setting.scale == Scale::integer) return fmt::format("{:.0f}{}", value, unit);
    const double size = std::abs(value);
    if (value != 0 && (size < 1e-3 || size >= 1e5)) return format_setting(setting, value) + unit;
    const int decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.01 || value == 0 ? 3 : 4;
    return fmt::format("{:.{}f}{}", value, decimals, unit);
}

bool setting_slider(const Setting& setting, double& value, const SliderLook& look) {
    ImGui::PushID(setting.key.data(), setting.key.data() + setting.key.size());
    bool changed = false;
    if (setting.scale == Scale::toggle)
        changed = toggle_row(setting, look, value);
    else if (setting.scale == Scale::choice)
        changed = choice_row(setting, value);
    else
        changed = slider_row(setting, look, value);
    ImGui::PopID();
    return changed;
}

bool setting_slider(const Setting& setting, int& value, const SliderLook& look) {
    double number = value;
    const bool changed = setting_slider(setting, number, look);
    value = static_cast<int>(std::lround(number));
    return changed;
}

}  // namespace ravine
