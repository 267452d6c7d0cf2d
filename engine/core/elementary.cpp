#include "engine/core/elementary.hpp"

namespace ravine {

const float unseen_one = 1, unseen_saturation = 8.9975f * 8.9975f;

}  // namespace ravine
