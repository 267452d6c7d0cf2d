#pragma once

#include <cstddef>

#include "engine/core/setting.hpp"

namespace ravine {

/// Picks an optimizer as selection_combo does, except that a learning rate is not carried over between first-order and
/// second-order ones, to which it means another thing. Those that are not made for so many parameters stay in the list,
/// with the reason. True when another one was picked.
bool optimizer_combo(Selection& optimizer, std::size_t parameters);

}  // namespace ravine
