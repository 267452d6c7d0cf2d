#include "engine/train/trainer_state.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "engine/compute/penalty.hpp"
#include "engine/core/subnormals.hpp"
#include "engine/core/table.hpp"

namespace ravine {

template <class Scalar>
Trainer<Scalar>::State::State(Problem<Scalar> built, Machine where, const std::atomic<bool>* flag)
    : problem(std::move(built)),
      machine(std::move(where)),
      progress{{{}, make_optimizer()}},
      lowest{progress, {}},
      last_finite(lowest),
      best(progress),
      batch_objective(make_objective()),
      interrupted(flag) {
    renew_plan();
    let_interrupt(interrupted);
    start();
    let_interrupt(nullptr);
}

template <class Scalar>
OptimizerState<Scalar> Trainer<Scalar>::State::make_optimizer() const {
    const Selection& optimizer = scenario().optimizer;
    return {*find_row(optimizers(), optimizer.id), optimizer.values, problem.network->parameter_count()};
}

template <class Scalar>
void Trainer<Scalar>::State::start() {
    changing() = {{initial_parameters(problem), make_optimizer()}};
    trained = false;
    begin_history();
}

template <class Scalar>
void Trainer<Scalar>::State::use_threads(std::shared_ptr<ThreadPool> threads) {
    if (machine.pool == threads) return;
    present();
    machine.pool = std::move(threads);
    renew_plan();
    batch_objective = make_objective();
}

/// θ has come from somewhere else than training: everything measured starts anew.
template <class Scalar>
void Trainer<Scalar>::State::begin_history() {
    has_gradient = false;
    history.clear();
    path.clear();
    stop = {};
    rules.restart();
    measure();
    lowest = last_finite = {present(), history_row(0)};
    history.append(lowest.row);
    extend_path();
    if (!check_measured()) return;
    observe();
    check_rules();
}

template <class Scalar>
void Trainer<Scalar>::State::set_parameters(std::span<const Scalar> parameters) {
    Progress<Scalar>& now = changing();
    now.parameters.assign(parameters.begin(), parameters.end());
    now.optimizer = make_optimizer();
    now.position = 0;
    trained = true;
    begin_history();
}

template <class Scalar>
void Trainer<Scalar>::State::adopt(Problem<Scalar> next) {
    present();
    const Problem<Scalar> earlier = std::exchange(problem, std::move(next));
    const bool rules_changed = !(earlier.scenario->stop == scenario().stop);
    renew_plan();
    batch_objective = make_objective();
    if (trained)
        continue_from(earlier, rules_changed);
    else
        start();
}

template <class Scalar>
void Trainer<Scalar>::State::continue_from(const Problem<Scalar>& earlier, bool rules_changed) {
    const bool other_network = earlier.network != problem.network || earlier.scenario->features != scenario().features;
    const bool other_problem = other_network || earlier.train != problem.train;
    if (other_network) carry_over_from(earlier);
    for (Progress<Scalar>* state : {&progress, &lowest.progress, &last_finite.progress, &best}) fit_optimizer(*state);
    ask([](Plan<Scalar>& it) { it.changed(); });
    if (earlier.train != problem.train)
        progress.position = lowest.progress.position = last_finite.progress.position = best.position = 0;
    if (other_problem) measure();
    if (other_network)
        lowest = last_finite = {present(), history_row(lowest.row.seconds)};
    else if (other_problem || !(earlier.scenario->regularization == scenario().regularization))
        measure_kept_anew(other_problem);
    if (stop.reason == StopReason::diverged || (other_problem && !check_measured())) return;
    if (rules_changed) rules.check_all_again();
    if (!other_problem && !rules_changed) return;
    if (other_problem || (scenario().stop.patience && !earlier.scenario->stop.patience)) {
        rules.forget_best();
        observe();
    }
    stop = {};
    check_rules();
}

template <class Scalar>
void Trainer<Scalar>::State::carry_over_from(const Problem<Scalar>& earlier) {
    if (stop.reason == StopReason::diverged) go_back_to(lowest);
    std::vector<Scalar> parameters = initial_parameters(problem);
    Progress<Scalar>& now = changing();
    carry_over<Scalar>(earlier, now.parameters, problem, parameters);
    now.parameters = std::move(parameters);
    if (!same_shape(*earlier.network, *problem.network) || earlier.scenario->features != scenario().features) {
        now.optimizer = make_optimizer();
        path.clear();
        has_gradient = false;
    }
    stop = {};
    best = now;
    extend_path();
}

/// The optimizer's state is kept while the optimizer stays; its settings are the scenario's.
template <class Scalar>
void Trainer<Scalar>::State::fit_optimizer(Progress<Scalar>& to) const {
    if (to.optimizer.row->id == scenario().optimizer.id)
        to.optimizer.settings = scenario().optimizer.values;
    else
        to.optimizer = make_optimizer();
}

template <class Scalar>
double Trainer<Scalar>::State::schedule_factor(std::size_t position) const {
    const double epoch = double(progress.epoch) + double(position) / double(problem.train->count());
    return problem.schedule->factor(epoch, scenario().schedule.values);
}

template <class Scalar>
double Trainer<Scalar>::State::update_norm() {
    const std::vector<Scalar>& parameters = present().parameters;
    if (!has_gradient) return std::numeric_limits<double>::quiet_NaN();
    double squares = 0;
    for (std::size_t i = 0; i < last.before.size(); ++i) {
        const double update = double(parameters[i]) - double(last.before[i]);
        squares += update * update;
    }
    return std::sqrt(squares);
}

template <class Scalar>
double Trainer<Scalar>::State::penalty() {
    return penalty_value(scenario().regularization, problem.network->blocks(), present().parameters.data());
}

/// What the work gives; nothing where it was interrupted. The flag does not change back while a step is taken.
template <class Scalar>
template <class Work>
auto Trainer<Scalar>::State::interruptible(Work work) -> std::optional<decltype(work())> {
    let_interrupt(interrupted);
    const auto result = work();
    let_interrupt(nullptr);
    if (interrupted != nullptr && *interrupted) return {};
    return result;
}

template <class Scalar>
void Trainer<Scalar>::State::step(double seconds, std::size_t most) {
    const Subnormals subnormals(true);
    if (progress.position < problem.train->count()) take_batches(most);
    if (ends_epoch()) end_epoch(seconds);
}

/// True where an epoch's samples have all been taken, and the host has what they have led to: what is measured can then
/// be measured by the CPU, too.
template <class Scalar>
bool Trainer<Scalar>::State::ends_epoch() {
    const auto has_taken_all = [this] {
        return progress.position == problem.train->count() && present_stop().reason == StopReason::none;
    };
    if (!has_taken_all()) return false;
    fetch();
    return has_taken_all();
}

/// Nothing has happened where it was interrupted.
template <class Scalar>
void Trainer<Scalar>::State::take_batches(std::size_t most) {
    if (progress.position == 0)
        batches.begin_epoch(problem.train->count(), scenario().shuffle, scenario().seed, progress.epoch);
    order_steps(most);
    const StepReport report = batch_objective ? step_by_objective(orders.front()) : step_by_gradient();
    if (report.taken == 0) return;
    trained = has_gradient = true;
    progress.steps += report.taken;
    const std::size_t finite = report.taken - (report.not_finite.empty() ? 0 : 1);
    for (const StepOrder& order : std::span(orders).first(finite)) {
        progress.samples_seen += order.samples.size();
        progress.position += order.samples.size();
    }
    if (!report.not_finite.empty()) return diverge(report.not_finite);
    extend_path();
}

/// As many as the plan takes at once, at most so many, up to the end of the epoch or a step after which the path takes
/// θ.
template <class Scalar>
void Trainer<Scalar>::State::order_steps(std::size_t most) {
    const std::size_t count = problem.train->count(), size = samples_per_step(scenario(), count);
    most = std::min(most, batch_objective ? 1 : plan->steps_at_once());
    Pass pass;
    pass.training = true;
    pass.seed = scenario().seed;
    pass.step = progress.steps;
    orders.clear();
    for (std::size_t position = progress.position; position < count && orders.size() < most; position += size) {
        orders.push_back({batches.batch(position, size), pass, schedule_factor(position)});
        if (path.wants(++pass.step)) return;
    }
}

template <class Scalar>
StepReport Trainer<Scalar>::State::step_by_gradient() {
    let_interrupt(interrupted);
    is_ahead = true;
    try {
        const StepReport report = plan->step(progress, last, orders);
        let_interrupt(nullptr);
        return report;
    } catch (const BackendFailure& failure) {
        let_interrupt(nullptr);
        fall_back(failure.what());  // to where these orders are no longer the next
    }
    return {};
}

template <class Scalar>
void Trainer<Scalar>::State::diverge(std::string_view what) {
    stop = diverged(progress.steps, what, learning_rate());
    fetch();  // where the device is lost now, training is taken back to before
    measure();
}

template <class Scalar>
void Trainer<Scalar>::State::end_epoch(double seconds) {
    const std::optional<Measured> now = interruptible([this] { return measured(); });
    if (!now) return;  // a later step comes here again
    train = now->train;
    validation = now->validation;
    ++progress.epoch;
    progress.position = 0;
    if (!check_measured()) return;
    const HistoryRow row = history_row(seconds);
    history.append(row);
    keep(row);
    observe();
    check_rules();
}

template <class Scalar>
typename Trainer<Scalar>::State::Measured Trainer<Scalar>::State::measured() {
    const Subnormals subnormals(true);
    return ask([this](Plan<Scalar>& it) {
        return Measured{it.metrics(progress, Split::train), it.metrics(progress, Split::validation)};
    });
}

template <class Scalar>
void Trainer<Scalar>::State::measure() {
    const Measured now = measured();
    train = now.train;
    validation = now.validation;
}

template <class Scalar>
bool Trainer<Scalar>::State::check_measured() {
    if (std::isfinite(train.loss)) return true;
    stop = diverged(progress.steps, "loss", learning_rate());
    return false;
}

template <class Scalar>
void Trainer<Scalar>::State::observe() {
    if (rules.observe(progress.epoch, train, validation) && scenario().stop.patience) best = present();
}

template <class Scalar>
void Trainer<Scalar>::State::check_rules() {
    stop = rules.check(scenario().stop, progress.epoch);
    if (stop.reason != StopReason::patience) return;
    TrainingState<Scalar>& now = changing();
    now = best;
    has_gradient = false;
    measure();
    keep(history_row(last_finite.row.seconds));
}

template <class Scalar>
void Trainer<Scalar>::State::extend_path() {
    if (!path.wants(progress.steps)) return;
    const std::vector<Scalar>& now = present().parameters;
    path.append(progress.steps, {now.begin(), now.end()});
}

template <class Scalar>
HistoryRow Trainer<Scalar>::State::history_row(double seconds) {
    return {progress.epoch, progress.steps, seconds, train, validation, penalty(), learning_rate()};
}

template struct Trainer<float>::State;
template struct Trainer<double>::State;

}  // namespace ravine
