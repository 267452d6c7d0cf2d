#pragma once
// Which learning rate? Short trainings from the same weights, at rates from the least to the most, show its order of
// magnitude.

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "engine/train/trainer.hpp"

namespace ravine {

struct RateTrial {
    double learning_rate = 0;
    double loss = 0;  ///< over the training points after the steps, penalty included; NaN where training diverged

    bool operator==(const RateTrial&) const = default;
};

/// The first part of it while the test is under way.
struct RateCurve {
    std::string optimizer;               ///< row's id
    double start_loss = 0;               ///< before the first step
    int steps = 0;                       ///< mini-batches of each trial
    std::size_t rates = 0;               ///< how many trials there will be
    std::uint64_t step = 0;              ///< of the training from whose weights the trials start; for the one who asks
    std::vector<RateTrial> trials = {};  ///< rates rise

    bool is_done() const { return trials.size() == rates; }
    /// The power of ten after which the loss was the lowest of all powers of ten; nothing where none lowered it.
    std::optional<double> suggestion() const;
};

/// The lecture's way: change η by factors of 10 to find a good order of magnitude, and tune it then; here with 2 and 5
/// between the powers. (Smith 2017 lets the rate rise during one run instead, which shows the edge of divergence, but
/// mixes what earlier rates have done into the later ones' losses.) Each trial has the same weights, batches and draws,
/// an optimizer that starts anew, and no schedule; the result is the same on any machine and for any number of threads.
class RateTest {
  public:
    /// `parameters`: where trials start; empty: as initialised. The other arguments and errors are Trainer::create's.
    static Result<RateTest> create(const Scenario& scenario, const std::string& folder,
                                   std::span<const float> parameters, Machine machine);

    /// Takes a mini-batch of one trial, or several at once; false, and does nothing, when all is done. Throws
    /// BackendFailure where the back end fails and the CPU may not go on.
    bool advance();
    /// See Trainer::interrupt_by: what was interrupted is done again.
    void interrupt_by(const std::atomic<bool>* flag) { trainer_->interrupt_by(flag); }
    /// See Trainer::take_backend_note.
    std::string take_backend_note() { return trainer_->take_backend_note(); }
    const RateCurve& curve() const { return curve_; }

  private:
    RateTest(std::unique_ptr<Trainer<float>> trainer, std::span<const float> parameters);
    void begin_trial();
    void end_trial();

    std::unique_ptr<Trainer<float>> trainer_;
    std::vector<float> start_;
    std::vector<double> rates_;
    bool is_in_trial_ = false;
    RateCurve curve_;
};

}  // namespace ravine
