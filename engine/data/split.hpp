#pragma once
// Which points train and which validate.

#include <cstdint>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/data/data_specification.hpp"

namespace ravine {

/// What the random key of a point follows from, besides the seed.
enum class SplitKey {
    index,  ///< its index: moving it changes nothing
    place,  ///< its coordinates: erasing another point changes nothing
};

/// One split per point; the rule is load_dataset's. Errors: a share out of range, every point marked for validation.
Result<std::vector<Split>> split_points(const PointsSource& source, double validation, std::uint64_t seed,
                                        SplitKey key);

}  // namespace ravine
