#pragma once

#include "engine/core/setting.hpp"

namespace ravine {

/// Picks an optimizer as selection_combo does, except that a learning rate is not carried over between first-order and
/// second-order ones, to which it means another thing. True when another one was picked.
bool optimizer_combo(Selection& optimizer);

}  // namespace ravine
