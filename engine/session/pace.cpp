#include "engine/session/pace.hpp"

#include <algorithm>

namespace ravine::session {

namespace {

constexpr double most_delay_caught_up = 0.1, measured_span = 0.5;  // seconds

}  // namespace

void SpeedLimit::set(double steps_per_second) {
    steps_per_second_ = steps_per_second;
    next_ = {};
}

void SpeedLimit::count_step(Clock::time_point now) {
    if (steps_per_second_ == 0) return;
    next_ = std::max(next_, now - as_duration(most_delay_caught_up)) + as_duration(1 / steps_per_second_);
}

void SpeedMeter::measure(Clock::time_point now, std::uint64_t steps) {
    if (!samples_.empty() && samples_.back().steps == steps) return;
    if (!samples_.empty() && samples_.back().steps > steps) forget();  // training began anew
    samples_.push_back({now, steps});
    while (samples_.size() > 2 && seconds_between(samples_[1].time, now) > measured_span) samples_.pop_front();
}

double SpeedMeter::steps_per_second() const {
    if (samples_.size() < 2) return 0;
    const Sample &first = samples_.front(), &last = samples_.back();
    return static_cast<double>(last.steps - first.steps) / seconds_between(first.time, last.time);
}

}  // namespace ravine::session
