#pragma once
// The states that a diverged training can be taken back to.

namespace ravine {

/// Which epoch (0: as initialised). Two, because a loss that explodes is finite until 1e38: what was finite last is
/// seldom a state to go on from, but shows what happened.
enum class EarlierState {
    lowest,      ///< the lowest training loss, penalty included, of this run on these data; of equal ones the last
    last_finite  ///< the last that ended with a finite training loss
};

}  // namespace ravine
