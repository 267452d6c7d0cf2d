#include "app/window/widgets/header_switch.hpp"

#include <cmath>

#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/widgets/buttons.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {

HeaderSwitches::HeaderSwitches(bool has_save_button)
    : cursor_(ImGui::GetCursorScreenPos()),
      right_(ImGui::GetWindowPos().x + ImGui::GetWindowWidth() - px(has_save_button ? 42.f : 12.f)) {}

HeaderSwitches::~HeaderSwitches() { ImGui::SetCursorScreenPos(cursor_); }

void HeaderSwitches::add(const HeaderSwitch& look, bool& value) {
    const bool roomy = ImGui::GetWindowWidth() > px(320);
    const std::string_view label = roomy ? look.label : look.short_label;
    const float width = std::round(text_size(label, fonts().strong).x + px(22)), height = place(width);
    const ButtonLook shown{
        .kind = ButtonKind::quiet, .width = width, .height = height, .selected = value, .tooltip = look.tooltip};
    if (button(look.id, label, shown)) value = !value;
}

bool HeaderSwitches::add(const HeaderButton& look) {
    const float icon = look.icon != nullptr ? px(18) : 0;
    const float width = std::round(text_size(look.label, fonts().text).x + icon + px(20)), height = place(width);
    return button(look.id, look.label,
                  {.kind = look.icon != nullptr ? ButtonKind::normal : ButtonKind::quiet,
                   .icon = look.icon,
                   .width = width,
                   .height = height,
                   .tooltip = look.tooltip});
}

float HeaderSwitches::place(float width) {
    ImGui::SetCursorScreenPos({right_ - width, ImGui::GetWindowPos().y + px(9)});
    right_ -= width + px(4);
    return std::round(px(24));
}

}  // namespace ravine
