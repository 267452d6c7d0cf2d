#include "engine/train/parameter_path.hpp"

#include <algorithm>

namespace ravine {

namespace {

constexpr std::size_t most_bytes = std::size_t{64} << 20;

std::size_t points_that_fit(const std::vector<float>& parameters) {
    const std::size_t bytes = std::max<std::size_t>(1, parameters.size() * sizeof(float));
    return std::max<std::size_t>(1, most_bytes / bytes);
}

}  // namespace

bool ParameterPath::wants(std::uint64_t step) const {
    return capacity_ > 0 && (step & (stride_ - 1)) == 0 && (points_.empty() || step > points_.back().step);
}

void ParameterPath::append(std::uint64_t step, std::vector<float> parameters) {
    if (!wants(step)) return;
    const std::size_t most = std::min(capacity_, points_that_fit(parameters));
    points_.push_back({step, std::make_shared<const std::vector<float>>(std::move(parameters))});
    while (points_.size() > most) {
        stride_ *= 2;
        std::erase_if(points_, [this](const PathPoint& point) { return point.step % stride_ != 0; });
    }
}

void ParameterPath::forget_after(std::uint64_t step) {
    std::erase_if(points_, [step](const PathPoint& point) { return point.step > step; });
}

void ParameterPath::clear() {
    stride_ = 1;
    points_.clear();
}

}  // namespace ravine
