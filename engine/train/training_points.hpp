#pragma once
// Which points a scenario trains on, and what it does to them.

#include <memory>
#include <vector>

#include "engine/compute/disturbance.hpp"
#include "engine/data/dataset.hpp"
#include "engine/train/scenario.hpp"

namespace ravine {

/// The points that train: the data's, or as many drawn from them with replacement where the scenario asks for a
/// bootstrap (Efron 1979); the draw depends on the scenario's seed.
std::vector<Point> training_points(const Scenario& scenario, const Dataset& data);

/// What the scenario's steps do to their samples; null where it asks for nothing.
template <class Scalar>
std::shared_ptr<const Disturbance<Scalar>> training_disturbance(const Scenario& scenario, const InputPipeline& inputs,
                                                                const Dataset& data) {
    return Disturbance<Scalar>::make(scenario.seed, scenario.augmentation, scenario.input_noise, inputs,
                                     training_points(scenario, data));
}

}  // namespace ravine
