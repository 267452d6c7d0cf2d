#include "engine/train/trainer.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/compute/penalty.hpp"
#include "engine/core/subnormals.hpp"
#include "engine/train/trainer_state.hpp"

namespace ravine {

template <class Scalar>
Trainer<Scalar>::Trainer() = default;

template <class Scalar>
Trainer<Scalar>::~Trainer() = default;

template <class Scalar>
Result<std::unique_ptr<Trainer<Scalar>>> Trainer<Scalar>::create(const Scenario& scenario, const std::string& folder,
                                                                 Machine machine, const Problem<Scalar>* beside) {
    Result<Problem<Scalar>> problem =
        build_problem<Scalar>(std::make_shared<const Scenario>(scenario), folder, std::array{beside});
    if (!problem) return problem.error();
    auto trainer = begin(std::move(*problem), std::move(machine));
    if (const StopState& failed = trainer->state_->failed; failed.reason != StopReason::none)
        return system_error(failed.words, "", std::string(way_out));
    return trainer;
}

template <class Scalar>
std::unique_ptr<Trainer<Scalar>> Trainer<Scalar>::begin(Problem<Scalar> problem, Machine machine,
                                                        const std::atomic<bool>* interrupted) {
    std::unique_ptr<Trainer> trainer(new Trainer);
    trainer->state_ = std::make_unique<State>(std::move(problem), std::move(machine), interrupted);
    return trainer;
}

template <class Scalar>
Status Trainer<Scalar>::apply(const Scenario& scenario, const std::string& folder, const Problem<Scalar>* beside) {
    const std::string& place = folder.empty() ? state_->problem.folder : folder;
    const std::array<const Problem<Scalar>*, 2> others = {&state_->problem, beside};
    Result<Problem<Scalar>> problem = build_problem<Scalar>(std::make_shared<const Scenario>(scenario), place, others);
    if (!problem) return problem.error();
    state_->adopt(std::move(*problem));
    return {};
}

template <class Scalar>
void Trainer<Scalar>::reset() {
    state_->try_again();
    state_->start();
}

template <class Scalar>
void Trainer<Scalar>::use_threads(std::shared_ptr<ThreadPool> pool) {
    state_->use_threads(std::move(pool));
}

template <class Scalar>
void Trainer<Scalar>::use_backend(BackendChoice choice) {
    state_->use_backend(choice);
}

template <class Scalar>
const BackendRow& Trainer<Scalar>::backend() const {
    return *state_->backend;
}

template <class Scalar>
std::string Trainer<Scalar>::way() const {
    return state_->plan->way();
}

template <class Scalar>
std::string Trainer<Scalar>::take_backend_note() {
    return std::exchange(state_->backend_note, {});
}

template <class Scalar>
bool Trainer<Scalar>::step(double seconds, std::size_t most) {
    if (stop_state().reason != StopReason::none) return false;
    state_->step(seconds, most);
    return true;
}

template <class Scalar>
void Trainer<Scalar>::interrupt_by(const std::atomic<bool>* flag) {
    state_->interrupted = flag;
}

template <class Scalar>
void Trainer<Scalar>::resume() {
    state_->try_again();
    if (state_->stop.reason == StopReason::none || state_->stop.reason == StopReason::diverged) return;
    state_->rules.lift(state_->stop.reason);
    state_->stop = {};
}

template <class Scalar>
bool Trainer<Scalar>::take_back(EarlierState which) {
    if (!earlier(which)) return false;
    state_->take_back(state_->kept(which));
    return true;
}

template <class Scalar>
std::optional<HistoryRow> Trainer<Scalar>::earlier(EarlierState which) const {
    const HistoryRow& row = state_->kept(which).row;
    if (state_->stop.reason != StopReason::diverged || !std::isfinite(row.train.loss)) return {};
    return row;
}

template <class Scalar>
void Trainer<Scalar>::keep_when_told(bool told) {
    state_->keeps_when_told = told;
}

template <class Scalar>
void Trainer<Scalar>::keep(EarlierState which) {
    state_->keep(which);
}

template <class Scalar>
void Trainer<Scalar>::go_back(EarlierState which) {
    state_->take_back(state_->kept(which));
}

template <class Scalar>
std::span<const Scalar> Trainer<Scalar>::kept_parameters(EarlierState which) const {
    return state_->kept(which).progress.parameters;
}

template <class Scalar>
const StopState& Trainer<Scalar>::stop_state() const {
    return state_->present_stop();
}

template <class Scalar>
std::uint64_t Trainer<Scalar>::epoch() const {
    return state_->progress.epoch;
}

template <class Scalar>
std::size_t Trainer<Scalar>::position() const {
    return state_->progress.position;
}

template <class Scalar>
std::uint64_t Trainer<Scalar>::steps() const {
    return state_->progress.steps;
}

template <class Scalar>
std::uint64_t Trainer<Scalar>::samples_seen() const {
    return state_->progress.samples_seen;
}

template <class Scalar>
int Trainer<Scalar>::steps_per_epoch() const {
    const std::size_t size = samples_per_step(scenario(), state_->problem.train->count());
    return static_cast<int>((state_->problem.train->count() + size - 1) / size);
}

template <class Scalar>
double Trainer<Scalar>::learning_rate() const {
    return state_->learning_rate();
}

template <class Scalar>
const Metrics& Trainer<Scalar>::train_metrics() const {
    return state_->train;
}

template <class Scalar>
const Metrics& Trainer<Scalar>::validation_metrics() const {
    return state_->validation;
}

template <class Scalar>
double Trainer<Scalar>::penalty() const {
    return state_->penalty();
}

template <class Scalar>
const History& Trainer<Scalar>::history() const {
    return state_->history;
}

template <class Scalar>
const ParameterPath& Trainer<Scalar>::path() const {
    return state_->path;
}

template <class Scalar>
void Trainer<Scalar>::keep_whole_history() {
    state_->history.keep_all();
}

template <class Scalar>
void Trainer<Scalar>::keep_no_path() {
    state_->path = ParameterPath(0);
}

template <class Scalar>
std::span<const Scalar> Trainer<Scalar>::parameters() const {
    return state_->present().parameters;
}

template <class Scalar>
std::span<const Scalar> Trainer<Scalar>::last_gradient() const {
    state_->present();
    if (!state_->has_gradient) return {};
    return state_->last.gradient;
}

template <class Scalar>
double Trainer<Scalar>::last_update_norm() const {
    return state_->update_norm();
}

template <class Scalar>
std::vector<LayerStep> Trainer<Scalar>::layer_steps() const {
    const std::span<const Scalar> now = parameters();
    if (!state_->has_gradient) return {};
    return ravine::layer_steps<Scalar>(network(), state_->last.before, now, state_->last.gradient);
}

template <class Scalar>
Status Trainer<Scalar>::set_parameters(std::span<const Scalar> parameters) {
    const std::size_t count = network().vector_size();
    if (parameters.size() != count)
        return input_error(
            "the network has " + std::to_string(count) + " parameters, given " + std::to_string(parameters.size()),
            "parameters");
    if (!std::all_of(parameters.begin(), parameters.end(), [](Scalar value) { return std::isfinite(value); }))
        return input_error("a parameter is not finite", "parameters");
    state_->set_parameters(parameters);
    return {};
}

template <class Scalar>
const Problem<Scalar>& Trainer<Scalar>::problem() const {
    return state_->problem;
}

template <class Scalar>
const Scenario& Trainer<Scalar>::scenario() const {
    return state_->scenario();
}

template <class Scalar>
const Network<Scalar>& Trainer<Scalar>::network() const {
    return *state_->problem.network;
}

template <class Scalar>
Model Trainer<Scalar>::model() const {
    const Problem<Scalar>& problem = state_->problem;
    return {problem.scenario,
            problem.data,
            problem.single_network,
            problem.inputs,
            std::make_shared<const std::vector<float>>(parameters().begin(), parameters().end()),
            state_->path.points(),
            epoch(),
            steps()};
}

template <class Scalar>
Metrics Trainer<Scalar>::evaluate(std::span<const Scalar> parameters, Split split) const {
    const Subnormals subnormals(true);
    return state_->ask([&](Plan<Scalar>& it) { return it.metrics(parameters, split); });
}

template <class Scalar>
double Trainer<Scalar>::evaluate_gradient(std::span<const Scalar> parameters, std::span<Scalar> gradient) const {
    const Subnormals subnormals(true);
    const double loss = state_->ask([&](Plan<Scalar>& it) { return it.gradient(parameters, gradient); });
    const auto blocks = network().blocks();
    add_penalty_gradient(scenario().regularization, blocks, parameters.data(), gradient.data());
    return loss + penalty_value(scenario().regularization, blocks, parameters.data());
}

template class Trainer<float>;
template class Trainer<double>;

}  // namespace ravine
