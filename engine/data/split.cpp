#include "engine/data/split.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <cmath>
#include <utility>

#include "engine/core/random.hpp"

namespace ravine {

namespace {

/// A number for a place in the plane: the same for 0 and −0, and very likely different for different places.
std::uint64_t stream_of_place(const Point& point) {
    const auto x1 = std::bit_cast<std::uint64_t>(point.x1 + 0.0), x2 = std::bit_cast<std::uint64_t>(point.x2 + 0.0);
    return x1 ^ std::rotl(x2 * 0x9E3779B97F4A7C15u, 31);
}

/// Indices of the points without an explicit split, in the order of their random keys (then of their index).
std::vector<std::size_t> undecided_by_key(const PointsSource& source, std::uint64_t seed, SplitKey key) {
    std::vector<std::pair<std::uint64_t, std::size_t>> keys;
    for (std::size_t i = 0; i < source.points.size(); ++i) {
        if (!source.splits.empty() && source.splits[i]) continue;
        RandomStream random(seed, RandomPurpose::split, key == SplitKey::index ? i : stream_of_place(source.points[i]));
        const std::uint64_t high = random.bits(), low = random.bits();
        keys.emplace_back(high << 32 | low, i);
    }
    std::ranges::sort(keys);
    std::vector<std::size_t> indices;
    for (const auto& [bits, index] : keys) indices.push_back(index);
    return indices;
}

}  // namespace

Result<std::vector<Split>> split_points(const PointsSource& source, double validation, std::uint64_t seed,
                                        SplitKey key) {
    if (!(validation >= 0 && validation < 1))
        return input_error(fmt::format("{} is out of range", validation), "data.validation",
                           "give a share from 0 to below 1");
    std::vector<Split> splits(source.points.size(), Split::train);
    for (std::size_t i = 0; i < source.splits.size(); ++i) splits[i] = source.splits[i].value_or(Split::train);
    const auto training = static_cast<std::size_t>(std::ranges::count(splits, Split::train));
    if (training == 0) return input_error("no point trains", "data", "mark at least one as train");

    const std::vector<std::size_t> undecided = undecided_by_key(source, seed, key);
    const auto share = std::llround(validation * static_cast<double>(undecided.size()));
    const std::size_t validating = std::min(static_cast<std::size_t>(share), training - 1);
    for (std::size_t i = 0; i < validating; ++i) splits[undecided[i]] = Split::validation;
    return splits;
}

}  // namespace ravine
