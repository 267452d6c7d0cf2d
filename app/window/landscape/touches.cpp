#include "app/window/landscape/touches.hpp"

#include <cmath>
#include <optional>

#include "app/window/landscape/painting.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/panels.hpp"

namespace ravine {
namespace {

/// The racer whose own start is under the pointer.
std::optional<std::size_t> own_start_at(const LandscapeState& landscape, const PlaneFrame& frame, ImVec2 pointer) {
    const std::vector<Racer>& racers = landscape.race.racers;
    for (std::size_t i = racers.size(); i-- > 0;) {
        if (!racers[i].start || !racers[i].visible) continue;
        const ImVec2 at = frame.place((*racers[i].start)[0], (*racers[i].start)[1]);
        if (std::hypot(at.x - pointer.x, at.y - pointer.y) < px(10)) return i;
    }
    return std::nullopt;
}

void drag_start(LandscapeState& landscape, const PlaneTouch& touch, const PlaneFrame& frame) {
    if (touch.pressed) landscape.dragged_racer = own_start_at(landscape, frame, ImGui::GetIO().MousePos);
    if (!touch.held) return;
    std::vector<Racer>& racers = landscape.race.racers;
    if (landscape.dragged_racer && *landscape.dragged_racer < racers.size())
        racers[*landscape.dragged_racer].start = {touch.x, touch.y};
    else
        landscape.race.start = {touch.x, touch.y};
}

}  // namespace

void act_on_touch(PanelContext& context, const PlaneTouch& touch, const PlaneFrame& frame) {
    if (!paint_by_touch(context, touch)) drag_start(context.state.landscape, touch, frame);
}

}  // namespace ravine
