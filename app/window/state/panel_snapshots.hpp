#pragma once
// Which snapshot each panel shows. While training runs, each takes the newest in every third frame, in turn: twenty
// times a second is as often as anybody sees, and a frame then redraws a third of the window.

#include <cstddef>
#include <memory>
#include <vector>

#include "engine/session/snapshot.hpp"

namespace ravine {

class PanelSnapshots {
  public:
    void begin_frame() { ++frame_; }
    /// What the panel at this place of the table shows in this frame. What a command has changed is seen at once.
    const Snapshot& take(std::size_t place, const std::shared_ptr<const Snapshot>& newest);

  private:
    std::size_t frame_ = 0;
    std::vector<std::shared_ptr<const Snapshot>> shown_;
};

}  // namespace ravine
