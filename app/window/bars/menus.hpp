#pragma once
// The menus of the top bar.

#include "app/window/panels.hpp"

namespace ravine {

/// Each is a button of this width as the next item, with a list below it.
void draw_lessons_menu(PanelContext& context, float width);
void draw_export_menu(PanelContext& context, float width);
/// A round button: light or dark, presenter, scale.
void draw_look_menu(PanelContext& context);

}  // namespace ravine
