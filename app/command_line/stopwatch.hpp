#pragma once

#include <chrono>

namespace ravine {

/// Seconds since it was made.
class Stopwatch {
  public:
    using Clock = std::chrono::steady_clock;

    double seconds() const { return seconds(Clock::now()); }
    double seconds(Clock::time_point now) const { return std::chrono::duration<double>(now - start_).count(); }

  private:
    Clock::time_point start_ = Clock::now();
};

}  // namespace ravine
