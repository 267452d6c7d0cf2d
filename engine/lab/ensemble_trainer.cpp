#include "engine/lab/ensemble_trainer.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ravine {

namespace {

Scenario member_scenario(Scenario scenario, int member) {
    scenario.seed += static_cast<std::uint64_t>(member);
    scenario.ensemble.members = 1;
    return scenario;
}

void train_one_epoch(Trainer<float>& trainer, double seconds) {
    const std::uint64_t epoch = trainer.epoch();
    while (trainer.epoch() == epoch && trainer.step(seconds)) {
    }
}

}  // namespace

Result<std::unique_ptr<EnsembleTrainer>> EnsembleTrainer::create(const Scenario& scenario, const std::string& folder,
                                                                 std::shared_ptr<ThreadPool> pool) {
    std::unique_ptr<EnsembleTrainer> ensemble(new EnsembleTrainer);
    ensemble->scenario_ = std::make_shared<const Scenario>(scenario);
    ensemble->pool_ = std::move(pool);
    for (int member = 0; member < scenario.ensemble.members; ++member) {
        auto trainer =
            Trainer<float>::create(member_scenario(scenario, member), folder, std::make_shared<ThreadPool>(1));
        if (!trainer) return trainer.error();
        ensemble->members_.push_back(std::move(*trainer));
    }
    ensemble->note(0);
    return ensemble;
}

bool EnsembleTrainer::train_epoch(double seconds) {
    if (stop_state().reason != StopReason::none) return false;
    pool_->for_each(members_.size(), [&](std::size_t k) { train_one_epoch(*members_[k], seconds); });
    note(seconds);
    return true;
}

StopState EnsembleTrainer::stop_state() const {
    for (const auto& member : members_)
        if (member->stop_state().reason == StopReason::none) return {};
    for (std::size_t k = 0; k < members_.size(); ++k)
        if (const StopState& stop = members_[k]->stop_state(); stop.reason == StopReason::diverged)
            return {StopReason::diverged, fmt::format("member {}: {}", k + 1, stop.words)};
    return members_.front()->stop_state();
}

void EnsembleTrainer::take_back_diverged() {
    for (const auto& member : members_) member->take_back(EarlierState::lowest);
}

Model EnsembleTrainer::model() const {
    Model model = members_.front()->model();
    model.scenario = scenario_;
    for (std::size_t k = 1; k < members_.size(); ++k) model.other_members.push_back(members_[k]->model().parameters);
    return model;
}

double EnsembleTrainer::penalty() const {
    double sum = 0;
    for (const auto& member : members_) sum += member->penalty();
    return sum / double(members_.size());
}

std::uint64_t EnsembleTrainer::samples_seen() const {
    std::uint64_t sum = 0;
    for (const auto& member : members_) sum += member->samples_seen();
    return sum;
}

void EnsembleTrainer::note(double seconds) {
    std::uint64_t epoch = 0, steps = 0;
    for (const auto& member : members_) {
        epoch = std::max(epoch, member->epoch());
        steps = std::max(steps, member->steps());
    }
    const Model now = model();
    history_.push_back({epoch, steps, seconds, prediction_metrics(now, Split::train, *pool_),
                        prediction_metrics(now, Split::validation, *pool_), penalty(),
                        members_.front()->learning_rate()});
}

}  // namespace ravine
