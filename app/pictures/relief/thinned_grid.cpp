#include "app/pictures/relief/thinned_grid.hpp"

#include <algorithm>
#include <cmath>
#include <cstddef>

namespace ravine {
namespace {

/// The old places that one new place is the mean of.
struct Taps {
    int first = 0;
    std::vector<float> weights;  // their sum is 1
};

std::vector<Taps> taps_along(int from, int to) {
    const double radius = std::max(1.0 / from, 1.0 / (to - 1));
    std::vector<Taps> all(static_cast<std::size_t>(to));
    for (int place = 0; place < to; ++place) {
        Taps& taps = all[static_cast<std::size_t>(place)];
        const double at = static_cast<double>(place) / (to - 1);
        const int last = std::min(from - 1, static_cast<int>(std::floor((at + radius) * from - 0.5)));
        taps.first = std::clamp(static_cast<int>(std::ceil((at - radius) * from - 0.5)), 0, last);
        float sum = 0;
        for (int i = taps.first; i <= last; ++i) {
            const double distance = std::abs((i + 0.5) / from - at);
            taps.weights.push_back(static_cast<float>(std::max(1 - distance / radius, 1e-6)));
            sum += taps.weights.back();
        }
        for (float& weight : taps.weights) weight /= sum;
    }
    return all;
}

}  // namespace

std::vector<float> thinned_grid(std::span<const float> values, int columns, int rows, int to_columns, int to_rows) {
    const std::vector<Taps> across = taps_along(columns, to_columns), along = taps_along(rows, to_rows);
    const auto width = static_cast<std::size_t>(to_columns);
    std::vector<float> narrow;
    narrow.reserve(width * static_cast<std::size_t>(rows));
    for (int row = 0; row < rows; ++row)
        for (const Taps& taps : across) {
            const float* from = &values[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns)] + taps.first;
            float sum = 0;
            for (const float weight : taps.weights) sum += weight * *from++;
            narrow.push_back(sum);
        }
    std::vector<float> thin(width * static_cast<std::size_t>(to_rows));
    for (std::size_t row = 0; row < along.size(); ++row)
        for (std::size_t tap = 0; tap < along[row].weights.size(); ++tap) {
            const float weight = along[row].weights[tap];
            const float* from = &narrow[(static_cast<std::size_t>(along[row].first) + tap) * width];
            for (std::size_t i = 0; i < width; ++i) thin[row * width + i] += weight * from[i];
        }
    return thin;
}

}  // namespace ravine
