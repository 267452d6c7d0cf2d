#include "app/window/landscape/race_view.hpp"

#include <algorithm>

#include "app/window/look/theme.hpp"
#include "app/window/panels.hpp"

namespace ravine {

std::optional<std::uint64_t> RacerView::diverged_at() const {
    // Of a path that has been run further, the step that diverged lies beyond the clock's.
    return steps.size() == path->steps.size() ? path->diverged_at : std::nullopt;
}

std::span<const double> RacerView::state() const {
    const std::size_t length = path->states.size() / path->steps.size();
    return std::span(path->states).subspan(step() * length, length);
}

ImU32 racer_colour(const Racer& racer) { return class_colour(racer.color); }

std::vector<RacerView> racer_views(const PanelContext& context) {
    const LandscapeState& landscape = context.state.landscape;
    std::vector<RacerView> views;
    if (!context.snapshot.race) return views;
    const std::vector<RacerPath>& paths = context.snapshot.race->paths;
    const auto points = static_cast<std::size_t>(landscape.steps) + 1;
    for (std::size_t i = 0; i < std::min(paths.size(), landscape.race.racers.size()); ++i) {
        const Racer& racer = landscape.race.racers[i];
        const std::span<const RaceStep> steps(paths[i].steps);
        views.push_back({i, &racer, &paths[i], steps.first(std::min(points, steps.size())),
                         static_cast<int>(i) == landscape.selected_racer, racer_colour(racer)});
    }
    return views;
}

std::vector<RacerView> visible_racers(const PanelContext& context) {
    std::vector<RacerView> views = racer_views(context);
    std::erase_if(views, [](const RacerView& view) { return !view.racer->visible; });
    std::stable_partition(views.begin(), views.end(), [](const RacerView& view) { return !view.selected; });
    return views;
}

std::optional<RacerView> selected_racer(const PanelContext& context) {
    for (const RacerView& view : racer_views(context))
        if (view.selected) return view;
    return std::nullopt;
}

}  // namespace ravine
