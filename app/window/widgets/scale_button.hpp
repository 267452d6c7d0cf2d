#pragma once

namespace ravine {

/// The switch between a logarithmic and a linear axis, at the right of a card's header line; takes no room in the
/// layout.
void scale_button(bool& logarithmic);

}  // namespace ravine
