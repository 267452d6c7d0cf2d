#pragma once

#include <algorithm>
#include <chrono>
#include <utility>

namespace ravine {

/// A clock to ask between short pieces of work. It looks at the time only once in as many calls as take about ten
/// microseconds, for a look can take a tenth as long as a mini-batch of a tiny network. What it tells is late by no
/// more than about twice that while the pieces are alike; where a piece takes longer, the next call looks.
class SparseClock {
  public:
    using Clock = std::chrono::steady_clock;

    Clock::time_point now() {
        if (--calls_to_look_ == 0) look();
        return now_;
    }

  private:
    static constexpr Clock::duration span = std::chrono::microseconds(10);
    static constexpr int most_calls = 64;

    void look() {
        const Clock::time_point before = std::exchange(now_, Clock::now());
        calls_ = now_ - before < span ? std::min(2 * calls_, most_calls) : now_ - before < 2 * span ? calls_ : 1;
        calls_to_look_ = calls_;
    }

    Clock::time_point now_ = Clock::now();
    int calls_ = 1, calls_to_look_ = 1;
};

}  // namespace ravine
