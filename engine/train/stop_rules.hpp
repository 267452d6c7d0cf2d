#pragma once
// When training ends, and the words for it.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/train/history.hpp"
#include "engine/train/scenario.hpp"

namespace ravine {

/// `failed`: the back end did, and no other may take its place.
enum class StopReason { none, epochs, patience, target_loss, diverged, failed };

/// Words for a finished run: "stopped after 1000 epochs", "diverged at step 212: loss is not finite; try a learning
/// rate below 0.03".
struct StopState {
    StopReason reason = StopReason::none;
    std::string words;
};

/// Watches the metrics of each epoch.
class StopRules {
  public:
    /// The loss that patience watches: validation, or training where nothing validates.
    static double watched_loss(const Metrics& train, const Metrics& validation);

    /// Forgets everything (another run).
    void restart();
    /// Forgets the best epoch (another problem).
    void forget_best() { best_loss_.reset(); }
    /// Takes the metrics after an epoch; true where they are the best so far.
    bool observe(std::uint64_t epoch, const Metrics& train, const Metrics& validation);
    /// The first rule that holds after `epoch`, or none.
    StopState check(const StopRule& rule, std::uint64_t epoch) const;
    /// From now on this rule is not checked.
    void lift(StopReason reason) { lifted_ |= bit(reason); }
    void check_all_again() { lifted_ = 0; }
    std::uint64_t best_epoch() const { return best_epoch_; }

  private:
    static unsigned bit(StopReason reason) { return 1u << static_cast<unsigned>(reason); }
    bool is_lifted(StopReason reason) const { return (lifted_ & bit(reason)) != 0; }

    std::optional<double> best_loss_;
    std::uint64_t best_epoch_ = 0;
    double train_loss_ = 0;
    bool validates_ = false;
    unsigned lifted_ = 0;
};

/// "diverged at step 212: loss is not finite; try a learning rate below 0.03": a third of the rate, rounded to a digit.
/// Step 0 is before the first one.
StopState diverged(std::uint64_t step, std::string_view what, double learning_rate);

}  // namespace ravine
