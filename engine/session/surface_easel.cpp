#include "engine/session/surface_easel.hpp"

#include <algorithm>
#include <cmath>

#include "engine/session/plane_choice.hpp"

namespace ravine::session {

namespace {

constexpr int coarsest_size = 8;
constexpr double first_milliseconds = 150;     // until there is a new picture for a path that has left the one before
constexpr double least_refit_interval = 0.25;  // seconds

bool is_finite(const PathPoint& point) {
    return std::ranges::all_of(*point.parameters, [](float x) { return std::isfinite(x); });
}

/// The part of the window whose outer points are those of the block.
std::array<double, 4> window_of(const LossGrid& grid, const Block& block) {
    return {grid.a(block.column), grid.a(block.column + block.columns - 1), grid.b(block.row),
            grid.b(block.row + block.rows - 1)};
}

double units_per_loss(const Model& model) {
    return units_per_point(model) * double(std::max<std::size_t>(1, model.data->count(Split::train)));
}

}  // namespace

SurfaceEasel::Subject SurfaceEasel::subject_of(const Snapshot& snapshot) {
    return {snapshot.data_version, snapshot.shape_version, snapshot.view.plane, snapshot.view.surface_size};
}

/// Of a network that has diverged the surface is that around the end of its path, where it was finite last.
const std::optional<PathPoint>& SurfaceEasel::newest_finite(const Snapshot& snapshot) {
    if (std::exchange(finite_version_, snapshot.parameters_version) == snapshot.parameters_version)
        return newest_finite_;
    const std::vector<PathPoint>& path = snapshot.network().path;
    newest_finite_ = PathPoint{snapshot.network().step, snapshot.network().parameters};
    if (is_finite(*newest_finite_)) return newest_finite_;
    const auto last = std::find_if(path.rbegin(), path.rend(), is_finite);
    newest_finite_ = last == path.rend() ? std::nullopt : std::optional(*last);
    return newest_finite_;
}

Model SurfaceEasel::finite_model(const Snapshot& snapshot) {
    Model model = snapshot.network();
    const PathPoint& newest = *newest_finite(snapshot);
    if (newest.parameters == model.parameters) return model;
    model.parameters = newest.parameters;
    model.step = newest.step;
    return model;
}

std::optional<Due> SurfaceEasel::due(const Snapshot& snapshot) {
    const Subject subject = subject_of(snapshot);
    if (subject.size <= 0) {
        forget();
        return {};
    }
    if (!newest_finite(snapshot)) return {};
    if (subject != subject_) return Due{Urgency::coarse, at_once};
    if (given_up_) return {};
    if (level_)
        return Due{coarse_first_ && level_->grid.columns <= urgent_size_ ? Urgency::coarse : Urgency::idle, at_once};
    return due_after_finest(snapshot);
}

std::optional<Due> SurfaceEasel::due_after_finest(const Snapshot& snapshot) const {
    std::optional<Due> due;
    if (fitted_version_ != snapshot.parameters_version) due = Due{Urgency::idle, next_fit_};
    if (picture_ && path_version_ != snapshot.parameters_version && (!due || next_path_ < due->time))
        due = Due{Urgency::coarse, next_path_};
    return due;
}

void SurfaceEasel::forget() {
    start_over({});
    picture_.reset();
    path_.reset();
}

/// A picture that only has another size stays true, and is shown until the new one is fine.
void SurfaceEasel::start_over(const Subject& subject) {
    Subject resized = subject_;
    resized.size = subject.size;
    if (resized != subject) {
        picture_.reset();
        finest_shown_ = 0;
    }
    subject_ = subject;
    given_up_ = false;
    level_.reset();
    fitted_version_ = 0;
    next_fit_ = at_once;
}

void SurfaceEasel::give_up(const Snapshot& snapshot) {
    start_over(subject_of(snapshot));
    given_up_ = true;
}

void SurfaceEasel::work(const Snapshot& snapshot, Studio& studio) {
    if (const Subject subject = subject_of(snapshot); subject != subject_) start_over(subject);
    if (level_) {
        paint_block(studio);
        if (level_->cursor.done()) finish_level(snapshot, studio);
    } else if (fitted_version_ != snapshot.parameters_version && Clock::now() >= next_fit_) {
        fit(snapshot, studio);
    } else {
        update_path(snapshot, studio);
    }
}

void SurfaceEasel::fit(const Snapshot& snapshot, Studio& studio) {
    fitted_at_ = Clock::now();
    Model model = finite_model(snapshot);
    Result<LossPlane> plane = choose_plane(model, subject_.plane, studio.pool);
    if (!plane) {
        give_up(snapshot);
        studio.deliver({Event{Event::Kind::error, 0, plane.error().message()}});
        return;
    }
    model_ = std::move(model);
    plane_ = part_ = std::move(plane).value();
    fitted_version_ = snapshot.parameters_version;
    plane_is_new_ = true;
    coarse_first_ = !shows(model_);
    const int size = coarse_first_ ? first_size() : affordable_size();
    urgent_size_ = std::max(size, 4 * coarsest_size);
    begin_level(size);
}

/// True where the present picture has the model's parameters in its window.
bool SurfaceEasel::shows(const Model& model) {
    if (!picture_) return false;
    const PlanePoint newest = path_->project(model)->back();  // there is one: the parameters are finite
    const std::array<double, 4>& window = picture_->content.plane.window;
    return window[0] <= newest.a && newest.a <= window[1] && window[2] <= newest.b && newest.b <= window[3];
}

/// The finest grid that takes no longer, however slow the network; the coarsest in any case.
int SurfaceEasel::size_within(double milliseconds) const {
    const double points = milliseconds / cost_.milliseconds(units_per_loss(model_));
    return std::min(subject_.size, std::max(coarsest_size, int(std::sqrt(std::min(points, 1e8)))));
}

int SurfaceEasel::affordable_size() const { return size_within(2 * thorough_milliseconds); }

/// Of the first picture of a plane: the coarsest where there is none yet; else nothing that flickers beside what was
/// shown.
int SurfaceEasel::first_size() const {
    if (!picture_) return coarsest_size;
    return std::max({coarsest_size, (finest_shown_ + 1) / 2, size_within(first_milliseconds)});
}

void SurfaceEasel::begin_level(int size) {
    size = std::min(size, affordable_size());
    level_ = Level{BlockCursor(size, size), LossGrid{size, size, plane_.window, {}}};
    level_->grid.values.resize(std::size_t(size) * std::size_t(size));
}

void SurfaceEasel::paint_block(Studio& studio) {
    const double units = units_per_loss(model_);
    const Block block = level_->cursor.next(piece_milliseconds / cost_.milliseconds(units));
    const Clock::time_point begin = Clock::now();
    part_.window = window_of(level_->grid, block);
    const LossGrid grid = studio.compute([&](const BackendRow& row) {
        return evaluate_loss_grid(model_, part_, block.columns, block.rows, studio.pool, studio.cancelled, row);
    });
    if (grid.columns == 0) return;
    const double milliseconds = 1000 * seconds_between(begin, Clock::now());
    cost_.measured(units * block.columns * block.rows, milliseconds);
    level_->milliseconds += milliseconds;
    copy_block(block, grid.values.data(), level_->grid.values.data(), level_->grid.columns);
    level_->cursor.advance(block);
}

void SurfaceEasel::finish_level(const Snapshot& snapshot, Studio& studio) {
    const int size = level_->grid.columns;
    const bool finest = size >= affordable_size();
    if (finest || coarse_first_) show(snapshot, finest, studio);
    level_.reset();
    next_fit_ = Clock::now() + std::max(as_duration(least_refit_interval),
                                        as_duration(rest * seconds_between(fitted_at_, Clock::now())));
    if (finest) return;
    if (coarse_first_ && !shows(finite_model(snapshot)))
        next_fit_ = at_once;  // the path has left this plane already
    else
        begin_level(2 * size);
}

void SurfaceEasel::show(const Snapshot& snapshot, bool finest, Studio& studio) {
    if (std::exchange(plane_is_new_, false)) path_.emplace(plane_);
    finest_shown_ = std::max(finest_shown_, level_->grid.columns);
    SurfacePicture content{plane_, std::move(level_->grid), finest};
    picture_ = std::make_shared<const Picture<SurfacePicture>>(
        Picture<SurfacePicture>{++version_, model_.step, level_->milliseconds, std::move(content)});
    update_path(snapshot, studio);
}

void SurfaceEasel::update_path(const Snapshot& snapshot, Studio& studio) {
    path_version_ = snapshot.parameters_version;
    next_path_ = Clock::now() + as_duration(path_interval);
    studio.deliver({SurfaceDelivery{picture_, path_->project(finite_model(snapshot))}, 0, subject_.shape_version});
}

}  // namespace ravine::session
