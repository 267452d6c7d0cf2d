#ifdef __linux__
#include <malloc.h>
#endif

#include "app/command_line/run.hpp"

namespace {

// The one place that knows whether this build has a window.
#if RAVINE_GUI
constexpr ravine::WindowDoor door{ravine::run_window, ravine::take_screenshot, ravine::record_race,
                                  ravine::measure_frames, ravine::workspace_ids};
constexpr const ravine::WindowDoor* window = &door;
#else
constexpr const ravine::WindowDoor* window = nullptr;
#endif

/// Frames and mini-batches need the same memory again and again. By default glibc's malloc gives it back to the system
/// each time, and page faults then take a third of a frame. It also keeps what one thread has freed from the others, in
/// up to eight arenas a core: two, of which the second is for all threads but the first, let pictures be drawn in the
/// memory that training has left.
void reuse_freed_memory() {
#ifdef __GLIBC__
    constexpr int kept = 256 << 20, largest = 32 << 20;
    mallopt(M_TRIM_THRESHOLD, kept);
    mallopt(M_MMAP_THRESHOLD, largest);
    mallopt(M_ARENA_MAX, 2);
#endif
}

}  // namespace

int main(int argc, char** argv) {
    reuse_freed_memory();
    return ravine::run_command_line(argc, argv, window);
}
