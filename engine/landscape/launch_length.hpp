#pragma once

#include <algorithm>
#include <cmath>

namespace ravine {

/// How many steps a launch takes: so many as take a few milliseconds, as a GPU that also draws the desktop can draw
/// nothing meanwhile. The first is a small one, and each tells how long the next may be.
class LaunchLength {
  public:
    static constexpr int first_steps = 32;
    static constexpr double seconds = 0.004;

    int steps() const { return steps_; }
    /// The last launch took so long, for as many steps as it was to take.
    void took(double seconds_taken) {
        constexpr double most_growth = 4;  // the clock may have been slow to rise, or the start's cost have hidden all
        const double factor = std::min(seconds / std::max(seconds_taken, 1e-9), most_growth);
        steps_ = std::max(1, static_cast<int>(std::min(factor * steps_, double(most_steps))));
    }

  private:
    static constexpr int most_steps = 1 << 20;
    int steps_ = first_steps;
};

}  // namespace ravine
