#include "app/window/bars/menu_parts.hpp"

#include <cmath>

#include "app/window/controls.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {

bool menu_line(const char* id, std::string_view title, std::string_view help, const std::string& obstacle,
               bool is_chosen) {
    const float width = ImGui::GetContentRegionAvail().x;
    const float height = std::round(px(help.empty() ? 28.0f : 44.0f));
    const bool clicked = ImGui::InvisibleButton(id, {width, height}) && obstacle.empty();
    controls().note_item(id);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 least = ImGui::GetItemRectMin(), most = ImGui::GetItemRectMax();
    if (ImGui::IsItemHovered() && obstacle.empty()) draw.AddRectFilled(least, most, theme().hovered, px(5));
    if (!obstacle.empty()) explain_item({title, obstacle, "", ""});
    draw_text(draw, {least.x + px(8), least.y + px(5)}, title, fonts().text,
              obstacle.empty() ? theme().text : theme().muted);
    if (is_chosen) draw.AddCircleFilled({most.x - px(14), least.y + px(14)}, px(3.5f), theme().accent, 16);
    if (!help.empty())
        draw_text(draw, {least.x + px(8), least.y + px(23)}, fitted(help, fonts().small, width - px(16)), fonts().small,
                  theme().muted);
    if (clicked) ImGui::CloseCurrentPopup();
    return clicked;
}

}  // namespace ravine
