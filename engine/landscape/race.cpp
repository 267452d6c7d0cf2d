#include "engine/landscape/race.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>

#include "engine/core/table.hpp"
#include "engine/landscape/surface_objective.hpp"

namespace ravine {

namespace {

bool is_finite(const RaceStep& at) {
    return std::isfinite(at.x) && std::isfinite(at.y) && std::isfinite(at.loss) && std::isfinite(at.gradient_x) &&
           std::isfinite(at.gradient_y);
}

Racer standard_racer(std::string_view optimizer, double learning_rate, int color) {
    const OptimizerRow& row = *find_row(optimizers(), optimizer);
    Racer racer{std::string(row.label), standard_selection(row), true, color};
    racer.optimizer.values[0] = learning_rate;
    return racer;
}

/// The first `steps` steps of a path that may be longer.
RacerPath first_steps(const RacerPath& path, std::uint64_t steps) {
    const std::size_t points = std::min<std::size_t>(path.steps.size(), steps + 1);
    const std::size_t state = path.states.size() / path.steps.size();
    const auto first_of = [](const auto& all, std::size_t count) {
        return std::vector(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count));
    };
    RacerPath first;
    first.steps = first_of(path.steps, points);
    first.evaluations = first_of(path.evaluations, points);
    first.states = first_of(path.states, points * state);
    if (path.diverged_at && *path.diverged_at <= steps) first.diverged_at = path.diverged_at;
    first.record_ends = first_of(path.record_ends, std::min<std::size_t>(path.record_ends.size(), steps));
    first.records = first_of(path.records, first.record_ends.empty() ? 0 : first.record_ends.back());
    return first;
}

}  // namespace

RaceSpecification standard_race() {
    const SurfaceRow& surface = *find_row(surfaces(), "quadratic_ravine");
    // The rates that tell the three apart at κ = 30: just below 2/κ plain descent zigzags across the ravine, momentum
    // overshoots along it, and Adam turns towards the bottom in a curve.
    return {.surface = standard_selection(surface),
            .racers = {standard_racer("sgd", 0.062, 0), standard_racer("momentum", 0.012, 1),
                       standard_racer("adam", 0.12, 2)},
            .start = surface.start};
}

std::span<const double> RacerPath::record_of(std::size_t step) const {
    if (step >= record_ends.size()) return {};
    const std::size_t begin = step == 0 ? 0 : record_ends[step - 1];
    return std::span(records).subspan(begin, record_ends[step] - begin);
}

Result<Race> Race::create(const RaceSpecification& specification) {
    const auto surface = make_surface(specification.surface);
    if (!surface) return surface.error();
    return create(specification, *surface);
}

Result<Race> Race::create(const RaceSpecification& specification, std::shared_ptr<const Surface> surface) {
    if (Status status = check_setting(gradient_noise_setting, specification.gradient_noise, "gradient_noise"); !status)
        return status.error();
    Race race(specification, std::move(surface));
    for (std::size_t i = 0; i < specification.racers.size(); ++i)
        if (Status status = race.add_runner(i); !status) return status.error();
    return race;
}

Status Race::add_runner(std::size_t index) {
    const Racer& racer = specification_.racers[index];
    const std::string where = fmt::format("racers[{}]", index);
    const auto optimizer = check_selection(optimizers(), racer.optimizer, "optimizer", where);
    if (!optimizer) return optimizer.error();
    const auto [x, y] = racer.start.value_or(specification_.start);
    const RaceStep start = observe(x, y, 0);
    if (!is_finite(start))
        return input_error("the loss or its gradient is not finite there",
                           fmt::format("{}start {:.6g},{:.6g}", racer.start ? where + "." : "", x, y),
                           "give a start where it is");
    runners_.push_back({OptimizerState<double>(**optimizer, racer.optimizer.values, 2), {}});
    arrive(runners_.back(), start);
    return {};
}

void Race::arrive(Runner& runner, const RaceStep& at) {
    runner.path.steps.push_back(at);
    runner.path.evaluations.push_back(runner.evaluations++);
    const std::vector<double>& state = runner.optimizer.vectors;
    runner.path.states.insert(runner.path.states.end(), state.begin(), state.end());
}

RaceStep Race::observe(double x, double y, std::uint64_t step) const {
    const auto [gradient_x, gradient_y] = surface_->gradient(x, y);
    const auto [noise_x, noise_y] = noise(step);
    return {x, y, surface_->value(x, y), gradient_x + noise_x, gradient_y + noise_y};
}

void Race::run(Runner& runner, std::uint64_t steps) const {
    const auto begin = std::chrono::steady_clock::now();
    for (std::uint64_t step = steps_; step < steps && !runner.path.diverged_at; ++step) advance(runner, step);
    runner.seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

void Race::advance(Runner& runner, std::uint64_t step) const {
    const RaceStep& from = runner.path.steps.back();
    std::array<double, 2> position{from.x, from.y};
    const std::array<double, 2> gradient{from.gradient_x, from.gradient_y};
    if (runner.optimizer.row->asks_objective()) {
        SurfaceObjective objective(*surface_, position, noise(step));
        runner.optimizer.update(position, objective, from.loss, gradient, 1,
                                keeps_records_ ? &runner.path.records : nullptr);
        if (keeps_records_) runner.path.record_ends.push_back(runner.path.records.size());
        runner.evaluations += objective.evaluations();
    } else {
        runner.optimizer.update(position, gradient);
    }

    const RaceStep to = observe(position[0], position[1], step + 1);
    if (is_finite(to))
        arrive(runner, to);
    else
        runner.path.diverged_at = step + 1;
}

Result<RaceResult> Race::result(std::uint64_t steps) {
    if (steps > most_race_steps)
        return input_error(fmt::format("{} steps are too many for a race", steps), "steps",
                           fmt::format("give at most {}", most_race_steps));
    for (Runner& runner : runners_) run(runner, steps);
    steps_ = std::max(steps_, steps);

    RaceResult result{specification_, surface_, steps, {}, {}};
    for (const Runner& runner : runners_) {
        result.paths.push_back(first_steps(runner.path, steps));
        result.seconds_per_evaluation.push_back(runner.seconds / double(runner.evaluations));
    }
    return result;
}

Result<RaceResult> run_race(const RaceSpecification& specification, std::uint64_t steps) {
    Result<Race> race = Race::create(specification);
    if (!race) return race.error();
    return race->result(steps);
}

}  // namespace ravine
