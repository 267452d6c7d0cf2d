#pragma once
// What the menus of the top bar are made of.

#include <imgui.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "app/window/look/theme.hpp"

namespace ravine {

/// Runs `content` in a list that opens below the last item when `clicked`.
template <class Content>
void menu(const char* id, bool clicked, float width, Content content) {
    if (clicked) ImGui::OpenPopup(id);
    const float left = std::min(ImGui::GetItemRectMin().x, ImGui::GetIO().DisplaySize.x - width - px(10));
    ImGui::SetNextWindowPos({left, ImGui::GetItemRectMax().y + px(4)});
    ImGui::SetNextWindowSize({width, 0});
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {px(10), px(10)});
    if (ImGui::BeginPopup(id)) {
        content();
        ImGui::EndPopup();
    }
    ImGui::PopStyleVar();
}

/// A line of a menu: what it does, and more in muted letters. True when clicked; where there is an obstacle, it cannot
/// be, and says why not. What is chosen
/// has a mark.
bool menu_line(const char* id, std::string_view title, std::string_view help, const std::string& obstacle = {},
               bool is_chosen = false);

}  // namespace ravine
