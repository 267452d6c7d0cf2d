#pragma once
// The table of shortcuts, and the overlay that shows it.

#include <span>
#include <string_view>
#include <vector>

#include "app/window/display/input.hpp"
#include "app/window/panels.hpp"

namespace ravine {

struct ShortcutRow {
    std::string_view id;
    std::string_view keys;   ///< as people write them: "Ctrl+Z"
    std::string_view label;  ///< what it does
    int key;
    bool control, shift;
    void (*act)(PanelContext&);
    std::span<const Setting> settings = {};
};

std::span<const ShortcutRow> shortcuts();

/// What the pointer does, beside buttons; for the same list.
struct GestureRow {
    std::string_view id, keys, label;
    std::span<const Setting> settings = {};
};

std::span<const GestureRow> gestures();

/// Carries out what the keys ask for, unless a text field has the keyboard.
void act_on_keys(PanelContext& context, std::span<const KeyPress> keys);

/// All shortcuts over a dimmed window while state.shows_help.
void draw_help(PanelContext& context);

}  // namespace ravine
