#include "app/window/widgets/scale_button.hpp"

#include <imgui.h>

#include <cmath>

#include "app/window/look/theme.hpp"
#include "app/window/widgets/buttons.hpp"

namespace ravine {

void scale_button(bool& logarithmic) {
    const ImVec2 cursor = ImGui::GetCursorScreenPos(), corner = ImGui::GetWindowPos();
    const bool roomy = ImGui::GetWindowWidth() > px(320);
    const float width = px(roomy ? 84.0f : 46.0f), right = corner.x + ImGui::GetWindowWidth() - px(42);
    ImGui::SetCursorScreenPos({right - width, corner.y + px(9)});
    const ButtonLook look{.kind = ButtonKind::quiet,
                          .width = width,
                          .height = std::round(px(24)),
                          .selected = logarithmic,
                          .tooltip = "Losses on a logarithmic axis; off: on a linear one"};
    if (button("log_scale", roomy ? "log scale" : "log", look)) logarithmic = !logarithmic;
    ImGui::SetCursorScreenPos(cursor);
}

}  // namespace ravine
