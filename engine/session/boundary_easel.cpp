#include "engine/session/boundary_easel.hpp"

#include <cmath>
#include <span>

namespace ravine::session {

namespace {

constexpr int least_points = 12;  // on a side, however slow the network

/// By how much both sides are divided to make so many points at most.
int divisor_for(int columns, int rows, double most_points) {
    const double excess = double(columns) * rows / std::max(1.0, most_points);
    const int divisor = int(std::ceil(std::sqrt(std::max(1.0, excess))));
    return std::clamp(divisor, 1, std::max(1, std::min(columns, rows == 1 ? columns : rows) / least_points));
}

/// The part of the window that the block's pixels cover.
Window window_of(const DecisionMap& map, const Block& block) {
    const Window& all = map.window;
    const auto x = [&](int edge) { return std::lerp(all.x_least, all.x_most, double(edge) / map.columns); };
    const auto y = [&](int edge) { return std::lerp(all.y_least, all.y_most, double(edge) / map.rows); };
    return {x(block.column), x(block.column + block.columns), y(block.row), y(block.row + block.rows)};
}

/// Puts one block's values, plane by plane, where they belong in the whole map's.
void copy_planes(const Block& block, const DecisionMap& part, std::span<const float> from, const DecisionMap& map,
                 std::span<float> to) {
    for (int plane = 0; plane < map.planes; ++plane)
        copy_block(block, from.data() + std::ptrdiff_t(plane) * part.columns * part.rows,
                   to.data() + std::ptrdiff_t(plane) * map.columns * map.rows, map.columns);
}

/// Lines of all members are drawn where their maps are not too many for a card's texture.
bool shows_members(const Model& model) {
    constexpr std::size_t most_planes = 64;
    const std::size_t planes = prediction_width(model) == 2 ? 1 : static_cast<std::size_t>(prediction_width(model));
    return !model.other_members.empty() && (1 + model.other_members.size()) * planes <= most_planes;
}

/// A map without values that is as large as can be made in the time.
DecisionMap empty_map(const Model& model, const command::SetView& view, double most_points) {
    DecisionMap map{view.boundary_columns, view.boundary_rows, prediction_width(model), view.boundary_window, {}};
    if (model.network->task() == Task::curve) map.rows = 1;
    const int divisor = divisor_for(map.columns, map.rows, most_points);
    map.columns /= divisor;
    if (map.rows > 1) map.rows /= divisor;
    map.values.assign(std::size_t(map.planes) * std::size_t(map.columns) * std::size_t(map.rows), 0);
    if (shows_members(model)) map.members.assign(1 + model.other_members.size(), map.values);
    return map;
}

}  // namespace

BoundaryEasel::Subject BoundaryEasel::subject_of(const Snapshot& snapshot) {
    const command::SetView& view = snapshot.view;
    return {snapshot.shape_version, snapshot.parameters_version, view.boundary_window, view.boundary_columns,
            view.boundary_rows};
}

/// While training, a picture under way is finished although the parameters have moved on.
bool BoundaryEasel::is_outdated(const Snapshot& snapshot) const {
    Subject now = subject_of(snapshot);
    if (is_training(snapshot)) now.parameters_version = progress_->subject.parameters_version;
    return progress_->subject != now || (progress_->thorough && is_training(snapshot));
}

std::optional<Due> BoundaryEasel::due(const Snapshot& snapshot) {
    const Subject subject = subject_of(snapshot);
    if (subject.columns <= 0 || subject.rows <= 0) {
        forget();
        return {};
    }
    if (progress_ && is_outdated(snapshot)) progress_.reset();
    if (progress_) return Due{progress_->thorough ? Urgency::thorough : Urgency::quick, at_once};
    if (is_training(snapshot) && looks_the_same(subject)) {
        if (quick_ == subject) return {};
        return Due{Urgency::quick, next_};
    }
    if (thorough_ == subject) return {};
    return Due{quick_ == subject ? Urgency::thorough : Urgency::quick, at_once};
}

void BoundaryEasel::forget() {
    progress_.reset();
    quick_ = thorough_ = {};
}

bool BoundaryEasel::looks_the_same(Subject subject) const {
    subject.parameters_version = quick_.parameters_version;
    return subject == quick_;
}

void BoundaryEasel::give_up(const Snapshot& snapshot) {
    progress_.reset();
    quick_ = thorough_ = subject_of(snapshot);
}

void BoundaryEasel::work(const Snapshot& snapshot, Studio& studio) {
    if (!progress_) begin(snapshot);
    paint_block(studio);
    if (progress_->cursor.done()) finish(studio);
}

void BoundaryEasel::begin(const Snapshot& snapshot) {
    const Subject subject = subject_of(snapshot);
    const bool thorough = !is_training(snapshot) && quick_ == subject;
    const double most_milliseconds = thorough ? thorough_milliseconds : quick_milliseconds;
    const double most_points = most_milliseconds / cost_.milliseconds(units_per_point(snapshot.predicting()));
    DecisionMap map = empty_map(snapshot.predicting(), snapshot.view, most_points);
    const BlockCursor cursor(map.columns, map.rows);
    progress_ = Progress{subject, thorough, snapshot.predicting(), cursor, std::move(map)};
    next_ = Clock::now() + as_duration(boundary_interval);
}

void BoundaryEasel::paint_block(Studio& studio) {
    Progress& progress = *progress_;
    const double units = units_per_point(progress.model);
    const Block block = progress.cursor.next(piece_milliseconds / cost_.milliseconds(units));
    const Clock::time_point begin = Clock::now();
    const DecisionMap part = studio.compute([&](const BackendRow& row) {
        return evaluate_decision_map(progress.model, window_of(progress.map, block), block.columns, block.rows,
                                     studio.pool, !progress.map.members.empty(), row);
    });
    const double milliseconds = 1000 * seconds_between(begin, Clock::now());
    cost_.measured(units * block.columns * block.rows, milliseconds);
    progress.milliseconds += milliseconds;
    copy_planes(block, part, part.values, progress.map, progress.map.values);
    for (std::size_t k = 0; k < part.members.size(); ++k)
        copy_planes(block, part, part.members[k], progress.map, progress.map.members[k]);
    progress.cursor.advance(block);
}

void BoundaryEasel::finish(Studio& studio) {
    const bool complete = progress_->map.columns == progress_->subject.columns;
    quick_ = progress_->subject;
    next_ = std::max(next_, Clock::now() + as_duration(rest * progress_->milliseconds / 1000));
    if (progress_->thorough || complete) thorough_ = progress_->subject;
    Picture<DecisionMap> picture{++version_, progress_->model.step, progress_->milliseconds, std::move(progress_->map)};
    studio.deliver(
        {std::make_shared<const Picture<DecisionMap>>(std::move(picture)), 0, progress_->subject.shape_version});
    progress_.reset();
}

}  // namespace ravine::session
