#pragma once
// Many small networks at once, as a benchmark times them.

#include <cstddef>
#include <functional>

#include "engine/compute/backends.hpp"
#include "engine/train/scenario.hpp"

namespace ravine {

/// 2-8-8-2, tanh, on 200 points in batches of 20, by Adam, for 200 epochs.
Scenario scenario_of_many();

/// Trains so many of them, which differ in their seeds; gives their number.
std::function<double()> train_many_work(std::size_t networks, const Machine& machine);

}  // namespace ravine
