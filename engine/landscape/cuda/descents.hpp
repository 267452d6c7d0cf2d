#pragma once

#include <memory>

#include "engine/landscape/descent_plan.hpp"

namespace ravine::cuda {

/// Descents on the GPU, in launches of a few milliseconds.
std::unique_ptr<DescentPlan> make_descents(DescentLists lists);

}  // namespace ravine::cuda
