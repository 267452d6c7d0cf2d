#include "engine/landscape/goal_search.hpp"

namespace ravine {

std::optional<std::size_t> GoalSearch::first_at(const RaceResult& race, std::size_t racer, std::size_t points,
                                                double wanted) {
    if (!(race_ == race.specification)) {
        race_ = race.specification;
        paths_.assign(race.paths.size(), {});
    }
    Searched& path = paths_[racer];
    if (path.wanted != wanted) path = {wanted, 0, false};
    const std::vector<RaceStep>& steps = race.paths[racer].steps;
    for (; !path.is_found && path.above < points; path.above += !path.is_found)
        path.is_found = steps[path.above].loss <= wanted;
    return path.is_found && path.above < points ? std::optional(path.above) : std::nullopt;
}

}  // namespace ravine
