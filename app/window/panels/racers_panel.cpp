#include "app/window/panels/racers_panel.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "app/window/controls.hpp"
#include "app/window/landscape/race_view.hpp"
#include "app/window/landscape/stability.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/look/icons.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/panels.hpp"
#include "app/window/widgets/buttons.hpp"
#include "app/window/widgets/card.hpp"
#include "app/window/widgets/optimizer_combo.hpp"
#include "app/window/widgets/segmented.hpp"
#include "app/window/widgets/setting_slider.hpp"
#include "app/window/widgets/text.hpp"
#include "engine/optimize/optimizers.hpp"

namespace ravine {
namespace {

/// What a racer's card asks of the list, done after all cards have been drawn.
enum class Wish { none, select, remove, duplicate, restore };

/// The dot in the racer's colour; a click offers the others.
void draw_dot(Racer& racer, int index, ImVec2 corner) {
    const std::string name = fmt::format("racer{}.color", index), popup = name + ".list";
    ImGui::SetCursorScreenPos({corner.x + px(6), corner.y + px(5)});
    if (ImGui::InvisibleButton(name.c_str(), {px(19), px(20)})) ImGui::OpenPopup(popup.c_str());
    controls().note_item(name);
    explain_item({"Colour", "Click to choose another.", "", ""});
    ImGui::GetWindowDrawList()->AddCircleFilled({corner.x + px(15), corner.y + px(15)}, px(5),
                                                racer.visible ? racer_colour(racer) : theme().line);
    if (!ImGui::BeginPopup(popup.c_str())) return;
    for (int color = 0; color <= most_racer_color; ++color) {
        if (color % 5 != 0) ImGui::SameLine(0, px(2));
        const std::string swatch_name = fmt::format("racer{}.color{}", index, color);
        if (ImGui::InvisibleButton(swatch_name.c_str(), {px(24), px(24)})) {
            racer.color = color;
            ImGui::CloseCurrentPopup();
        }
        controls().note_item(swatch_name);
        const ImVec2 least = ImGui::GetItemRectMin(), most = ImGui::GetItemRectMax();
        ImGui::GetWindowDrawList()->AddCircleFilled({0.5f * (least.x + most.x), 0.5f * (least.y + most.y)},
                                                    px(ImGui::IsItemHovered() ? 10.f : 8.f), class_colour(color));
    }
    ImGui::EndPopup();
}

/// The racer whose name is being typed, if any: there is one keyboard.
struct NameEntry {
    int racer = -1;
    char text[64] = {};
    bool is_new = false;
};
NameEntry name_entry;

void open_name_entry(const Racer& racer, int index) {
    name_entry = {.racer = index, .is_new = true};
    std::copy_n(racer.name.data(), std::min(racer.name.size(), sizeof name_entry.text - 1), name_entry.text);
}

void edit_name(Racer& racer, ImVec2 corner, float width) {
    ImGui::SetCursorScreenPos({corner.x + px(24), corner.y + px(1)});
    ImGui::SetNextItemWidth(width);
    if (name_entry.is_new) ImGui::SetKeyboardFocusHere();
    const bool entered = ImGui::InputText("##name", name_entry.text, sizeof name_entry.text,
                                          ImGuiInputTextFlags_EnterReturnsTrue | ImGuiInputTextFlags_AutoSelectAll);
    const bool left = !name_entry.is_new && !ImGui::IsItemActive();
    name_entry.is_new = false;
    if (!entered && !left) return;
    if (entered && name_entry.text[0] != 0) racer.name = name_entry.text;
    name_entry.racer = -1;
}

/// The small buttons at the right of a racer's head.
Wish draw_buttons(Racer& racer, int index, bool is_only, ImVec2 place, float edge) {
    Wish wish = Wish::none;
    const auto small_button = [&](const char* what, Icon icon, std::string_view help, bool enabled) {
        return icon_button(fmt::format("racer{}.{}", index, what).c_str(), icon, help, enabled, edge);
    };
    ImGui::SetCursorScreenPos(place);
    if (small_button("visible", icons::eye, racer.visible ? "Hide" : "Show", true)) racer.visible = !racer.visible;
    ImGui::SameLine(0, 0);
    if (small_button("restore", icons::reset, "Its optimizer's usual settings", true)) wish = Wish::restore;
    ImGui::SameLine(0, 0);
    if (small_button("duplicate", icons::plus, "Duplicate", true)) wish = Wish::duplicate;
    ImGui::SameLine(0, 0);
    if (small_button("remove", icons::close, "Remove", !is_only)) wish = Wish::remove;
    return wish;
}

/// Name, colour and the small buttons; the rest of the head selects the racer, and a double click renames it.
Wish draw_head(Racer& racer, int index, bool is_only, float width) {
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float height = px(44), edge = px(22), buttons = 4 * edge + px(6);
    Wish wish = draw_buttons(racer, index, is_only, {corner.x + width - buttons, corner.y + px(4)}, edge);
    draw_dot(racer, index, corner);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    if (name_entry.racer == index) {
        edit_name(racer, corner, width - buttons - px(26));
    } else {
        ImGui::SetCursorScreenPos({corner.x + px(26), corner.y});
        const std::string name = fmt::format("racer{}.select", index);
        if (ImGui::InvisibleButton(name.c_str(), {width - buttons - px(28), height})) wish = Wish::select;
        controls().note_item(name);
        explain_item({racer.name, "Click to choose it, double-click to give it another name.", "", ""});
        if (ImGui::IsItemHovered() && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) open_name_entry(racer, index);
        draw_text(draw, {corner.x + px(28), corner.y + px(6)},
                  fitted(racer.name, fonts().strong, width - buttons - px(30)), fonts().strong,
                  racer.visible ? theme().text : theme().muted);
    }
    draw_text(draw, {corner.x + px(10), corner.y + px(25)},
              fitted(settings_text(racer.optimizer), fonts().mono_small, width - px(18)), fonts().mono_small,
              theme().muted);
    ImGui::SetCursorScreenPos({corner.x, corner.y + height});
    return wish;
}

void draw_own_start(LandscapeState& landscape, Racer& racer) {
    bool own = racer.start.has_value();
    if (toggle("own_start", "Start of its own", own))
        racer.start = own ? std::optional(landscape.race.start) : std::nullopt;
    explain_item({"Start of its own", "Else it starts where all do. Drag the ring in the racer's colour.", "", ""});
}

/// The optimizer with its settings, and what theory says of them; the learning rate's slider has the edge of stability.
void draw_settings(PanelContext& context, Racer& racer, int index) {
    if (optimizer_combo(racer.optimizer, 2))
        if (const OptimizerRow* row = find_row(optimizers(), racer.optimizer.id)) racer.name = row->label;
    const std::optional<RacerView> view = selected_racer(context);
    const bool is_raced =
        view && context.snapshot.race->specification.racers[view->index].optimizer.id == racer.optimizer.id;
    const OptimizerRow* row = find_row(optimizers(), racer.optimizer.id);
    for (std::size_t i = 0; row != nullptr && i < row->settings.size(); ++i) {
        SliderLook look;
        if (i == 0 && is_raced) look.mark = largest_stable_rate(context, *view);
        setting_slider(row->settings[i], racer.optimizer.values[i], look);
    }
    draw_own_start(context.state.landscape, racer);
    if (is_raced && view->index == static_cast<std::size_t>(index)) draw_stability(context, *view);
}

/// What a selected racer's settings needed in the frame before, in pixels.
float settings_height = 0;

void draw_settings_part(PanelContext& context, Racer& racer, int index) {
    ImGui::Indent(px(10));
    ImGui::PushID(index);
    ImGui::BeginChild("settings", {ImGui::GetContentRegionAvail().x - px(10), std::max(settings_height, px(60))}, false,
                      ImGuiWindowFlags_NoScrollbar);
    draw_settings(context, racer, index);
    settings_height = ImGui::GetCursorPosY() + px(2);
    ImGui::EndChild();
    ImGui::PopID();
    ImGui::Unindent(px(10));
}

Wish draw_racer(PanelContext& context, Racer& racer, int index, bool selected, bool is_only) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    draw.ChannelsSplit(2);
    draw.ChannelsSetCurrent(1);
    ImGui::BeginGroup();
    const Wish wish = draw_head(racer, index, is_only, width);
    if (selected) draw_settings_part(context, racer, index);
    ImGui::EndGroup();
    draw.ChannelsSetCurrent(0);
    const ImVec2 end{corner.x + width, ImGui::GetItemRectMax().y};
    draw.AddRectFilled(corner, end, theme().raised, px(5));
    draw.AddRect(corner, end, selected ? racer_colour(racer) : theme().line, px(5), 0, whole_px(1));
    draw.ChannelsMerge();
    ImGui::Dummy({1, px(1)});
    return wish;
}

/// The first colour that no racer has; of more racers than colours, they begin again.
int fresh_color(const std::vector<Racer>& racers) {
    for (int color = 0; color <= most_racer_color; ++color)
        if (std::ranges::find(racers, color, &Racer::color) == racers.end()) return color;
    return static_cast<int>(racers.size()) % (most_racer_color + 1);
}

/// "Adam 2", "Adam 3": so that twins can be told apart.
std::string fresh_name(const std::vector<Racer>& racers, const std::string& name) {
    const std::size_t end = name.find_last_not_of("0123456789");
    const bool has_number = end != std::string::npos && end + 1 < name.size() && name[end] == ' ';
    const std::string stem = has_number ? name.substr(0, end) : name;
    std::string fresh = name;
    for (int number = 2; std::ranges::find(racers, fresh, &Racer::name) != racers.end(); ++number)
        fresh = fmt::format("{} {}", stem, number);
    return fresh;
}

void fulfil(LandscapeState& landscape, Wish wish, std::size_t index) {
    std::vector<Racer>& racers = landscape.race.racers;
    const auto place = racers.begin() + static_cast<std::ptrdiff_t>(index);
    if (wish == Wish::duplicate) {
        Racer twin = *place;
        twin.color = fresh_color(racers);
        twin.name = fresh_name(racers, twin.name);
        racers.insert(place + 1, std::move(twin));
    }
    if (wish == Wish::restore)
        if (const OptimizerRow* row = find_row(optimizers(), place->optimizer.id))
            place->optimizer = standard_selection(*row);
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
    racers.push_back({std::string(fresh->label), standard_selection(*fresh), true, fresh_color(racers)});
    landscape.selected_racer = static_cast<int>(racers.size()) - 1;
}

}  // namespace

void draw_racers_panel(PanelContext& context) {
    LandscapeState& landscape = context.state.landscape;
    std::vector<Racer>& racers = landscape.race.racers;
    card_header("Racers", racers_words(racers));
    std::optional<std::pair<Wish, std::size_t>> wish;
    for (std::size_t i = 0; i < racers.size(); ++i) {
        const bool selected = landscape.selected_racer == static_cast<int>(i);
        const Wish asked = draw_racer(context, racers[i], static_cast<int>(i), selected, racers.size() == 1);
        if (asked != Wish::none) wish = {asked, i};
    }
    if (wish) fulfil(landscape, wish->first, wish->second);
    if (button("add_racer", "add optimizer", {.icon = icons::plus, .width = -1})) add_racer(landscape);
}

}  // namespace ravine
