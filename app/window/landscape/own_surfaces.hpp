#pragma once
// Surfaces that people make themselves: tiles beside the thumbnails of the table's rows.

#include <span>
#include <string_view>

#include "engine/core/setting.hpp"
#include "engine/landscape/surface_specification.hpp"

namespace ravine {

struct LandscapeState;
struct PanelContext;

struct OwnSurfaceRow {
    std::string_view id, label, help;
    std::string_view sign;  ///< on its tile
    bool (*is_chosen)(const SurfaceSpecification& specification);
    /// Why it cannot be chosen now; empty where it can.
    std::string_view (*obstacle)(const LandscapeState& landscape);
    void (*choose)(LandscapeState& landscape);
    void (*draw_controls)(PanelContext& context);  ///< nothing where it is not chosen
    std::span<const Setting> settings = {};
};

std::span<const OwnSurfaceRow> own_surfaces();

/// Remembers the surface that is left, so that choosing its kind again brings it back.
void keep_own_surface(LandscapeState& landscape);

}  // namespace ravine
