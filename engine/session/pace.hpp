#pragma once
// How fast training goes: limited and measured.

#include <cstdint>
#include <deque>

#include "engine/session/mailbox.hpp"

namespace ravine::session {

/// Says when the next mini-batch may begin. Delays of up to a tenth of a second are caught up on, longer ones are not.
class SpeedLimit {
  public:
    /// Mini-batches per second; 0 is no limit.
    void set(double steps_per_second);
    double steps_per_second() const { return steps_per_second_; }
    Clock::time_point next() const { return next_; }
    bool allows(Clock::time_point now) const { return steps_per_second_ == 0 || now >= next_; }
    void count_step(Clock::time_point now);

  private:
    double steps_per_second_ = 0;
    Clock::time_point next_{};
};

/// Mini-batches per second over the last half second.
class SpeedMeter {
  public:
    void measure(Clock::time_point now, std::uint64_t steps);
    void forget() { samples_.clear(); }
    double steps_per_second() const;

  private:
    struct Sample {
        Clock::time_point time;
        std::uint64_t steps;
    };
    std::deque<Sample> samples_;
};

}  // namespace ravine::session
