#pragma once
// boundary.png: what the model says over the plane, with the points it learned from.

#include "app/pictures/canvas.hpp"
#include "engine/core/parallel.hpp"
#include "engine/train/model.hpp"

namespace ravine {

/// Classes as colours that fade where the model is unsure, with a crisp line between them; numbers as a colour scale; a
/// curve as a curve. Training points are discs, validation points rings. `note` stands in the upper right corner.
Canvas draw_boundary(const Model& model, std::string_view note, ThreadPool& pool, const ThemeRow& theme = dark_theme);

}  // namespace ravine
