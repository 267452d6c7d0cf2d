#pragma once
// How long frames take that are drawn without a display, 60 in a second as on a screen.

#include <chrono>
#include <nlohmann/json.hpp>
#include <vector>

#include "app/window/display/offscreen_display.hpp"
#include "app/window/interface.hpp"

namespace ravine {

using FrameClock = std::chrono::steady_clock;

inline double seconds_since(FrameClock::time_point start) {
    return std::chrono::duration<double>(FrameClock::now() - start).count();
}

/// The value that a share of all are at most; 0 where there are none.
double percentile(std::vector<double> values, double share);

class FrameMeter {
  public:
    FrameMeter(Interface& interface, const OffscreenDisplay& display, const FrameInput& input)
        : interface_(interface), display_(display), input_(input) {}

    /// Draws a frame and waits until the next is due.
    void frame();
    /// When the last frame was on the screen.
    FrameClock::time_point finished() const { return finished_; }

    /// median_ms, p99_ms, worst_ms of a frame's work, frames, and frames_per_second that were reached.
    nlohmann::json numbers() const;

  private:
    Interface& interface_;
    const OffscreenDisplay& display_;
    FrameInput input_;
    std::vector<double> milliseconds_;
    FrameClock::time_point begun_ = FrameClock::now(), next_ = begun_, finished_ = begun_;
};

}  // namespace ravine
