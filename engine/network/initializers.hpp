#pragma once
// The table of initialisers of weights. Biases start at 0.

#include <span>
#include <string_view>

#include "engine/core/random.hpp"
#include "engine/core/setting.hpp"

namespace ravine {

struct InitializerRow {
    std::string_view id;
    std::string_view label;
    std::string_view formula;
    std::string_view source;
    std::span<const Setting> settings;
    /// Fills weights[out × in] for a layer with these widths.
    void (*fill)(std::span<double> weights, int inputs, int outputs, RandomStream& random,
                 std::span<const double> settings);
};

std::span<const InitializerRow> initializers();

}  // namespace ravine
