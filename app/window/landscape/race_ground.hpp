#pragma once
// What of a race its relief shows.

#include <array>
#include <optional>

#include "app/pictures/relief/terrain.hpp"
#include "app/window/pictures/height_view.hpp"
#include "engine/landscape/race.hpp"
#include "engine/session/snapshot.hpp"

namespace ravine {

struct LandscapeState;
struct PanelContext;

/// The surface that is raced on; null until there is one of the kind that is chosen. Its settings may be those of a
/// moment ago.
const Surface* race_surface(const PanelContext& context);
/// The heights as they are shown: on the scale that is chosen, where the surface has one.
HeightField height_field(const Picture<HeightGrid>& picture, const LandscapeState& landscape);
/// The heights that are there of this surface, which may be of another window than the one that was asked for.
std::optional<HeightField> heights_of(const PanelContext& context, const Surface& surface);

}  // namespace ravine
