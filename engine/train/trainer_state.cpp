#include "engine/train/trainer_state.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "engine/compute/penalty.hpp"
#include "engine/compute/weight_rules.hpp"
#include "engine/core/table.hpp"
#include "engine/core/vector_loop.hpp"

namespace ravine {

namespace {

/// By the bits, in which infinity is larger than any number, and what is none larger than infinity.
template <class Scalar>
bool all_finite(std::span<const Scalar> values) {
    using Bits = std::conditional_t<sizeof(Scalar) == sizeof(float), std::int32_t, std::int64_t>;
    Bits largest = 0;
    vector_loop([&]() RAVINE_LOOP_BODY {
        Bits most = 0;
#pragma GCC unroll 4
        for (const Scalar value : values)
            most = std::max(most, std::bit_cast<Bits>(value) & std::numeric_limits<Bits>::max());
        largest = most;
    });
    return largest < std::bit_cast<Bits>(std::numeric_limits<Scalar>::infinity());
}

}  // namespace

template <class Scalar>
Trainer<Scalar>::State::State(Problem<Scalar> built, std::shared_ptr<ThreadPool> threads)
    : problem(std::move(built)),
      pool(std::move(threads)),
      evaluation(make_evaluation()),
      progress{initial_parameters(), make_optimizer()},
      lowest{progress, {}},
      last_finite(lowest),
      best(progress),
      batch_objective(make_objective()) {
    start();
}

template <class Scalar>
Evaluation<Scalar> Trainer<Scalar>::State::make_evaluation() const {
    return Evaluation<Scalar>(problem.network, pool, problem.data->points.size());
}

template <class Scalar>
OptimizerState<Scalar> Trainer<Scalar>::State::make_optimizer() const {
    const Selection& optimizer = scenario().optimizer;
    return {*find_row(optimizers(), optimizer.id), optimizer.values, problem.network->parameter_count()};
}

template <class Scalar>
std::vector<Scalar> Trainer<Scalar>::State::initial_parameters() const {
    std::vector<Scalar> parameters(problem.network->vector_size());
    problem.network->initialize(parameters, scenario().seed);
    const std::vector<double>& given = scenario().initial_parameters;
    std::transform(given.begin(), given.end(), parameters.begin(), [](double value) { return Scalar(value); });
    return parameters;
}

template <class Scalar>
void Trainer<Scalar>::State::start() {
    progress = {initial_parameters(), make_optimizer()};
    trained = false;
    begin_history();
}

template <class Scalar>
void Trainer<Scalar>::State::use_threads(std::shared_ptr<ThreadPool> threads) {
    if (pool == threads) return;
    pool = std::move(threads);
    evaluation = make_evaluation();
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
    lowest = last_finite = {progress, history_row(0)};
    history.append(lowest.row);
    extend_path();
    if (!check_measured()) return;
    observe();
    check_rules();
}

template <class Scalar>
void Trainer<Scalar>::State::set_parameters(std::span<const Scalar> parameters) {
    progress.parameters.assign(parameters.begin(), parameters.end());
    progress.optimizer = make_optimizer();
    progress.position = 0;
    trained = true;
    begin_history();
}

template <class Scalar>
void Trainer<Scalar>::State::adopt(Problem<Scalar> next) {
    const Problem<Scalar> earlier = std::exchange(problem, std::move(next));
    const bool rules_changed = !(earlier.scenario->stop == scenario().stop);
    if (earlier.network != problem.network || earlier.data != problem.data) evaluation = make_evaluation();
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
    if (earlier.train != problem.train)
        progress.position = lowest.progress.position = last_finite.progress.position = best.position = 0;
    if (other_problem) measure();
    if (other_network)
        lowest = last_finite = {progress, history_row(lowest.row.seconds)};
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
    std::vector<Scalar> parameters = initial_parameters();
    carry_over<Scalar>(earlier, progress.parameters, problem, parameters);
    progress.parameters = std::move(parameters);
    if (!same_shape(*earlier.network, *problem.network) || earlier.scenario->features != scenario().features) {
        progress.optimizer = make_optimizer();
        path.clear();
        has_gradient = false;
    }
    stop = {};
    best = progress;
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
double Trainer<Scalar>::State::schedule_factor() const {
    const double epoch = double(progress.epoch) + double(progress.position) / double(problem.train->count());
    return problem.schedule->factor(epoch, scenario().schedule.values);
}

template <class Scalar>
double Trainer<Scalar>::State::update_norm() const {
    if (!has_gradient) return std::numeric_limits<double>::quiet_NaN();
    double squares = 0;
    for (std::size_t i = 0; i < before.size(); ++i) {
        const double update = double(progress.parameters[i]) - double(before[i]);
        squares += update * update;
    }
    return std::sqrt(squares);
}

template <class Scalar>
double Trainer<Scalar>::State::penalty() const {
    return penalty_value(scenario().regularization, problem.network->blocks(), progress.parameters.data());
}

/// What the work gives; nothing where it was interrupted. The flag does not change back while a step is taken.
template <class Scalar>
template <class Work>
auto Trainer<Scalar>::State::interruptible(Work work) -> std::optional<decltype(work())> {
    evaluation.interrupt_by(interrupted);
    const auto result = work();
    evaluation.interrupt_by(nullptr);
    if (interrupted != nullptr && *interrupted) return {};
    return result;
}

template <class Scalar>
void Trainer<Scalar>::State::step(double seconds) {
    const std::size_t count = problem.train->count();
    if (progress.position < count) take_batch();
    if (progress.position == count && stop.reason == StopReason::none) end_epoch(seconds);
}

/// Nothing has happened where it was interrupted.
template <class Scalar>
void Trainer<Scalar>::State::take_batch() {
    const std::size_t count = problem.train->count();
    if (progress.position == 0) batches.begin_epoch(count, scenario().shuffle, scenario().seed, progress.epoch);
    const auto indices = batches.batch(progress.position, samples_per_step(scenario(), count));
    const std::optional<double> loss = batch_objective ? step_by_objective(indices) : step_by_gradient(indices);
    if (!loss) return;
    trained = has_gradient = true;
    ++progress.steps;
    if (!std::isfinite(*loss)) return diverge("loss");
    const std::span<const Scalar> buffers = std::span(progress.parameters).subspan(learned().size());
    if (!all_finite<Scalar>(learned())) return diverge("a weight");
    if (!buffers.empty() && !all_finite(buffers)) return diverge("a running statistic");
    progress.samples_seen += indices.size();
    progress.position += indices.size();
    extend_path();
}

/// The batch's loss; nothing where it was interrupted, and no step where the loss is not finite.
template <class Scalar>
std::optional<double> Trainer<Scalar>::State::step_by_gradient(std::span<const std::uint32_t> indices) {
    for (std::vector<Scalar>* each : {&gradient, &next_gradient}) each->resize(problem.network->parameter_count());
    const std::optional<double> loss = interruptible([&] {
        return evaluation.gradient(progress.parameters.data(), *problem.train, indices, next_gradient.data(),
                                   training_pass(), problem.disturbance.get());
    });
    if (!loss) return {};
    gradient.swap(next_gradient);
    before.assign(learned().begin(), learned().end());
    if (std::isfinite(*loss)) update();
    return loss;
}

template <class Scalar>
Pass Trainer<Scalar>::State::training_pass() const {
    Pass pass;
    pass.training = true;
    pass.seed = scenario().seed;
    pass.step = progress.steps;
    return pass;
}

template <class Scalar>
void Trainer<Scalar>::State::diverge(std::string_view what) {
    stop = diverged(progress.steps, what, learning_rate());
    measure();
}

template <class Scalar>
void Trainer<Scalar>::State::update() {
    const Regularization& regularization = scenario().regularization;
    const auto blocks = problem.network->blocks();
    Scalar* parameters = progress.parameters.data();
    add_penalty_gradient(regularization, blocks, parameters, gradient.data());
    const double factor = schedule_factor();
    decay_weights(regularization, blocks, scenario().optimizer.values[0] * factor, parameters);
    progress.optimizer.update(learned(), gradient, factor, *pool);
    limit_norms(regularization, blocks, parameters);
    evaluation.remember(parameters);
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
    return {evaluation.metrics(progress.parameters.data(), *problem.train),
            evaluation.metrics(progress.parameters.data(), *problem.validation)};
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
    if (progress.steps == 0) stop.words = "the loss is not finite before the first step; standardize the inputs";
    return false;
}

template <class Scalar>
void Trainer<Scalar>::State::observe() {
    if (rules.observe(progress.epoch, train, validation) && scenario().stop.patience) best = progress;
}

template <class Scalar>
void Trainer<Scalar>::State::check_rules() {
    stop = rules.check(scenario().stop, progress.epoch);
    if (stop.reason != StopReason::patience) return;
    progress.parameters = best.parameters;
    progress.optimizer = best.optimizer;
    has_gradient = false;
    measure();
    keep(history_row(last_finite.row.seconds));
}

template <class Scalar>
void Trainer<Scalar>::State::extend_path() {
    if (path.wants(progress.steps))
        path.append(progress.steps, {progress.parameters.begin(), progress.parameters.end()});
}

template <class Scalar>
HistoryRow Trainer<Scalar>::State::history_row(double seconds) const {
    return {progress.epoch, progress.steps, seconds, train, validation, penalty(), learning_rate()};
}

template struct Trainer<float>::State;
template struct Trainer<double>::State;

}  // namespace ravine
