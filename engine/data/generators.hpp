#pragma once
// The table of point generators.

#include <span>
#include <string_view>
#include <vector>

#include "engine/core/random.hpp"
#include "engine/core/setting.hpp"
#include "engine/data/dataset.hpp"

namespace ravine {

/// What a generator is asked for; `settings` are the row's own, in its order.
struct GeneratorRequest {
    int points;
    double noise;
    std::uint64_t seed;
    std::span<const double> settings;
};

struct GeneratorRow {
    std::string_view id;
    std::string_view label;
    std::string_view formula;  ///< how a point arises, in one line
    std::string_view source;
    Task task;
    std::span<const Setting> settings;
    /// Points within about [−6, 6]² where noise is small; exactly `points` of them, classes in turn. Point i depends on
    /// seed, noise, settings and i alone.
    std::vector<Point> (*generate)(const GeneratorRequest&);
    /// Number of classes for these settings; 0 for regression and curves.
    int (*classes)(std::span<const double> settings);
};

std::span<const GeneratorRow> generators();

}  // namespace ravine
