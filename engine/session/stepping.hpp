#pragma once

#include <cstdint>
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
    /// A mini-batch has been taken, or not (see Trainer::interrupt_by); and an epoch has ended with it, or not.
    void count(bool batch_taken, bool epoch_ended) {
        if (steps_ > 0)
            steps_ -= batch_taken ? 1 : 0;
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
