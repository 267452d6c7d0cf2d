#include "app/window/state/undo.hpp"

#include <utility>

namespace ravine {

void UndoHistory::observe(const Scenario& now, bool dragging) {
    if (dragging || now == settled_) return;
    past_.push_back(std::exchange(settled_, now));
    if (past_.size() > most_steps) past_.pop_front();
    future_.clear();
}

void UndoHistory::clear(const Scenario& now) {
    settled_ = now;
    past_.clear();
    future_.clear();
}

void UndoHistory::undo(Scenario& scenario) {
    if (past_.empty()) return;
    future_.push_back(std::exchange(settled_, past_.back()));
    past_.pop_back();
    scenario = settled_;
}

void UndoHistory::redo(Scenario& scenario) {
    if (future_.empty()) return;
    past_.push_back(std::exchange(settled_, future_.back()));
    future_.pop_back();
    scenario = settled_;
}

}  // namespace ravine
