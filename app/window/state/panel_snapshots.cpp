#include "app/window/state/panel_snapshots.hpp"

namespace ravine {
namespace {

constexpr std::size_t frames_in_turn = 3;

}  // namespace

const Snapshot& PanelSnapshots::take(std::size_t place, const std::shared_ptr<const Snapshot>& newest) {
    if (place >= shown_.size()) shown_.resize(place + 1);
    std::shared_ptr<const Snapshot>& shown = shown_[place];
    const bool only_trained = shown && newest->run_state == RunState::running &&
                              shown->run_state == newest->run_state && shown->applied == newest->applied;
    if (!only_trained || (frame_ + place) % frames_in_turn == 0) shown = newest;
    return *shown;
}

}  // namespace ravine
