#pragma once

#include <algorithm>

namespace ravine {

/// Long enough that launches do not count, short enough that commands are answered at once.
inline constexpr double launch_seconds = 0.004;

/// How much a launch does: as much as takes about so long, as a GPU that also draws the desktop can draw nothing
/// meanwhile, and nobody is answered. The first is small, and each tells how large the next may be.
class LaunchLength {
  public:
    /// `most_growth`: from one launch to the next, as the clock may have been slow to rise, or the start's cost have
    /// hidden all.
    LaunchLength(int first, double seconds, double most_growth, int most = 1 << 20)
        : length_(first), seconds_(seconds), most_growth_(most_growth), most_(most) {}

    int length() const { return length_; }
    /// The last launch took so long, for as much as `done`, which may be less than it was to do.
    void took(double seconds, int done) {
        const double longest = std::min(most_growth_ * length_, double(most_));
        length_ = std::max(1, static_cast<int>(std::min(done * seconds_ / std::max(seconds, 1e-9), longest)));
    }

  private:
    int length_;
    double seconds_, most_growth_;
    int most_;
};

}  // namespace ravine
