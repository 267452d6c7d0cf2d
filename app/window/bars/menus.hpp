#pragma once
// The menus of the top bar.

#include "app/window/panels.hpp"

namespace ravine {

/// Opens a lesson from its beginning: its workspace, data and network, untrained.
void start_lesson(PanelContext& context, const Lesson& lesson);

/// Width of the two buttons that have words, where there is room for them; else they are icons.
float menu_width(bool with_words);
/// Each is a button as the next item, with a list below it.
void draw_lessons_menu(PanelContext& context, bool with_words);
void draw_export_menu(PanelContext& context, bool with_words);
/// A round button: light or dark, presenter, scale.
void draw_look_menu(PanelContext& context);

}  // namespace ravine
