#include "app/window/widgets/scale_button.hpp"

#include <imgui.h>

#include "app/window/look/theme.hpp"
#include "app/window/widgets/buttons.hpp"

namespace ravine {

void scale_button(bool& logarithmic) {
    const ImVec2 cursor = ImGui::GetCursorScreenPos(), corner = ImGui::GetWindowPos();
    const float right = corner.x + ImGui::GetWindowWidth() - px(38);
    ImGui::SetCursorScreenPos({right - px(104), corner.y + px(6)});
    const ButtonLook look{
        .kind = ButtonKind::quiet, .width = px(98), .tooltip = "Losses on a logarithmic or a linear axis"};
    if (button("log_scale", logarithmic ? "log scale" : "linear scale", look)) logarithmic = !logarithmic;
    ImGui::SetCursorScreenPos(cursor);
}

}  // namespace ravine
