#pragma once

namespace ravine {

/// Where a descent is after its last step.
struct Arrival {
    static constexpr int elsewhere = -1;  ///< near no minimum that is known, not too far away either
    static constexpr int diverged = -2;   ///< not finite, or far away from its start

    int place = elsewhere;  ///< an index into the surface's minima, or one of those above
    int steps = 0;          ///< the first after which it was there to stay; 0 elsewhere

    bool operator==(const Arrival&) const = default;
};

}  // namespace ravine
