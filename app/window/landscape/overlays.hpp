#pragma once
// What is drawn over the top view for the racers, each of which can be switched off.

#include <span>
#include <string_view>

#include "app/window/landscape/race_view.hpp"
#include "app/window/widgets/plane_view.hpp"
#include "engine/core/setting.hpp"

namespace ravine {

struct PanelContext;

/// One racer on the map.
struct OverlayPlace {
    ImDrawList& draw;
    const PlaneFrame& frame;
    const RacerView& view;
};

struct OverlayRow {
    std::string_view id, label, help;
    bool standard;
    bool of_selected_only;
    void (*draw_racer)(const OverlayPlace& place);
    std::span<const Setting> settings = {};
};

std::span<const OverlayRow> overlays();

/// All that are switched on, of all visible racers, the selected one on top.
void draw_overlays(const PanelContext& context, const PlaneFrame& frame);

/// A small switch for each.
void draw_overlay_switches(PanelContext& context);

}  // namespace ravine
