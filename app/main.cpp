#include "app/command_line/run.hpp"

namespace {

// The one place that knows whether this build has a window.
#if RAVINE_GUI
constexpr ravine::WindowDoor door{ravine::run_window, ravine::take_screenshot, ravine::measure_frames,
                                  ravine::workspace_ids};
constexpr const ravine::WindowDoor* window = &door;
#else
constexpr const ravine::WindowDoor* window = nullptr;
#endif

}  // namespace

int main(int argc, char** argv) { return ravine::run_command_line(argc, argv, window); }
