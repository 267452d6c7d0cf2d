#include "engine/data/generators.hpp"

#include <array>

#include "engine/core/table.hpp"
#include "engine/data/generators/clusters.hpp"
#include "engine/data/generators/curves.hpp"
#include "engine/data/generators/heights.hpp"
#include "engine/data/generators/rounds.hpp"
#include "engine/data/generators/squares.hpp"

namespace ravine {

namespace {

constexpr std::array generator_rows{
    generator::spiral, generator::circle,       generator::exclusive_or, generator::gauss,       generator::moons,
    generator::rings,  generator::checkerboard, generator::blobs,        generator::plane,       generator::multi_gauss,
    generator::sine,   generator::polynomial,   generator::step,         generator::damped_wave,
};
static_assert(is_sound_table(std::span<const GeneratorRow>(generator_rows)));

}  // namespace

std::span<const GeneratorRow> generators() { return generator_rows; }

}  // namespace ravine
