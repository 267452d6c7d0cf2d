// Which snapshot a panel shows.

#include "app/window/state/panel_snapshots.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

std::shared_ptr<const Snapshot> snapshot(std::uint64_t version, RunState state, Ticket applied = 0) {
    auto made = std::make_shared<Snapshot>();
    made->version = version;
    made->run_state = state;
    made->applied = applied;
    return made;
}

}  // namespace

TEST_CASE("while training runs, every panel takes the newest snapshot in one of three frames") {
    constexpr std::size_t panels = 7;
    PanelSnapshots shown;
    for (std::size_t place = 0; place < panels; ++place) shown.take(place, snapshot(0, RunState::running));
    std::vector<int> taken(panels, 0);
    for (std::uint64_t frame = 1; frame <= 30; ++frame) {
        shown.begin_frame();
        int in_this_frame = 0;
        for (std::size_t place = 0; place < panels; ++place) {
            const std::uint64_t version = shown.take(place, snapshot(frame, RunState::running)).version;
            CHECK(frame - version < 3);
            const bool is_newest = version == frame;
            taken[place] += is_newest;
            in_this_frame += is_newest;
        }
        CHECK(in_this_frame <= 3);
    }
    CHECK(taken == std::vector<int>(panels, 10));
}

TEST_CASE("what a command has changed is seen in every panel at once") {
    PanelSnapshots shown;
    for (std::size_t place = 0; place < 3; ++place) shown.take(place, snapshot(1, RunState::running));
    for (std::size_t place = 0; place < 3; ++place) {
        CHECK(shown.take(place, snapshot(2, RunState::running, 5)).version == 2);
        CHECK(shown.take(place, snapshot(3, RunState::paused, 5)).version == 3);
        CHECK(shown.take(place, snapshot(4, RunState::paused, 5)).version == 4);
    }
}
