#pragma once

#include <algorithm>
#include <set>

#include "engine/session/commands.hpp"

namespace ravine::session {

/// Which commands have been carried out, where some (steps, races, exports) take their time beside the others.
class Ledger {
  public:
    /// The command has been taken; it counts as carried out unless it is opened.
    void take(Ticket ticket) { taken_ = std::max(taken_, ticket); }
    void open(Ticket ticket) { open_.insert(ticket); }
    void close(Ticket ticket) { open_.erase(ticket); }
    /// Every command up to this one has been carried out.
    Ticket applied() const { return open_.empty() ? taken_ : *open_.begin() - 1; }

  private:
    Ticket taken_ = 0;
    std::set<Ticket> open_;
};

}  // namespace ravine::session
