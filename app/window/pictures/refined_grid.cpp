#include "app/window/pictures/refined_grid.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace ravine {
namespace {

std::array<float, 4> spline_weights(float t) {
    return {t * (-0.5f + t * (1 - 0.5f * t)), 1 + t * t * (-2.5f + 1.5f * t), t * (0.5f + t * (2 - 1.5f * t)),
            t * t * (-0.5f + 0.5f * t)};
}

/// Refines `count` values, `stride` apart; writes them `out_stride` apart.
void refine_line(const float* values, int count, std::ptrdiff_t stride, int factor, float* out,
                 std::ptrdiff_t out_stride) {
    const auto at = [&](int i) { return values[std::clamp(i, 0, count - 1) * stride]; };
    for (int i = 0; i < refined_count(count, factor); ++i) {
        const int cell = i / factor;
        const std::array<float, 4> weights =
            spline_weights(static_cast<float>(i % factor) / static_cast<float>(factor));
        out[i * out_stride] =
            weights[0] * at(cell - 1) + weights[1] * at(cell) + weights[2] * at(cell + 1) + weights[3] * at(cell + 2);
    }
}

}  // namespace

std::vector<float> refined_grid(std::span<const float> values, int columns, int rows, int factor) {
    const int fine_columns = refined_count(columns, factor), fine_rows = refined_count(rows, factor);
    std::vector<float> wide(static_cast<std::size_t>(fine_columns) * static_cast<std::size_t>(rows));
    for (int row = 0; row < rows; ++row)
        refine_line(values.data() + static_cast<std::ptrdiff_t>(row) * columns, columns, 1, factor,
                    wide.data() + static_cast<std::ptrdiff_t>(row) * fine_columns, 1);
    std::vector<float> fine(static_cast<std::size_t>(fine_columns) * static_cast<std::size_t>(fine_rows));
    for (int column = 0; column < fine_columns; ++column)
        refine_line(wide.data() + column, rows, fine_columns, factor, fine.data() + column, fine_columns);
    return fine;
}

}  // namespace ravine
