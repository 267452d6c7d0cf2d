#pragma once
// What second-order optimizers ask: loss plus penalty of one mini-batch, with their derivatives.

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "engine/compute/cpu/evaluation.hpp"
#include "engine/optimize/objective.hpp"
#include "engine/train/problem.hpp"

namespace ravine {

/// In double, whatever the precision of training. Serves one caller at a time.
class BatchObjective : public Objective {
  public:
    template <class Scalar>
    BatchObjective(const Problem<Scalar>& problem, std::shared_ptr<ThreadPool> pool);

    /// From now on it is about the training samples with these indices, which must stay where they are. They go through
    /// in this pass, whatever θ is asked for: random layers draw the same numbers again. `parameters`: θ, which does
    /// not matter here, and buffers.
    void take(std::span<const std::uint32_t> indices, const Pass& pass, std::span<const double> parameters);
    /// After loss(): what the layers remember of the batch there goes to the buffers of `parameters`.
    void remember(std::span<double> parameters) const { evaluation_.remember(parameters.data()); }
    /// From now on everything ends early while the flag says true. Null: never.
    void interrupt_by(const std::atomic<bool>* flag);

    double loss(std::span<const double> parameters, std::span<double> gradient) override;
    /// By central differences of the exact gradient, which leaves about ten digits. A kink of a ReLU between the two
    /// points, 2e-5 apart, shows in its row.
    void hessian(std::span<const double> parameters, std::span<double> matrix) override;
    /// Exact, output by output.
    void gauss_newton(std::span<const double> parameters, std::span<double> matrix) override;
    bool is_interrupted() const override { return interrupted_ != nullptr && *interrupted_; }

  private:
    void disturb(std::span<const std::uint32_t> indices);
    /// What one thread needs to take gradients of its own.
    struct Probe {
        Evaluation<double> evaluation;
        std::vector<double> vector, ahead, behind;  // θ and buffers; gradients on either side
    };

    void make_probes();
    /// Sets column `i` of the data's Hessian.
    void probe(std::size_t i, Probe& by, double* column) const;
    double data_gradient(std::span<const double> parameters, double* gradient);
    void add_sample(std::size_t place, std::size_t column);
    void load_inputs(std::size_t first, std::size_t samples);
    void add_penalty_curvature(std::span<double> matrix) const;
    std::size_t count() const { return network_->parameter_count(); }
    bool is_one_pass() const { return pass_.training && network_->couples_samples(); }

    std::shared_ptr<const Scenario> scenario_;
    std::shared_ptr<const Network<double>> network_;
    std::shared_ptr<const Samples<double>> all_samples_;
    std::shared_ptr<const Disturbance<double>> disturbance_;  // of the training samples; may be null
    Samples<double> disturbed_;                               // the batch's, in its order
    std::vector<std::uint32_t> order_;                        // 0, 1, …: of the disturbed samples
    const Samples<double>* samples_;                          // those that indices_ are about
    std::shared_ptr<ThreadPool> pool_;
    Evaluation<double> evaluation_;
    NetworkWorkspace<double> workspace_;  // of one sample, or of a batch where samples are coupled
    std::span<const std::uint32_t> indices_;
    Pass pass_;
    std::vector<double> vector_;  // θ as asked, and buffers
    const std::atomic<bool>* interrupted_ = nullptr;
    std::vector<double> unused_gradient_;
    std::vector<Probe> probes_;  // one per thread
    std::vector<double> jacobian_, weighted_, curvature_,
        outputs_;  // derivatives of a few samples' outputs, a column each
};

}  // namespace ravine
