#pragma once
// Races picked at random: every kind of surface, any optimizers, numbers with all their bits.

#include "engine/io/race_file.hpp"
#include "engine/landscape/surfaces.hpp"
#include "tests/random_scenario.hpp"

namespace ravine::test {

inline SurfaceSpecification random_surface(RandomStream& random) {
    const std::uint32_t kind = random.below(3);
    if (kind == 0) return random_parts::random_selection(surfaces(), random);
    const double edge = random.uniform(1, 4);
    const Window window{-edge, edge + random.uniform(), -edge, edge};
    if (kind == 1)
        return TypedFormula{"a·x² + (y − b)² \t+ sin(x·y)", {{"a", random.normal()}, {"b", 1.0 / 3}}, window};
    PaintedGround ground;
    ground.window = window;
    ground.bowl = random_value(bowl_setting, random);
    if (random_parts::chance(random)) paint(ground, random.normal(), random.normal(), -1.0 / 3, 0.7);
    for (std::uint32_t i = random.below(4); i > 0; --i)
        ground.bumps.push_back({random.normal(), random.normal(), random_value(bump_height_setting, random),
                                random_value(bump_width_setting, random)});
    return ground;
}

/// It starts where every surface is finite.
inline RaceFile random_race(std::uint64_t seed) {
    RandomStream random(seed, RandomPurpose::points);
    RaceFile file;
    file.steps = random.below(300);
    file.race.surface = random_surface(random);
    file.race.start = {random.uniform(-1, 1), -0.0};
    for (std::uint32_t i = random.below(5); i > 0; --i) {
        Racer racer{"", random_parts::random_selection(optimizers(), random), random_parts::chance(random),
                    static_cast<int>(random.below(most_racer_color + 1))};
        if (random_parts::chance(random)) racer.name = "µ \"n\"\n/ 7";
        if (random_parts::chance(random)) racer.start = {{random.normal(), random.normal() * 1e-300}};
        file.race.racers.push_back(std::move(racer));
    }
    if (random_parts::chance(random)) file.race.gradient_noise = random_value(gradient_noise_setting, random);
    file.race.seed = random_parts::random_seed(random);
    return file;
}

}  // namespace ravine::test
