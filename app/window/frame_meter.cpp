#include "app/window/frame_meter.hpp"

#include <algorithm>
#include <cmath>
#include <thread>

namespace ravine {

double percentile(std::vector<double> values, double share) {
    if (values.empty()) return 0;
    std::ranges::sort(values);
    const auto index = static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size()))) - 1;
    return values[std::min(index, values.size() - 1)];
}

void FrameMeter::frame() {
    const FrameClock::time_point start = FrameClock::now();
    display_.bind();
    interface_.draw(input_);
    display_.finish();
    finished_ = FrameClock::now();
    milliseconds_.push_back(1000 * std::chrono::duration<double>(finished_ - start).count());
    next_ = std::max(next_ + std::chrono::microseconds(16667), start);
    std::this_thread::sleep_until(next_);
}

nlohmann::json FrameMeter::numbers() const {
    return {{"median_ms", percentile(milliseconds_, 0.5)},
            {"p99_ms", percentile(milliseconds_, 0.99)},
            {"worst_ms", percentile(milliseconds_, 1)},
            {"frames", milliseconds_.size()},
            {"frames_per_second", static_cast<double>(milliseconds_.size()) / seconds_since(begun_)}};
}

}  // namespace ravine
