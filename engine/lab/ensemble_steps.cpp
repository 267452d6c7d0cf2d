// Steps of several members: those that are behind come first.

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/lab/ensemble_trainer.hpp"

namespace ravine {

namespace {

bool is_active(const Trainer<float>& member) { return member.stop_state().reason == StopReason::none; }

/// How far a member has come; comparable while mini-batches have changed their size.
std::pair<std::uint64_t, std::size_t> place_of(const Trainer<float>& member) {
    return {member.epoch(), member.position()};
}

}  // namespace

/// Whose turn it is: members that are behind the furthest, if any (then true); else all that go on.
bool EnsembleTrainer::find_due() {
    due_.clear();
    std::pair<std::uint64_t, std::size_t> furthest;
    for (const auto& member : members_)
        if (is_active(*member)) furthest = std::max(furthest, place_of(*member));
    for (const auto& member : members_)
        if (is_active(*member) && place_of(*member) < furthest) due_.push_back(member.get());
    if (!due_.empty()) return true;
    for (const auto& member : members_)
        if (is_active(*member)) due_.push_back(member.get());
    return false;
}

/// Whole epochs done by all that go on; where none does, by the furthest.
std::uint64_t EnsembleTrainer::common_epoch() const {
    std::uint64_t least = epoch();
    for (const auto& member : members_)
        if (is_active(*member)) least = std::min(least, member->epoch());
    return least;
}

bool EnsembleTrainer::step(double seconds, std::size_t most) {
    if (is_single()) return first().step(seconds, most);
    if (stop_.reason != StopReason::none) return false;
    if (!owes_metrics()) {
        find_due();
        pool_->for_each(due_.size(), [&](std::size_t i) { due_[i]->step(seconds, most); });
    }
    if (owes_metrics()) fetch_members();
    heed_failures();
    settle(seconds);
    return true;
}

/// A member whose back end fails now is set back before it is counted on.
void EnsembleTrainer::fetch_members() const {
    for (const auto& member : members_) (void)member->parameters();
}

void EnsembleTrainer::heed_failures() {
    std::string note;
    for (const auto& member : members_)
        if (std::string words = member->take_backend_note(); note.empty()) note = std::move(words);
    if (note.empty()) return;
    if (backend_.may_fall_back) {
        use_backend(cpu_backend());
        for (const auto& member : members_) (void)member->take_backend_note();
    }
    backend_note_ = note;
}

/// Metrics that an interruption has left owing are measured by a later step.
void EnsembleTrainer::settle(double seconds) {
    const StopState stop = common_stop();
    if (stop.reason != StopReason::diverged && owes_metrics()) {
        if (is_interrupted()) return;
        measured_epoch_ = common_epoch();
        measure();
        const HistoryRow row = row_now(seconds);
        history_.append(row);
        keep_present(row, !(row.objective() > lowest_.objective()));
    } else if (stop.reason != StopReason::none || (catches_up_ && !find_due())) {
        measure();
    }
    catches_up_ = catches_up_ && find_due();
    stop_ = stop;
}

void EnsembleTrainer::resume() {
    if (is_single()) return first().resume();
    if (stop_.reason == StopReason::none || stop_.reason == StopReason::diverged) return;
    for (const auto& member : members_) member->resume();
    stop_ = {};
    measured_epoch_ = epoch();
    catches_up_ = find_due();
}

bool EnsembleTrainer::take_back(EarlierState which) {
    if (is_single()) return first().take_back(which);
    const std::optional<HistoryRow> row = earlier(which);
    if (!row) return false;
    for (const auto& member : members_) member->go_back(which);
    history_.forget_after(row->epoch);
    if (history_.rows().back().epoch != row->epoch) history_.append(*row);  // thinned away
    measured_epoch_ = epoch();
    measure();
    stop_ = {};
    catches_up_ = find_due();
    return true;
}

StopState EnsembleTrainer::common_stop() const {
    for (std::size_t k = 0; k < members_.size(); ++k)
        if (const StopState& stop = members_[k]->stop_state();
            stop.reason == StopReason::diverged || stop.reason == StopReason::failed)
            return {stop.reason, fmt::format("member {}: {}", k + 1, stop.words)};
    const StopState& stop = first().stop_state();
    bool all_alike = true;
    for (const auto& member : members_) {
        if (is_active(*member)) return {};
        all_alike = all_alike && member->stop_state().words == stop.words;
    }
    if (all_alike) return stop;
    return {stop.reason, fmt::format("all {} members have stopped; member 1 {}", members_.size(), stop.words)};
}

}  // namespace ravine
