#pragma once
// Undo and redo by keeping what the scenario was: drawn points, layers and settings alike.

#include <deque>
#include <vector>

#include "engine/train/scenario.hpp"

namespace ravine {

class UndoHistory {
  public:
    /// Looks at the scenario once per frame. While something is being dragged nothing is recorded, so that a stroke of
    /// the brush or a pull at a slider is one step.
    void observe(const Scenario& now, bool dragging);
    /// Starts anew: what was before cannot be brought back.
    void clear(const Scenario& now);

    bool can_undo() const { return !past_.empty(); }
    /// How many steps can be undone.
    std::size_t steps() const { return past_.size(); }
    bool can_redo() const { return !future_.empty(); }
    /// Makes `scenario` what it was before the last step; does nothing when there is none.
    void undo(Scenario& scenario);
    void redo(Scenario& scenario);

  private:
    static constexpr std::size_t most_steps = 200;
    Scenario settled_;
    std::deque<Scenario> past_;
    std::vector<Scenario> future_;
};

}  // namespace ravine
