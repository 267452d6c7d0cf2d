#include "engine/train/training_points.hpp"

#include "engine/core/random.hpp"

namespace ravine {

std::vector<Point> training_points(const Scenario& scenario, const Dataset& data) {
    std::vector<Point> points = data.of(Split::train);
    if (!scenario.ensemble.bootstrap) return points;
    const std::vector<Point> all = points;
    RandomStream random(scenario.seed, RandomPurpose::bootstrap);
    for (Point& point : points) point = all[random.below(static_cast<std::uint32_t>(all.size()))];
    return points;
}

}  // namespace ravine
