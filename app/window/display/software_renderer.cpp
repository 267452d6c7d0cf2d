#include "app/window/display/software_renderer.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>

#include "engine/core/parallel.hpp"

namespace ravine {

void leave_room_for_training() {
    const std::string threads = std::to_string(std::max(1, hardware_threads() - 1));
    setenv("LP_NUM_THREADS", threads.c_str(), 0);
}

}  // namespace ravine
