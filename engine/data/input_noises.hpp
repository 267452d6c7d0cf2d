#pragma once
// The table of noises that are added to the network's inputs while it trains: after features and standardisation, to
// each input on its own. Prediction, metrics and pictures are without.

#include <span>
#include <string_view>

#include "engine/core/random.hpp"
#include "engine/core/setting.hpp"

namespace ravine {

struct InputNoiseRow {
    std::string_view id;
    std::string_view label;
    std::string_view formula;
    std::string_view source;
    std::span<const Setting> settings;  ///< the deviation; none where there is no noise
    /// A draw with mean 0 and this standard deviation; null where there is no noise.
    double (*draw)(double deviation, RandomStream& random);
};

/// The first is "none".
std::span<const InputNoiseRow> input_noises();

}  // namespace ravine
