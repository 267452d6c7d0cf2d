#pragma once
// Paths of racers as CSV. Numbers read back to the same bits.

#include <span>
#include <string>
#include <string_view>

#include "engine/landscape/race.hpp"

namespace ravine {

/// Columns step,x,y,loss,gx,gy: one path as `ravine descend` writes it.
std::string path_csv(std::span<const RaceStep> steps);

/// What a racer has gone so far.
struct NamedPath {
    std::string_view name;
    std::span<const RaceStep> steps;
    std::span<const std::uint64_t> evaluations;  ///< as RacerPath has them; at least as many as steps
};

/// Columns racer,step,x,y,loss,gx,gy,evaluations: one racer after the other.
std::string race_csv(std::span<const NamedPath> paths);

}  // namespace ravine
