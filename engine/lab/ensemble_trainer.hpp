#pragma once
// Several networks trained side by side, whose mean prediction is that of the model (Hansen and Salamon 1990; with
// bootstrap: bagging, Breiman 1996). Or one, which is trained as Trainer does it.

#include <atomic>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/core/parallel.hpp"
#include "engine/core/result.hpp"
#include "engine/train/trainer.hpp"

namespace ravine {

/// Of one network of an ensemble, counted from 0: that of a network alone, with the seed + member.
Scenario member_scenario(Scenario scenario, std::size_t member);

/// Member k is trained as a scenario of its own with the seed + k: the same bits whatever the number of threads, and
/// whatever members there are beside it. One member alone has all threads; several have one each, and are kept in step:
/// one that is behind (it has joined later, or was stopped for a while) catches up before the others go on. Where one
/// diverges, all stop, and go back together. What is measured is the mean prediction over the points as they are.
class EnsembleTrainer {
  public:
    /// scenario.ensemble says how many members there are. Data and network are shared between them, and with what is
    /// `beside` them (or null), as Trainer::create has it.
    static Result<std::unique_ptr<EnsembleTrainer>> create(const Scenario& scenario, const std::string& folder,
                                                           Machine machine, const Problem<float>* beside = nullptr);

    /// As Trainer::apply, for every member. New members start as initialised.
    Status apply(const Scenario& scenario, const std::string& folder = {});
    void reset();
    /// Those of a saved model, which has as many members.
    Status set_parameters(const Model& model);

    /// As Trainer::step, of every member that is due.
    bool step(double seconds, std::size_t most = std::numeric_limits<std::size_t>::max());
    void interrupt_by(const std::atomic<bool>* flag);
    /// As Trainer's, for every member: where one's back end fails, the CPU stands in for all of them.
    void use_backend(BackendChoice choice);
    const BackendRow& backend() const { return first().backend(); }
    std::string way() const { return first().way(); }
    std::string take_backend_note();
    void resume();
    bool take_back(EarlierState which);
    std::optional<HistoryRow> earlier(EarlierState which) const;

    /// None while one member goes on, unless one has diverged or failed, which is named.
    const StopState& stop_state() const;
    std::uint64_t epoch() const;  ///< of the member that is furthest
    std::uint64_t steps() const;  ///< likewise
    std::uint64_t samples_seen() const;
    double learning_rate() const;  ///< of the first member that goes on
    const Metrics& train_metrics() const;
    const Metrics& validation_metrics() const;
    double penalty() const;          ///< mean of the members'
    const History& history() const;  ///< rows at the ends of epochs that all members have done; as Trainer::history
    void keep_whole_history();

    const Scenario& scenario() const { return *scenario_; }
    const std::vector<std::unique_ptr<Trainer<float>>>& members() const { return members_; }
    /// The first member's, with the other members' parameters beside its own.
    Model model() const;
    /// One member's alone, counted from 0, with its own path.
    Model member_model(std::size_t index) const { return members_[index]->model(); }

  private:
    EnsembleTrainer() = default;
    bool is_single() const { return members_.size() == 1; }
    Trainer<float>& first() const { return *members_.front(); }

    // Members come and go (ensemble_members.cpp).
    Status fit_members(const Problem<float>* beside = nullptr);
    Result<std::unique_ptr<Trainer<float>>> new_member(std::size_t index, const Problem<float>* like) const;
    void share_threads();
    void begin();
    void go_on(const Scenario& before);
    void bring_together();

    // Steps (ensemble_steps.cpp).
    bool find_due();
    std::uint64_t common_epoch() const;
    bool owes_metrics() const { return common_epoch() > measured_epoch_; }
    void fetch_members() const;
    void heed_failures();
    bool is_interrupted() const { return interrupted_ != nullptr && *interrupted_; }
    void settle(double seconds);
    StopState common_stop() const;

    // What is measured (ensemble_metrics.cpp).
    Model model_at(std::optional<EarlierState> kept) const;
    void measure();
    HistoryRow row_now(double seconds) const;
    void keep_present(const HistoryRow& row, bool is_lowest);
    void measure_kept();

    std::shared_ptr<const Scenario> scenario_;
    std::string folder_;
    std::shared_ptr<ThreadPool> pool_, one_thread_ = std::make_shared<ThreadPool>(1);
    BackendChoice backend_;
    std::string backend_note_;
    const std::atomic<bool>* interrupted_ = nullptr;
    std::vector<std::unique_ptr<Trainer<float>>> members_;

    // Of several members; one has its own.
    std::vector<Trainer<float>*> due_;
    std::uint64_t measured_epoch_ = 0;
    bool catches_up_ = false;
    Metrics train_, validation_;
    History history_{4096};
    HistoryRow lowest_, last_finite_;
    StopState stop_;
};

}  // namespace ravine
