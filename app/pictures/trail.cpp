#include "app/pictures/trail.hpp"

#include <algorithm>
#include <cmath>

#include "app/pictures/clip.hpp"

namespace ravine {

namespace {

constexpr double tile = 256;  // cells

/// Least number, cells, and how large they are, along one axis.
struct Extent {
    double corner, cell;
    int cells;
};

Extent extent_around(double least, double most, double wanted) {
    const double cell = std::exp2(std::ceil(std::log2(wanted))), side = tile * cell;
    const double first = std::floor(least / side), last = std::ceil(most / side);
    return {first * side, cell, static_cast<int>(std::max(1.0, last - first) * tile)};
}

}  // namespace

TrailGround TrailGround::around(const Window& window, const std::array<double, 2>& extents) {
    const Extent x = extent_around(window.x_least, window.x_most, extents[0]),
                 y = extent_around(window.y_least, window.y_most, extents[1]);
    return {{x.corner, y.corner}, {x.cell, y.cell}, x.cells, y.cells};
}

Trail::Trail(const TrailGround& ground)
    : ground_(ground), covered_(static_cast<std::size_t>(ground.columns) * static_cast<std::size_t>(ground.rows)) {}

Place Trail::cells_at(const RaceStep& step) const {
    return {(step.x - ground_.corner[0]) / ground_.cell[0], (step.y - ground_.corner[1]) / ground_.cell[1]};
}

std::int64_t Trail::cell_at(Place cells) const {
    if (!(cells.x >= 0 && cells.y >= 0 && cells.x < ground_.columns && cells.y < ground_.rows)) return nowhere;
    return static_cast<std::int64_t>(cells.y) * ground_.columns + static_cast<std::int64_t>(cells.x);
}

bool Trail::extend(std::span<const RaceStep> steps, std::size_t most_cells) {
    for (cells_passed_ = 0; seen_ < steps.size() && cells_passed_ < most_cells; ++seen_) {
        const std::int64_t cell = cell_at(cells_at(steps[seen_]));
        if (cell != nowhere && cell == cells_before_[1]) continue;
        if (seen_ > 0) take(steps, static_cast<std::uint32_t>(seen_), cell);
        cells_before_ = {cells_before_[1], cell};
        here_ = static_cast<std::uint32_t>(seen_);
    }
    return seen_ >= steps.size();
}

void Trail::take(std::span<const RaceStep> steps, std::uint32_t step, std::int64_t cell) {
    constexpr std::size_t plenty = 300;  // corners; up to here nothing is left out
    const bool goes_back = cell != nowhere && cell == cells_before_[0] && cells_before_[1] != nowhere;
    const bool is_early = corners_.size() < plenty;
    if (!is_early && goes_back) {
        is_down_ = false;
        return;
    }
    const bool is_new = cover(cells_at(steps[here_]), cells_at(steps[step]), is_early);
    if (is_new) keep(here_, step);
    is_down_ = is_new;
}

bool Trail::cover(Place from, Place to, bool in_any_case) {
    const Box all{0, 0, static_cast<double>(ground_.columns) - 1e-6, static_cast<double>(ground_.rows) - 1e-6};
    const auto part = clip_segment(from, to, all);
    if (!part) return false;
    const Place begin = part->first, end = part->second;
    const int count = 1 + static_cast<int>(std::max(std::abs(end.x - begin.x), std::abs(end.y - begin.y)));
    // In fixed point: long paths have millions of cells.
    const auto fixed = [](double number) { return static_cast<std::int64_t>(number * 0x1p32); };
    const std::int64_t x = fixed(begin.x), dx = fixed((end.x - begin.x) / count);
    const std::int64_t y = fixed(begin.y), dy = fixed((end.y - begin.y) / count);
    const auto cell = [&](int i) -> std::uint8_t& {
        const std::int64_t row = (y + i * dy) >> 32, column = (x + i * dx) >> 32;
        return covered_[static_cast<std::size_t>(row * ground_.columns + column)];
    };
    cells_passed_ += static_cast<std::size_t>(count);
    const int enough = is_down_ || count <= 2 ? 1 : 2;  // cells in a row; a line that goes on needs fewer
    int run = in_any_case ? enough : 0;
    for (int i = 0; i <= count && run < enough; ++i) run = cell(i) != 0 ? 0 : run + 1;
    if (run < enough) return false;
    for (int i = 0; i <= count; ++i) cell(i) = 1;
    return true;
}

void Trail::keep(std::uint32_t from, std::uint32_t to) {
    if (!is_down_) corners_.push_back({from, true});
    corners_.push_back({to, false});
    is_down_ = true;
}

std::span<const Trail::Corner> Trail::corners(std::size_t points) const {
    const auto end = std::partition_point(corners_.begin(), corners_.end(),
                                          [&](const Corner& corner) { return corner.step < points; });
    return std::span(corners_).first(static_cast<std::size_t>(end - corners_.begin()));
}

}  // namespace ravine
