#pragma once
// When each racer reached a goal, asked again and again while the race goes on.

#include <cstddef>
#include <optional>
#include <vector>

#include "engine/landscape/race.hpp"

namespace ravine {

/// What has been searched once is not searched again, as long as the race is only run further or looked at earlier.
class GoalSearch {
  public:
    /// The first of the path's first `points` points whose loss is at most `wanted`; none where there is none.
    std::optional<std::size_t> first_at(const RaceResult& race, std::size_t racer, std::size_t points, double wanted);

  private:
    struct Searched {
        double wanted = 0;
        std::size_t above = 0;  ///< so many points from the start are above the goal
        bool is_found = false;  ///< the next one is not
    };

    std::optional<RaceSpecification> race_;
    std::vector<Searched> paths_;
};

}  // namespace ravine
