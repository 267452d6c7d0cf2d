#pragma once
// curves.png: loss and accuracy over epochs.

#include <vector>

#include "app/pictures/canvas.hpp"
#include "engine/train/history.hpp"

namespace ravine {

/// Loss on a logarithmic axis and, where there are classes, accuracy below it. `note` stands in the upper right corner.
Canvas draw_curves(const std::vector<HistoryRow>& rows, std::string_view note, const ThemeRow& theme = dark_theme);

}  // namespace ravine
