// The state with the lowest loss: kept, measured anew where losses get another meaning, and taken back.

#include <cmath>

#include "engine/train/penalty.hpp"
#include "engine/train/trainer_state.hpp"

namespace ravine {

namespace {

/// What training lowers.
double objective(const HistoryRow& row) { return row.train.loss + row.penalty; }

}  // namespace

/// `row` was measured at the present parameters.
template <class Scalar>
void Trainer<Scalar>::State::keep_if_lowest(const HistoryRow& row) {
    if (!std::isfinite(row.train.loss) || objective(row) > objective(lowest_row)) return;
    lowest = progress;
    lowest_row = row;
}

/// Data or penalty have changed, and what was lowest may not be it any more.
template <class Scalar>
void Trainer<Scalar>::State::measure_lowest_anew(bool present_is_measured) {
    lowest_row.train = evaluation.metrics(lowest.parameters.data(), *problem.train);
    lowest_row.validation = evaluation.metrics(lowest.parameters.data(), *problem.validation);
    lowest_row.penalty = penalty_value(scenario().regularization, problem.network->blocks(), lowest.parameters.data());
    if (present_is_measured) keep_if_lowest(history_row(lowest_row.seconds));
}

template <class Scalar>
void Trainer<Scalar>::State::go_back_to_lowest() {
    progress = lowest;
    history.forget_after(progress.epoch);
    if (history.rows().back().epoch != progress.epoch) history.append(lowest_row);  // thinned away
    path.forget_after(progress.steps);
}

template <class Scalar>
void Trainer<Scalar>::State::take_back_lowest() {
    go_back_to_lowest();
    if (progress.position != 0)
        batches.begin_epoch(problem.train->count(), scenario().shuffle, scenario().seed, progress.epoch);
    stop = {};
    forget_last_step();
    measure();
    if (best.epoch <= progress.epoch) return;
    rules.forget_best();
    observe();
}

template void Trainer<float>::State::keep_if_lowest(const HistoryRow&);
template void Trainer<double>::State::keep_if_lowest(const HistoryRow&);
template void Trainer<float>::State::measure_lowest_anew(bool);
template void Trainer<double>::State::measure_lowest_anew(bool);
template void Trainer<float>::State::go_back_to_lowest();
template void Trainer<double>::State::go_back_to_lowest();
template void Trainer<float>::State::take_back_lowest();
template void Trainer<double>::State::take_back_lowest();

}  // namespace ravine
