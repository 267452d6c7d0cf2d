#pragma once
// What is drawn over the surface for the racers, each of which can be switched off.

#include <array>
#include <span>
#include <string_view>

#include "app/pictures/racer_shapes.hpp"
#include "app/window/landscape/race_view.hpp"
#include "engine/core/setting.hpp"

namespace ravine {

struct LandscapeState;
struct PanelContext;

/// One racer in a picture of the surface.
struct OverlayPlace {
    const RacerView& view;
    std::array<double, 2> pixel;  ///< what a logical pixel is in x and in y of the plane
};

struct OverlayRow {
    std::string_view id, label, help;
    bool standard;
    bool of_selected_only;
    void (*add_shapes)(const OverlayPlace& place, RacerShapes& shapes);
    std::span<const Setting> settings = {};
};

std::span<const OverlayRow> overlays();

/// Of all that are switched on for this racer, and where it is. They live as long as the view.
RacerShapes racer_shapes(const LandscapeState& landscape, const RacerView& view, const std::array<double, 2>& pixel);

/// A small switch for each.
void draw_overlay_switches(PanelContext& context);

}  // namespace ravine
