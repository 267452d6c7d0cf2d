#include "engine/session/map_easel.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace ravine::session {

namespace {

constexpr int most_halvings = 5;
/// Levels that would take longer are not begun.
constexpr double most_milliseconds = 30'000;
/// By so many descents their time is estimated at first; by one where it is long.
constexpr int probe_columns = 8;

void find(const Snapshot& snapshot, std::optional<BasinSubject>& subject) {
    const LandscapeSubject& landscape = *snapshot.landscape;
    if (landscape.view.basins) subject = {landscape.surface, *landscape.view.basins, landscape.view.window};
}

void find(const Snapshot& snapshot, std::optional<RateSubject>& subject) {
    const LandscapeSubject& landscape = *snapshot.landscape;
    if (landscape.view.rate_map) subject = {landscape.surface, *landscape.view.rate_map};
}

template <class Subject>
std::optional<Subject> subject_of(const Snapshot& snapshot) {
    std::optional<Subject> subject;
    if (snapshot.landscape) find(snapshot, subject);
    return subject;
}

/// What a cell costs follows from these, and stays the same while settings are changed.
template <class Subject>
bool costs_the_same(const std::optional<Subject>& before, const Subject& now) {
    return before && before->question.optimizer.id == now.question.optimizer.id &&
           before->question.conditions.steps == now.question.conditions.steps &&
           before->surface->traits().label == now.surface->traits().label;
}

/// A gradient's time, by a few of them.
double gradient_milliseconds(const Surface& surface) {
    constexpr int count = 4;
    const Window& window = surface.traits().window;
    std::array<double, count> x, y, f_x, f_y;
    for (int i = 0; i < count; ++i) {
        x[static_cast<std::size_t>(i)] = pixel_middle(window.x_least, window.x_most, i, count);
        y[static_cast<std::size_t>(i)] = pixel_middle(window.y_least, window.y_most, i, count);
    }
    const Clock::time_point begin = Clock::now();
    surface.gradients(x, y, f_x, f_y);
    return 1000 * seconds_between(begin, Clock::now()) / count;
}

int halved(int count, int halvings) { return std::max(1, count >> halvings); }

}  // namespace

template <class Subject>
std::optional<Due> MapEasel<Subject>::due(const Snapshot& snapshot) {
    const std::optional<Subject> subject = subject_of<Subject>(snapshot);
    if (!subject) {
        subject_.reset();
        level_.reset();
        return {};
    }
    if (subject != subject_) return Due{Urgency::quick, at_once};
    if (level_) return Due{level_->halvings > 0 ? Urgency::coarse : Urgency::thorough, at_once};
    return {};
}

template <class Subject>
void MapEasel<Subject>::give_up(const Snapshot& snapshot) {
    subject_ = subject_of<Subject>(snapshot);
    level_.reset();
}

template <class Subject>
void MapEasel<Subject>::work(const Snapshot& snapshot, Studio& studio) {
    const Clock::time_point start = Clock::now();
    const std::optional<Subject> subject = subject_of<Subject>(snapshot);
    const bool is_first = subject != subject_;
    if (is_first) begin(*subject, studio, widest_pool(snapshot, studio));
    if (!level_) return;
    do {
        studio.compute([&](const BackendRow& backend) { run_piece(widest_pool(snapshot, studio), backend); });
    } while (is_first && level_->done < level_->map.arrivals.size() &&
             1000 * seconds_between(start, Clock::now()) < 2 * quick_milliseconds);
    if (level_->done == level_->map.arrivals.size()) finish_level(studio);
}

template <class Subject>
void MapEasel<Subject>::begin(const Subject& subject, Studio& studio, ThreadPool& pool) {
    const bool is_known = costs_the_same(subject_, subject);
    subject_ = subject;
    runner_.emplace(subject, table_);
    level_.reset();
    if (!is_known) cost_is_of_ = nullptr;
    studio.compute([&](const BackendRow& backend) { estimate_cost(pool, backend); });
    if (level_milliseconds(most_halvings) > most_milliseconds) {
        ArrivalMap<Subject> none = blank_map(subject, 0, 0);
        none.finest = true;
        return studio.deliver({std::make_shared<const Picture<ArrivalMap<Subject>>>(
            Picture<ArrivalMap<Subject>>{++version_, 0, 0, std::move(none)})});
    }
    int halvings = 0;
    while (halvings < most_halvings && level_milliseconds(halvings) > quick_milliseconds) ++halvings;
    begin_level(halvings);
}

/// Of a descent that is not known yet: first from a gradient, as a whole one may take seconds, then from a few
/// descents.
template <class Subject>
void MapEasel<Subject>::estimate_cost(ThreadPool& pool, const BackendRow& backend) {
    const BackendRow* who = &runner_->who_computes(backend);
    if (std::exchange(cost_is_of_, who) == who) return;
    const double descent = gradient_milliseconds(*subject_->surface) * subject_->question.conditions.steps;
    at_once_ = 1;
    cost_ = CostMeter(descent);
    if (level_milliseconds(most_halvings) > most_milliseconds) return;
    at_once_ = runner_->cells_at_once(backend);
    ArrivalMap<Subject> probe = blank_map(*subject_, descent > quick_milliseconds ? 1 : probe_columns, 1);
    cost_ = CostMeter(run(probe, 0, probe.arrivals.size(), pool, backend) / units(probe.arrivals.size()));
}

/// How many milliseconds it took.
template <class Subject>
double MapEasel<Subject>::run(ArrivalMap<Subject>& map, std::size_t first, std::size_t count, ThreadPool& pool,
                              const BackendRow& backend) {
    const Clock::time_point begin = Clock::now();
    runner_->run(map, first, count, pool, backend);
    return 1000 * seconds_between(begin, Clock::now());
}

template <class Subject>
double MapEasel<Subject>::level_milliseconds(int halvings) const {
    return cost_.milliseconds(units(static_cast<std::size_t>(halved(subject_->question.columns, halvings)) *
                                    static_cast<std::size_t>(halved(subject_->rows(), halvings))));
}

template <class Subject>
void MapEasel<Subject>::begin_level(int halvings) {
    level_ = Level{halvings, blank_map(*subject_, halved(subject_->question.columns, halvings),
                                       halved(subject_->rows(), halvings))};
    level_->map.finest = halvings == 0;
}

template <class Subject>
void MapEasel<Subject>::run_piece(ThreadPool& pool, const BackendRow& backend) {
    estimate_cost(pool, backend);
    const std::size_t left = level_->map.arrivals.size() - level_->done;
    const double least = double(std::max(at_once_, static_cast<std::size_t>(pool.threads())));
    const double affordable = std::max(piece_milliseconds / cost_.milliseconds(1), least);
    const auto count = static_cast<std::size_t>(std::min(affordable, double(left)));
    const double milliseconds = run(level_->map, level_->done, count, pool, backend);
    cost_.measured(units(count), milliseconds);
    level_->milliseconds += milliseconds;
    level_->done += count;
}

template <class Subject>
void MapEasel<Subject>::finish_level(Studio& studio) {
    const int halvings = level_->halvings;
    studio.deliver({std::make_shared<const Picture<ArrivalMap<Subject>>>(
        Picture<ArrivalMap<Subject>>{++version_, 0, level_->milliseconds, std::move(level_->map)})});
    level_.reset();
    if (halvings > 0 && level_milliseconds(halvings - 1) <= most_milliseconds) begin_level(halvings - 1);
}

template class MapEasel<BasinSubject>;
template class MapEasel<RateSubject>;

}  // namespace ravine::session
