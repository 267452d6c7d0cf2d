#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "engine/session/commands.hpp"

namespace ravine::session {

/// What is left to do of the Step commands taken so far.
class Stepping {
  public:
    void add(Ticket ticket, const command::Step& step) {
        (step.epochs ? epochs_ : steps_) += static_cast<std::uint64_t>(step.steps);
        tickets_.push_back(ticket);
    }
    /// So many mini-batches may be taken at once.
    std::size_t most_at_once() const {
        return steps_ > 0 ? static_cast<std::size_t>(steps_) : std::numeric_limits<std::size_t>::max();
    }
    /// So many mini-batches have been taken, none where that was interrupted (see Trainer::interrupt_by); and an epoch
    /// has ended with them, or not.
    void count(std::uint64_t batches, bool epoch_ended) {
        if (steps_ > 0)
            steps_ -= std::min(steps_, batches);
        else if (epoch_ended && epochs_ > 0)
            --epochs_;
    }
    bool done() const { return steps_ == 0 && epochs_ == 0; }
    /// Forgets the rest; the tickets of the commands that are now over.
    std::vector<Ticket> end() {
        steps_ = epochs_ = 0;
        return std::exchange(tickets_, {});
    }

  private:
    std::uint64_t steps_ = 0, epochs_ = 0;
    std::vector<Ticket> tickets_;
};

}  // namespace ravine::session
