#pragma once
// A race: several optimizers from one start on one surface, with the same gradient noise. A pure function of its
// specification, so a slider can move the whole path.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/core/setting.hpp"

namespace ravine {

struct Racer {
    std::string name;
    Selection optimizer;
    bool visible = true;

    bool operator==(const Racer&) const = default;
};

struct RaceSpecification {
    Selection surface;
    std::vector<Racer> racers;
    std::array<double, 2> start{0, 0};
    double gradient_noise = 0;  ///< σ of the Gaussian noise added to both components
    std::uint64_t seed = 1;

    bool operator==(const RaceSpecification&) const = default;
};

/// Before the step that leaves it: position, loss and gradient there (as the optimizer saw it, noise included).
struct RaceStep {
    double x, y, loss;
    double gradient_x, gradient_y;
};

struct RacerPath {
    std::vector<RaceStep> steps;               ///< steps + 1 points, fewer when diverged
    std::optional<std::uint64_t> diverged_at;  ///< step after which position or loss was not finite
};

struct RaceResult {
    RaceSpecification specification;
    std::uint64_t steps = 0;
    std::vector<RacerPath> paths;  ///< one per racer
};

/// A ravine, and SGD, momentum and Adam at its rim.
RaceSpecification standard_race();

/// Runs all racers for `steps` steps (at most most_race_steps). Errors: unknown ids, settings out of range.
Result<RaceResult> run_race(const RaceSpecification& specification, std::uint64_t steps);

inline constexpr std::uint64_t most_race_steps = 100'000;

}  // namespace ravine
