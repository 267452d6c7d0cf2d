#pragma once

namespace ravine {

/// Mesa's software renderer takes a thread for every processor, which training then has to share. With one fewer it
/// draws no slower beside training. Call it before OpenGL starts; a number that the user has set in LP_NUM_THREADS
/// stays.
void leave_room_for_training();

}  // namespace ravine
