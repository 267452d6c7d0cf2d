// Members come and go, and go on from where they are.

#include <algorithm>

#include "engine/lab/ensemble_trainer.hpp"

namespace ravine {

namespace {

/// But for what only says how the next steps are taken.
bool predict_alike(Scenario a, const Scenario& b) {
    a.optimizer = b.optimizer;
    a.schedule = b.schedule;
    a.batch_size = b.batch_size;
    a.shuffle = b.shuffle;
    return a == b;
}

}  // namespace

Scenario member_scenario(Scenario scenario, std::size_t member) {
    scenario.seed += member;
    scenario.ensemble.members = 1;
    return scenario;
}

/// As many as the scenario says, each with its own of it. The first one shares with a problem `beside`, if any.
Status EnsembleTrainer::fit_members(const Problem<float>* beside) {
    const auto count = static_cast<std::size_t>(scenario_->ensemble.members);
    if (members_.size() > count) members_.resize(count);
    for (std::size_t k = 1; k < members_.size(); ++k)
        if (Status status = members_[k]->apply(member_scenario(*scenario_, k), folder_, &first().problem()); !status)
            return status;
    while (members_.size() < std::max<std::size_t>(count, 1)) {
        auto member = new_member(members_.size(), beside);
        if (!member) return member.error();
        members_.push_back(std::move(*member));
    }
    share_threads();
    return {};
}

Result<std::unique_ptr<Trainer<float>>> EnsembleTrainer::new_member(std::size_t index,
                                                                    const Problem<float>* like) const {
    const Problem<float>* beside = members_.empty() ? like : &first().problem();
    auto member = Trainer<float>::create(member_scenario(*scenario_, index), folder_, {one_thread_, backend_}, beside);
    if (member) (*member)->interrupt_by(interrupted_);
    return member;
}

/// The first member has them all while it is alone.
void EnsembleTrainer::share_threads() {
    first().use_threads(is_single() ? pool_ : one_thread_);
    for (const auto& member : members_) member->keep_when_told(!is_single());
}

/// Every member is where its history begins.
void EnsembleTrainer::begin() {
    if (is_single()) return;
    measured_epoch_ = epoch();
    measure();
    const HistoryRow row = row_now(0);
    history_.clear();
    history_.append(row);
    last_finite_ = lowest_ = row;
    keep_present(row, true);
    stop_ = common_stop();
    catches_up_ = false;
}

/// After another scenario. What was one network's history, or that of fewer, is gone on with.
void EnsembleTrainer::go_on(const Scenario& before) {
    if (is_single()) return;
    const bool are_others = before.ensemble.members != scenario_->ensemble.members;
    if (are_others) bring_together();
    if (steps() == 0) return begin();
    if (before.ensemble.members == 1) history_ = first().history();
    measured_epoch_ = epoch();
    history_.forget_after(measured_epoch_);
    if (are_others || !predict_alike(before, *scenario_)) measure();
    if (are_others)
        keep_present(row_now(last_finite_.seconds), true);
    else
        measure_kept();
    stop_ = common_stop();
    catches_up_ = find_due();
}

/// Where one has diverged that others have now joined, or left, all go back.
void EnsembleTrainer::bring_together() {
    if (common_stop().reason != StopReason::diverged) return;
    for (const auto& member : members_)
        if (member->steps() > 0) member->go_back(EarlierState::lowest);
}

}  // namespace ravine
