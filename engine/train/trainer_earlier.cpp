// The states that divergence is taken back to: kept, measured anew where losses get another meaning, and taken back.

#include <cmath>

#include "engine/compute/penalty.hpp"
#include "engine/train/trainer_state.hpp"

namespace ravine {

/// `row` was measured at the present parameters.
template <class Scalar>
void Trainer<Scalar>::State::keep(const HistoryRow& row) {
    if (keeps_when_told || !std::isfinite(row.train.loss)) return;
    last_finite.progress = present();  // into the memory that is there
    last_finite.row = row;
    if (!(row.objective() > lowest.row.objective())) lowest = last_finite;
}

template <class Scalar>
void Trainer<Scalar>::State::keep(EarlierState which) {
    Kept& kept = which == EarlierState::lowest ? lowest : last_finite;
    kept.progress = present();
    kept.row = history_row(kept.row.seconds);
}

/// Data or penalty have changed, and what was lowest may not be it any more.
template <class Scalar>
void Trainer<Scalar>::State::measure_kept_anew(bool present_is_measured) {
    for (Kept* kept : {&lowest, &last_finite}) {
        const std::span<const Scalar> parameters = kept->progress.parameters;
        const auto measured_by = [&](Split split) {
            return ask([&](Plan<Scalar>& it) { return it.metrics(parameters, split); });
        };
        kept->row.train = measured_by(Split::train);
        kept->row.validation = measured_by(Split::validation);
        kept->row.penalty = penalty_value(scenario().regularization, problem.network->blocks(), parameters.data());
    }
    if (present_is_measured) keep(history_row(last_finite.row.seconds));
}

template <class Scalar>
void Trainer<Scalar>::State::go_back_to(const Kept& kept) {
    changing() = kept.progress;
    has_gradient = false;
    history.forget_after(progress.epoch);
    if (history.rows().back().epoch != progress.epoch) history.append(kept.row);  // thinned away
    path.forget_after(progress.steps);
}

template <class Scalar>
void Trainer<Scalar>::State::take_back(const Kept& kept) {
    go_back_to(kept);
    if (progress.position != 0)
        batches.begin_epoch(problem.train->count(), scenario().shuffle, scenario().seed, progress.epoch);
    stop = {};
    measure();
    if (best.epoch <= progress.epoch) return;
    rules.forget_best();
    observe();
}

template void Trainer<float>::State::keep(const HistoryRow&);
template void Trainer<double>::State::keep(const HistoryRow&);
template void Trainer<float>::State::keep(EarlierState);
template void Trainer<double>::State::keep(EarlierState);
template void Trainer<float>::State::measure_kept_anew(bool);
template void Trainer<double>::State::measure_kept_anew(bool);
template void Trainer<float>::State::go_back_to(const Kept&);
template void Trainer<double>::State::go_back_to(const Kept&);
template void Trainer<float>::State::take_back(const Kept&);
template void Trainer<double>::State::take_back(const Kept&);

}  // namespace ravine
