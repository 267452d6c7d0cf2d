#pragma once

namespace ravine {

struct PanelContext;

/// The text of a typed formula, what is wrong with it and where, and a slider for each of its parameters; while the
/// race is on such a surface. A text that is no formula leaves the surface as it was.
void draw_formula_editor(PanelContext& context);

}  // namespace ravine
