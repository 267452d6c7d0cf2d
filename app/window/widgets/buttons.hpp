#pragma once
// Buttons. `id` names the control inside its panel, for ImGui and for the registry of controls.

#include <imgui.h>

#include <string_view>

#include "app/window/look/icons.hpp"

namespace ravine {

enum class ButtonKind {
    normal,   ///< raised, with a line around
    primary,  ///< filled with the accent colour: one per screen
    quiet,    ///< text alone until the pointer is over it
    link,     ///< text in the accent colour
};

struct ButtonLook {
    ButtonKind kind = ButtonKind::normal;
    Icon icon = nullptr;
    bool icon_at_end = false;
    float width = 0;   ///< in pixels; 0: as the text needs, −1: all there is
    float height = 0;  ///< in pixels; 0: control_height()
    bool enabled = true;
    bool selected = false;
    std::string_view tooltip = {};
};

/// True when clicked.
bool button(const char* id, std::string_view label, const ButtonLook& look = {});
/// A square button with an icon alone; the tooltip says what it does.
bool icon_button(const char* id, Icon icon, std::string_view tooltip, bool enabled = true, float edge = 0);
/// Height of buttons, sliders' rows and combos, in pixels.
float control_height();

}  // namespace ravine
