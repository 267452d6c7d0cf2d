// What is measured of several members: their mean prediction, now and at the states that are kept.

#include <cmath>

#include "engine/compute/penalty.hpp"
#include "engine/lab/ensemble_trainer.hpp"
#include "engine/lab/prediction_metrics.hpp"

namespace ravine {

namespace {

constexpr EarlierState both_states[] = {EarlierState::lowest, EarlierState::last_finite};

}  // namespace

Model EnsembleTrainer::model_at(std::optional<EarlierState> kept) const {
    const auto parameters = [&](const Trainer<float>& member) {
        const std::span<const float> values = kept ? member.kept_parameters(*kept) : member.parameters();
        return std::make_shared<const std::vector<float>>(values.begin(), values.end());
    };
    Model model = first().model();
    model.scenario = scenario_;
    if (is_single()) return model;
    model.parameters = parameters(first());
    for (std::size_t k = 1; k < members_.size(); ++k) model.other_members.push_back(parameters(*members_[k]));
    model.epoch = epoch();
    model.step = steps();
    return model;
}

void EnsembleTrainer::measure() {
    const Model now = model();
    train_ = prediction_metrics(now, Split::train, *pool_);
    validation_ = prediction_metrics(now, Split::validation, *pool_);
}

HistoryRow EnsembleTrainer::row_now(double seconds) const {
    return {measured_epoch_, steps(), seconds, train_, validation_, penalty(), learning_rate()};
}

/// What a divergence is taken back to, for all members alike.
void EnsembleTrainer::keep_present(const HistoryRow& row, bool is_lowest) {
    if (!std::isfinite(row.train.loss)) return;
    last_finite_ = row;
    if (is_lowest) lowest_ = row;
    for (const auto& member : members_) {
        member->keep(EarlierState::last_finite);
        if (is_lowest) member->keep(EarlierState::lowest);
    }
}

/// Data or penalty have changed, and with them what was measured there.
void EnsembleTrainer::measure_kept() {
    for (const EarlierState which : both_states) {
        HistoryRow& row = which == EarlierState::lowest ? lowest_ : last_finite_;
        const Model model = model_at(which);
        row.train = prediction_metrics(model, Split::train, *pool_);
        row.validation = prediction_metrics(model, Split::validation, *pool_);
        row.penalty = 0;
        for (const auto& member : members_)
            row.penalty += penalty_value(scenario_->regularization, member->network().blocks(),
                                         member->kept_parameters(which).data()) /
                           double(members_.size());
    }
}

}  // namespace ravine
