#pragma once
// Small pictures of what each generator makes, to pick from.

#include "app/window/panels.hpp"

namespace ravine {

/// The generators of the scenario's task, and at the end the pencil for points of one's own.
void draw_generator_thumbnails(PanelContext& context);

/// Takes a generator with its settings at their defaults; number, noise and seed stay as they were.
void choose_generator(Scenario& scenario, std::string_view id);

}  // namespace ravine
