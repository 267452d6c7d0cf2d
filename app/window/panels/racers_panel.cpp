#include "app/window/panels/racers_panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "app/pictures/colors.hpp"
#include "app/window/controls.hpp"
#include "app/window/landscape/race_view.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/look/icons.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/panels.hpp"
#include "app/window/widgets/buttons.hpp"
#include "app/window/widgets/card.hpp"
#include "app/window/widgets/optimizer_combo.hpp"
#include "app/window/widgets/setting_slider.hpp"
#include "app/window/widgets/text.hpp"
#include "engine/optimize/optimizers.hpp"

namespace ravine {
namespace {

/// What a racer's card asks of the list, done after all cards have been drawn.
enum class Wish { none, select, remove, duplicate };

std::string summary(const Racer& racer) {
    const OptimizerRow* row = find_row(optimizers(), racer.optimizer.id);
    std::string words;
    for (std::size_t i = 0; row != nullptr && i < row->settings.size(); ++i) {
        const Setting& setting = row->settings[i];
        if (setting.symbol.empty() || setting.key == "epsilon") continue;
        words += fmt::format("{}{} {}", words.empty() ? "" : "  ", setting.symbol,
                             slider_text(setting, racer.optimizer.values[i]));
    }
    return words;
}

/// Name, colour and the small buttons at the right; the whole head selects the racer.
Wish draw_head(Racer& racer, int index, ImU32 colour, bool is_only, float width) {
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float height = px(44), edge = px(22);
    Wish wish = Wish::none;
    ImGui::SetCursorScreenPos({corner.x + width - 3 * edge - px(6), corner.y + px(4)});
    if (icon_button(fmt::format("racer{}.visible", index).c_str(), icons::eye, racer.visible ? "Hide" : "Show", true,
                    edge))
        racer.visible = !racer.visible;
    ImGui::SameLine(0, 0);
    if (icon_button(fmt::format("racer{}.duplicate", index).c_str(), icons::plus, "Duplicate", true, edge))
        wish = Wish::duplicate;
    ImGui::SameLine(0, 0);
    if (icon_button(fmt::format("racer{}.remove", index).c_str(), icons::close, "Remove", !is_only, edge))
        wish = Wish::remove;
    ImGui::SetCursorScreenPos(corner);
    const std::string name = fmt::format("racer{}.select", index);
    if (ImGui::InvisibleButton(name.c_str(), {width - 3 * edge - px(8), height})) wish = Wish::select;
    controls().note_item(name);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImU32 ink = racer.visible ? theme().text : theme().muted;
    draw.AddCircleFilled({corner.x + px(15), corner.y + px(15)}, px(5), racer.visible ? colour : theme().line);
    draw_text(draw, {corner.x + px(28), corner.y + px(6)}, racer.name, fonts().strong, ink);
    draw_text(draw, {corner.x + px(10), corner.y + px(25)}, fitted(summary(racer), fonts().mono_small, width - px(18)),
              fonts().mono_small, theme().muted);
    ImGui::SetCursorScreenPos({corner.x, corner.y + height});
    return wish;
}

/// Room for the list of optimizers and one line for each setting.
float settings_height(const Racer& racer) {
    const float line = control_height() + ImGui::GetStyle().ItemSpacing.y;
    return line * static_cast<float>(racer.optimizer.values.size() + 1) + px(4);
}

void draw_settings(Racer& racer, int index) {
    ImGui::Indent(px(10));
    ImGui::PushID(index);
    ImGui::BeginChild("settings", {ImGui::GetContentRegionAvail().x - px(10), settings_height(racer)}, false,
                      ImGuiWindowFlags_NoScrollbar);
    if (optimizer_combo(racer.optimizer, 2))
        if (const OptimizerRow* row = find_row(optimizers(), racer.optimizer.id)) racer.name = row->label;
    selection_sliders(optimizers(), racer.optimizer);
    ImGui::EndChild();
    ImGui::PopID();
    ImGui::Unindent(px(10));
}

Wish draw_racer(Racer& racer, int index, bool selected, bool is_only) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const ImU32 colour = racer_colour(racer);
    draw.ChannelsSplit(2);
    draw.ChannelsSetCurrent(1);
    ImGui::BeginGroup();
    const Wish wish = draw_head(racer, index, colour, is_only, width);
    if (selected) draw_settings(racer, index);
    ImGui::EndGroup();
    draw.ChannelsSetCurrent(0);
    const ImVec2 end{corner.x + width, ImGui::GetItemRectMax().y};
    draw.AddRectFilled(corner, end, theme().raised, px(5));
    draw.AddRect(corner, end, selected ? colour : theme().line, px(5), 0, whole_px(1));
    draw.ChannelsMerge();
    ImGui::Dummy({1, px(1)});
    return wish;
}

void fulfil(LandscapeState& landscape, Wish wish, std::size_t index) {
    std::vector<Racer>& racers = landscape.race.racers;
    const auto place = racers.begin() + static_cast<std::ptrdiff_t>(index);
    if (wish == Wish::duplicate) {
        const Racer twin = *place;
        racers.insert(place + 1, twin);
    }
    if (wish == Wish::remove) racers.erase(place);
    landscape.selected_racer =
        std::min(static_cast<int>(index) + (wish == Wish::duplicate ? 1 : 0), static_cast<int>(racers.size()) - 1);
}

/// Adds the first optimizer that does not race yet, else the first one again.
void add_racer(LandscapeState& landscape) {
    std::vector<Racer>& racers = landscape.race.racers;
    const OptimizerRow* fresh = &optimizers().front();
    for (const OptimizerRow& row : optimizers())
        if (std::none_of(racers.begin(), racers.end(),
                         [&](const Racer& racer) { return racer.optimizer.id == row.id; })) {
            fresh = &row;
            break;
        }
    racers.push_back({std::string(fresh->label), standard_selection(*fresh)});
    landscape.selected_racer = static_cast<int>(racers.size()) - 1;
}

}  // namespace

void draw_racers_panel(PanelContext& context) {
    LandscapeState& landscape = context.state.landscape;
    std::vector<Racer>& racers = landscape.race.racers;
    card_header("Racers", fmt::format("{} from one start", racers.size()));
    std::optional<std::pair<Wish, std::size_t>> wish;
    for (std::size_t i = 0; i < racers.size(); ++i) {
        const bool selected = landscape.selected_racer == static_cast<int>(i);
        const Wish asked = draw_racer(racers[i], static_cast<int>(i), selected, racers.size() == 1);
        if (asked != Wish::none) wish = {asked, i};
    }
    if (wish) fulfil(landscape, wish->first, wish->second);
    const bool has_room = racers.size() < class_colors.size();
    if (button("add_racer", "add optimizer", {.icon = icons::plus, .width = -1, .enabled = has_room}))
        add_racer(landscape);
}

}  // namespace ravine
