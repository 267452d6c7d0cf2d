// The program with a second back end, which is the CPU under another name and can be lost: for tests of the window.

#include <cstdlib>
#include <string>

#include "app/command_line/run.hpp"
#include "tests/remote_backend.hpp"

namespace {

ravine::Status open_with_remote(const ravine::WindowOptions& options) {
    ravine::WindowOptions with_remote = options;
    with_remote.opening.backends = ravine::test::backends_with_remote();
    return ravine::run_window(with_remote);
}

constexpr ravine::WindowDoor door{open_with_remote, ravine::take_screenshot, ravine::record_race,
                                  ravine::measure_frames, ravine::workspace_ids};

}  // namespace

/// RAVINE_LOST_AT_STEP: the call of a plan's step() at which the device is lost.
int main(int argc, char** argv) {
    ravine::test::fate.never();
    if (const char* time = std::getenv("RAVINE_LOST_AT_STEP"))
        ravine::test::fate.fail_at(ravine::test::Call::step, std::stoi(time));
    return ravine::run_command_line(argc, argv, &door);
}
