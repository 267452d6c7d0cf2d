#pragma once
// The chip that says what computes, with a menu to choose it.

#include "app/window/panels.hpp"

namespace ravine {

/// How much the chip says: "CUDA · NVIDIA H100", or "CUDA".
enum class BackendChip { none, label, whole };

/// In pixels, as the chip looks in this frame; 0 for none.
float backend_chip_width(const BackendState& backend, BackendChip chip);
/// As the next item.
void draw_backend_menu(PanelContext& context, BackendChip chip);

}  // namespace ravine
