#include "engine/lab/ensemble_trainer.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace ravine {

Result<std::unique_ptr<EnsembleTrainer>> EnsembleTrainer::create(const Scenario& scenario, const std::string& folder,
                                                                 Machine machine, const Problem<float>* beside) {
    std::unique_ptr<EnsembleTrainer> ensemble(new EnsembleTrainer);
    ensemble->scenario_ = std::make_shared<const Scenario>(scenario);
    ensemble->folder_ = folder;
    ensemble->pool_ = std::move(machine.pool);
    ensemble->backend_ = machine.backend;
    if (Status status = ensemble->fit_members(beside); !status) return status.error();
    ensemble->begin();
    return ensemble;
}

Status EnsembleTrainer::apply(const Scenario& scenario, const std::string& folder) {
    const std::shared_ptr<const Scenario> before = scenario_;
    const std::string& place = folder.empty() ? folder_ : folder;
    if (Status status = first().apply(member_scenario(scenario, 0), place); !status) return status;
    scenario_ = std::make_shared<const Scenario>(scenario);
    folder_ = place;
    if (Status status = fit_members(); !status) return status;
    go_on(*before);
    return {};
}

void EnsembleTrainer::reset() {
    for (const auto& member : members_) member->reset();
    begin();
}

Status EnsembleTrainer::set_parameters(const Model& model) {
    if (1 + model.other_members.size() != members_.size())
        return input_error("the model has " + std::to_string(1 + model.other_members.size()) + " networks, not " +
                               std::to_string(members_.size()),
                           "ensemble.members");
    std::size_t index = 0;
    Status status;
    for_each_member(model, [&](const auto& parameters) {
        if (status) status = members_[index++]->set_parameters(*parameters);
    });
    begin();
    return status;
}

void EnsembleTrainer::use_backend(BackendChoice choice) {
    backend_ = choice;
    backend_note_.clear();
    for (const auto& member : members_) member->use_backend(choice);
    if (!is_single()) stop_ = common_stop();
}

std::string EnsembleTrainer::take_backend_note() {
    heed_failures();
    return std::exchange(backend_note_, {});
}

void EnsembleTrainer::interrupt_by(const std::atomic<bool>* flag) {
    interrupted_ = flag;
    for (const auto& member : members_) member->interrupt_by(flag);
}

std::optional<HistoryRow> EnsembleTrainer::earlier(EarlierState which) const {
    if (is_single()) return first().earlier(which);
    const HistoryRow& row = which == EarlierState::lowest ? lowest_ : last_finite_;
    if (stop_.reason != StopReason::diverged || !std::isfinite(row.train.loss)) return {};
    return row;
}

const StopState& EnsembleTrainer::stop_state() const { return is_single() ? first().stop_state() : stop_; }

std::uint64_t EnsembleTrainer::epoch() const {
    std::uint64_t most = 0;
    for (const auto& member : members_) most = std::max(most, member->epoch());
    return most;
}

std::uint64_t EnsembleTrainer::steps() const {
    std::uint64_t most = 0;
    for (const auto& member : members_) most = std::max(most, member->steps());
    return most;
}

std::uint64_t EnsembleTrainer::samples_seen() const {
    std::uint64_t sum = 0;
    for (const auto& member : members_) sum += member->samples_seen();
    return sum;
}

double EnsembleTrainer::learning_rate() const {
    for (const auto& member : members_)
        if (member->stop_state().reason == StopReason::none) return member->learning_rate();
    return first().learning_rate();
}

const Metrics& EnsembleTrainer::train_metrics() const { return is_single() ? first().train_metrics() : train_; }

const Metrics& EnsembleTrainer::validation_metrics() const {
    return is_single() ? first().validation_metrics() : validation_;
}

double EnsembleTrainer::penalty() const {
    double sum = 0;
    for (const auto& member : members_) sum += member->penalty();
    return sum / double(members_.size());
}

const History& EnsembleTrainer::history() const { return is_single() ? first().history() : history_; }

void EnsembleTrainer::keep_whole_history() {
    history_.keep_all();
    for (const auto& member : members_) member->keep_whole_history();
}

Model EnsembleTrainer::model() const { return model_at({}); }

}  // namespace ravine
