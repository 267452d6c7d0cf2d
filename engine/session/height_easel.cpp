#include "engine/session/height_easel.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ravine::session {

namespace {

/// Each further picture has so many times as many heights as the one before.
constexpr double refinement = 8;

/// Heights of the grid's rows and columns in the block, in their places.
void evaluate(HeightGrid& grid, const Block& block, ThreadPool& pool) {
    const auto columns = static_cast<std::size_t>(block.columns);
    std::vector<double> x(columns);
    for (std::size_t i = 0; i < columns; ++i) x[i] = grid.x(block.column + static_cast<int>(i));
    pool.for_each(static_cast<std::size_t>(block.rows), [&](std::size_t k) {
        const int row = block.row + static_cast<int>(k);
        const std::vector<double> y(columns, grid.y(row));
        const std::size_t place = static_cast<std::size_t>(row) * static_cast<std::size_t>(grid.columns) +
                                  static_cast<std::size_t>(block.column);
        grid.surface->values(x, y, std::span(grid.values).subspan(place, columns));
    });
}

/// Milliseconds that a height takes, by a few of them.
double probe(const Surface& surface, const Window& window) {
    constexpr int heights = 16;
    std::vector<double> x(heights), y(heights), f(heights);
    for (int i = 0; i < heights; ++i) {
        x[static_cast<std::size_t>(i)] = pixel_middle(window.x_least, window.x_most, i, heights);
        y[static_cast<std::size_t>(i)] = pixel_middle(window.y_least, window.y_most, i, heights);
    }
    const Clock::time_point begin = Clock::now();
    surface.values(x, y, f);
    return 1000 * seconds_between(begin, Clock::now()) / heights;
}

}  // namespace

HeightEasel::Subject HeightEasel::subject_of(const Snapshot& snapshot) {
    if (!snapshot.landscape) return {};
    const command::SetLandscapeView& view = snapshot.landscape->view;
    if (view.columns <= 0 || view.rows <= 0) return {};
    return {snapshot.landscape->surface, view.window, std::min(view.columns, most_picture_size),
            std::min(view.rows, most_picture_size)};
}

std::optional<Due> HeightEasel::due(const Snapshot& snapshot) {
    const Subject subject = subject_of(snapshot);
    if (subject.columns == 0) {
        subject_ = {};
        level_.reset();
        return {};
    }
    if (subject != subject_) return Due{Urgency::quick, at_once};
    if (level_) return Due{Urgency::coarse, at_once};
    return {};
}

void HeightEasel::give_up(const Snapshot& snapshot) {
    subject_ = subject_of(snapshot);
    level_.reset();
}

void HeightEasel::work(const Snapshot& snapshot, Studio& studio) {
    if (Subject subject = subject_of(snapshot); subject != subject_) {
        subject_ = std::move(subject);
        cost_ = CostMeter(probe(*subject_.surface, subject_.window));
        begin_level(quick_milliseconds);
    }
    paint_block(widest_pool(snapshot, studio));
    if (level_->cursor.done()) finish_level(studio);
}

/// With as many heights as can be had in this time, at least a few.
void HeightEasel::begin_level(double milliseconds) {
    const double all = double(subject_.columns) * subject_.rows, affordable = milliseconds / cost_.milliseconds(1);
    const double share = std::min(1.0, std::sqrt(std::max(affordable, 64.0) / all));
    const int columns = std::max(2, static_cast<int>(std::lround(share * subject_.columns))),
              rows = std::max(2, static_cast<int>(std::lround(share * subject_.rows)));
    HeightGrid grid{subject_.surface, subject_.window, columns, rows, share == 1, {}};
    grid.values.resize(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
    level_ = Level{BlockCursor(columns, rows), std::move(grid)};
}

void HeightEasel::paint_block(ThreadPool& pool) {
    const Block block = level_->cursor.next(piece_milliseconds / cost_.milliseconds(1));
    const Clock::time_point begin = Clock::now();
    evaluate(level_->grid, block, pool);
    const double milliseconds = 1000 * seconds_between(begin, Clock::now());
    cost_.measured(double(block.columns) * block.rows, milliseconds);
    level_->milliseconds += milliseconds;
    level_->cursor.advance(block);
}

void HeightEasel::finish_level(Studio& studio) {
    const bool finest = level_->grid.finest;
    const double milliseconds = level_->milliseconds;
    studio.deliver({std::make_shared<const Picture<HeightGrid>>(
        Picture<HeightGrid>{++version_, 0, milliseconds, std::move(level_->grid)})});
    level_.reset();
    if (!finest) begin_level(refinement * std::max(milliseconds, quick_milliseconds));
}

}  // namespace ravine::session
