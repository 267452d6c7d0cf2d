// The plan's back end: chosen, changed, and replaced by the CPU where it fails.

#include <fmt/format.h>

#include "engine/core/table.hpp"
#include "engine/train/trainer_state.hpp"

namespace ravine {

namespace {

/// "epoch 12"
std::string place_words(std::uint64_t epoch) { return epoch == 0 ? "the start" : fmt::format("epoch {}", epoch); }

}  // namespace

template <class Scalar>
PlanParts<Scalar> Trainer<Scalar>::State::plan_parts() const {
    return {problem.network,
            problem.train,
            problem.validation,
            problem.disturbance,
            scenario().regularization,
            find_row(optimizers(), scenario().optimizer.id),
            samples_per_step(scenario(), problem.train->count()),
            machine.pool};
}

/// The host has the newest state.
template <class Scalar>
void Trainer<Scalar>::State::renew_plan() {
    failed = {};
    backend = machine.backend.row;
    try {
        plan = backend->template plan<Scalar>(plan_parts());
        plan->interrupt_by(heeded);
    } catch (const BackendFailure& failure) {
        fall_back(failure.what());
    }
}

/// The plan is dead. The CPU has the next one in any case: somebody may want to see what there is.
template <class Scalar>
void Trainer<Scalar>::State::fall_back(const std::string& why) {
    backend = &cpu_backend();
    plan = backend->template plan<Scalar>(plan_parts());
    if (std::exchange(is_ahead, false)) take_back(newest_kept());
    plan->interrupt_by(heeded);
    const std::string place = place_words(progress.epoch);
    if (machine.backend.may_fall_back) {
        machine.backend = *backend;
        backend_note = fmt::format("went on with the CPU from {}: {}", place, why);
    } else {
        failed = {StopReason::failed, fmt::format("stopped at {}: {}", place, why)};
        backend_note = failed.words;
    }
}

/// Of the states that are kept; those of a run that was taken back may be of a later epoch than training is at.
template <class Scalar>
const typename Trainer<Scalar>::State::Kept& Trainer<Scalar>::State::newest_kept() const {
    return last_finite.progress.epoch <= progress.epoch ? last_finite : lowest;
}

template <class Scalar>
void Trainer<Scalar>::State::fetch() {
    ask([this](Plan<Scalar>& it) { it.fetch(progress, last); });
    is_ahead = false;
}

template <class Scalar>
void Trainer<Scalar>::State::let_interrupt(const std::atomic<bool>* flag) {
    heeded = flag;
    plan->interrupt_by(flag);
}

template <class Scalar>
void Trainer<Scalar>::State::use_backend(BackendChoice choice) {
    present();
    machine.backend = choice;
    backend_note.clear();
    renew_plan();
}

template <class Scalar>
void Trainer<Scalar>::State::try_again() {
    if (failed.reason != StopReason::none) renew_plan();
}

template PlanParts<float> Trainer<float>::State::plan_parts() const;
template PlanParts<double> Trainer<double>::State::plan_parts() const;
template void Trainer<float>::State::renew_plan();
template void Trainer<double>::State::renew_plan();
template void Trainer<float>::State::fall_back(const std::string&);
template void Trainer<double>::State::fall_back(const std::string&);
template void Trainer<float>::State::fetch();
template void Trainer<double>::State::fetch();
template void Trainer<float>::State::let_interrupt(const std::atomic<bool>*);
template void Trainer<double>::State::let_interrupt(const std::atomic<bool>*);
template void Trainer<float>::State::use_backend(BackendChoice);
template void Trainer<double>::State::use_backend(BackendChoice);
template void Trainer<float>::State::try_again();
template void Trainer<double>::State::try_again();

}  // namespace ravine
