#include "app/window/landscape/trails.hpp"

#include <utility>

#include "app/window/panels.hpp"

namespace ravine {

bool Trails::follow(Kept& kept, const RacerView& view, const TrailGround& ground) {
    constexpr std::size_t most_cells = 500'000;  // in a frame: a millisecond or so
    const bool shows_all = kept.shown.extend(view.steps, most_cells);
    if (!shows_all || (kept.shown.ground() == ground && !kept.next)) return shows_all;
    if (!kept.next) kept.next.emplace(ground);
    if (!kept.next->extend(view.steps, most_cells)) return false;
    kept.shown = *std::exchange(kept.next, std::nullopt);
    kept.version = ++versions_;
    return kept.shown.ground() == ground;
}

Trails::Shown Trails::corners(PanelContext& context, const RacerView& view, const TrailGround& ground) {
    const RaceResult& race = *context.snapshot.race;
    const RaceSpecification& of = race.specification;
    Origin origin{race.surface, of.racers[view.index], of.start, of.gradient_noise, of.seed};
    if (kept_.size() <= view.index) kept_.resize(view.index + 1);
    Kept& kept = kept_[view.index];
    if (kept.origin != origin) kept = {std::move(origin), Trail(ground), ++versions_, std::nullopt};
    if (!follow(kept, view, ground)) context.is_refining = true;
    return {kept.shown.corners(view.steps.size()), kept.version};
}

}  // namespace ravine
