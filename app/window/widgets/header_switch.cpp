#include "app/window/widgets/header_switch.hpp"

#include <cmath>

#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/widgets/buttons.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {

HeaderSwitches::HeaderSwitches()
    : cursor_(ImGui::GetCursorScreenPos()), right_(ImGui::GetWindowPos().x + ImGui::GetWindowWidth() - px(42)) {}

HeaderSwitches::~HeaderSwitches() { ImGui::SetCursorScreenPos(cursor_); }

void HeaderSwitches::add(const HeaderSwitch& look, bool& value) {
    const bool roomy = ImGui::GetWindowWidth() > px(320);
    const std::string_view label = roomy ? look.label : look.short_label;
    const float width = std::round(text_size(label, fonts().strong).x + px(22));
    ImGui::SetCursorScreenPos({right_ - width, ImGui::GetWindowPos().y + px(9)});
    right_ -= width + px(4);
    const ButtonLook shown{.kind = ButtonKind::quiet,
                           .width = width,
                           .height = std::round(px(24)),
                           .selected = value,
                           .tooltip = look.tooltip};
    if (button(look.id, label, shown)) value = !value;
}

}  // namespace ravine
