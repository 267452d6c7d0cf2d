#include "engine/io/finite.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace ravine {

namespace {

/// "weight [2, 1] of layer 3": counted from 1, the output layer last.
std::string place_of(const Network<float>& network, std::size_t index) {
    for (const ParameterBlock& block : network.blocks()) {
        if (index < block.offset || index >= block.offset + block.size()) continue;
        const std::size_t within = index - block.offset, columns = static_cast<std::size_t>(block.columns);
        return fmt::format("{} [{}, {}] of layer {}", block.name, within / columns + 1, within % columns + 1,
                           block.layer + 1);
    }
    return fmt::format("parameter {}", index);
}

}  // namespace

Status check_finite(const Model& model) {
    Status status;
    for_each_member(model, [&](const auto& shared) {
        const std::vector<float>& parameters = *shared;
        const auto found = std::ranges::find_if_not(parameters, [](float value) { return std::isfinite(value); });
        if (!status || found == parameters.end()) return;
        const auto index = static_cast<std::size_t>(found - parameters.begin());
        status =
            system_error(fmt::format("the network has diverged: {} is {}", place_of(*model.network, index), *found), {},
                         "go back to the state before, or train again with a smaller learning rate");
    });
    return status;
}

}  // namespace ravine
