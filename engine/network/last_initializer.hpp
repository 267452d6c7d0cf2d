#pragma once
// How weights start that nobody has said anything about: those of an output layer, and of a residual block's
// projection.

#include <span>

#include "engine/network/network_specification.hpp"

namespace ravine {

/// The initialiser of the last of these layers that has one, layers inside of blocks included; Glorot's normal where
/// none has.
inline Selection last_initializer(std::span<const LayerSpecification> layers) {
    const auto find = [](const auto& self, std::span<const LayerSpecification> among) -> const Selection* {
        for (std::size_t i = among.size(); i-- > 0;) {
            if (!among[i].initializer.id.empty()) return &among[i].initializer;
            if (const Selection* inside = self(self, among[i].layers)) return inside;
        }
        return nullptr;
    };
    const Selection* found = find(find, layers);
    return found ? *found : dense_layer(1).initializer;
}

}  // namespace ravine
