#pragma once
// What `ravine frames` measures: a window that trains, and one in which a race runs.

#include <nlohmann/json.hpp>

#include "app/window/window.hpp"
#include "engine/core/result.hpp"

namespace ravine {

/// The numbers of FrameMeter, snapshot_age_ms, steps_per_second, windowless_steps_per_second and threads.
Result<nlohmann::json> measure_training_frames(const FramesOptions& options);

/// The numbers of FrameMeter for each of what is done while the race runs, by its name.
Result<nlohmann::json> measure_race_frames(const FramesOptions& options, const RaceFile& race);

}  // namespace ravine
