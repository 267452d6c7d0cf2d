#include "engine/train/batch_objective.hpp"

#include <Eigen/Core>

#include <algorithm>
#include <cmath>
#include <type_traits>

#include "engine/compute/penalty.hpp"
#include "engine/optimize/symmetric.hpp"
#include "engine/train/training_points.hpp"

namespace ravine {

namespace {

using Matrix = Eigen::Map<Eigen::MatrixXd>;

constexpr std::size_t samples_at_once = 16;  // whose derivatives are multiplied at once; enough for a fast product

template <class Scalar>
std::shared_ptr<const Network<double>> precise_network(const Problem<Scalar>& problem) {
    if constexpr (std::is_same_v<Scalar, double>) return problem.network;
    const Scenario& scenario = *problem.scenario;
    return *Network<double>::build(scenario.network, problem.inputs.inputs(), scenario.task, problem.data->classes,
                                   scenario.loss);
}

template <class Scalar>
std::shared_ptr<const Samples<double>> precise_samples(const Problem<Scalar>& problem) {
    if constexpr (std::is_same_v<Scalar, double>) return problem.train;
    return std::make_shared<const Samples<double>>(
        make_samples<double>(training_points(*problem.scenario, *problem.data), problem.inputs, problem.network->loss(),
                             problem.scenario->task, problem.network->classes()));
}

Matrix square(std::span<double> numbers, std::size_t count) {
    return {numbers.data(), Eigen::Index(count), Eigen::Index(count)};
}

}  // namespace

template <class Scalar>
BatchObjective::BatchObjective(const Problem<Scalar>& problem, std::shared_ptr<ThreadPool> pool)
    : scenario_(problem.scenario),
      network_(precise_network(problem)),
      all_samples_(precise_samples(problem)),
      disturbance_(training_disturbance<double>(*problem.scenario, problem.inputs, *problem.data)),
      samples_(all_samples_.get()),
      pool_(std::move(pool)),
      evaluation_(network_, pool_, samples_->count()),
      workspace_(network_->make_workspace(1)),
      unused_gradient_(count()) {}

void BatchObjective::interrupt_by(const std::atomic<bool>* flag) {
    interrupted_ = flag;
    evaluation_.interrupt_by(flag);
    for (Probe& each : probes_) each.evaluation.interrupt_by(flag);
}

void BatchObjective::take(std::span<const std::uint32_t> indices, const Pass& pass,
                          std::span<const double> parameters) {
    indices_ = indices;
    pass_ = pass;
    vector_.assign(parameters.begin(), parameters.end());
    if (disturbance_) disturb(indices);
}

/// The batch is drawn once, so that a step sees the same samples whatever it asks.
void BatchObjective::disturb(std::span<const std::uint32_t> indices) {
    const std::size_t width = std::size_t(all_samples_->width);
    disturbed_.width = all_samples_->width;
    disturbed_.inputs.resize(indices.size() * width);
    disturbed_.targets.resize(indices.size());
    order_.resize(indices.size());
    all_samples_->copy_inputs(indices, disturbed_.inputs.data(), indices.size());
    all_samples_->copy_targets(indices, disturbed_.targets.data());
    for (std::size_t place = 0; place < indices.size(); ++place) {
        disturbance_->apply(indices[place], pass_.step, place, disturbed_.inputs.data() + place, indices.size());
        order_[place] = static_cast<std::uint32_t>(place);
    }
    samples_ = &disturbed_;
    indices_ = order_;
}

double BatchObjective::loss(std::span<const double> parameters, std::span<double> gradient) {
    if (gradient.empty()) gradient = unused_gradient_;
    const double loss = data_gradient(parameters, gradient.data());
    const auto blocks = network_->blocks();
    add_penalty_gradient(scenario_->regularization, blocks, parameters.data(), gradient.data());
    return loss + penalty_value(scenario_->regularization, blocks, parameters.data());
}

double BatchObjective::data_gradient(std::span<const double> parameters, double* gradient) {
    std::copy(parameters.begin(), parameters.end(), vector_.begin());
    return evaluation_.gradient(vector_.data(), *samples_, indices_, gradient, pass_);
}

void BatchObjective::make_probes() {
    while (probes_.size() < static_cast<std::size_t>(pool_->threads())) {
        probes_.push_back({Evaluation<double>(network_, std::make_shared<ThreadPool>(1), samples_->count()),
                           {},
                           std::vector<double>(count()),
                           std::vector<double>(count())});
        probes_.back().evaluation.interrupt_by(interrupted_);
    }
}

void BatchObjective::probe(std::size_t i, Probe& by, double* column) const {
    const double middle = by.vector[i], h = 1e-5 * std::max(1.0, std::abs(middle));
    const double above = middle + h, below = middle - h;
    by.vector[i] = above;
    by.evaluation.gradient(by.vector.data(), *samples_, indices_, by.ahead.data(), pass_);
    by.vector[i] = below;
    by.evaluation.gradient(by.vector.data(), *samples_, indices_, by.behind.data(), pass_);
    by.vector[i] = middle;
    for (std::size_t j = 0; j < count(); ++j) column[j] = (by.ahead[j] - by.behind[j]) / (above - below);
}

void BatchObjective::hessian(std::span<const double> parameters, std::span<double> matrix) {
    std::copy(parameters.begin(), parameters.end(), vector_.begin());
    make_probes();
    auto columns = [&](std::size_t slot) {
        Probe& by = probes_[slot];
        by.vector = vector_;
        for (std::size_t i = slot; i < count() && !is_interrupted(); i += probes_.size())
            probe(i, by, matrix.data() + i * count());
    };
    pool_->for_each(probes_.size(), columns);
    for (std::size_t i = 0; i < count(); ++i)
        for (std::size_t j = 0; j < i; ++j) {
            double &here = matrix[i * count() + j], &there = matrix[j * count() + i];
            here = there = 0.5 * (here + there);
        }
    add_penalty_curvature(matrix);
}

void BatchObjective::gauss_newton(std::span<const double> parameters, std::span<double> matrix) {
    std::copy(parameters.begin(), parameters.end(), vector_.begin());
    const std::size_t units = std::size_t(network_->outputs());
    jacobian_.resize(count() * units * samples_at_once);
    weighted_.resize(jacobian_.size());
    Matrix sum = square(matrix, count());
    sum.setZero();
    if (is_one_pass()) load_inputs(0, indices_.size());
    for (std::size_t first = 0; first < indices_.size() && !is_interrupted(); first += samples_at_once) {
        const std::size_t samples = std::min(samples_at_once, indices_.size() - first);
        for (std::size_t i = 0; i < samples; ++i) add_sample(first + i, i);
        const Eigen::Index rows = Eigen::Index(count()), columns = Eigen::Index(samples * units);
        add_product(sum, 1, Matrix(jacobian_.data(), rows, columns), Matrix(weighted_.data(), rows, columns));
    }
    sum /= double(indices_.size());
    sum.triangularView<Eigen::StrictlyUpper>() = sum.transpose();
    add_penalty_curvature(matrix);
}

/// Puts Jᵀ [count × units] and Jᵀ·H of the sample at this place of the batch among those that are multiplied next.
void BatchObjective::add_sample(std::size_t place, std::size_t column) {
    const std::size_t units = std::size_t(network_->outputs());
    const Eigen::Index rows = Eigen::Index(count()), columns = Eigen::Index(units);
    double* jacobian = jacobian_.data() + column * units * count();
    const std::size_t first = is_one_pass() ? 0 : place, samples = is_one_pass() ? indices_.size() : 1;
    if (!is_one_pass()) load_inputs(place, 1);
    Pass pass = pass_;
    pass.samples = int(samples);
    pass.first_sample = int(first);
    pass.interrupted = interrupted_;
    for (std::size_t unit = 0; unit < units; ++unit) {
        const double* outputs = network_->forward(vector_.data(), workspace_, pass);
        outputs_.resize(units);
        for (std::size_t k = 0; k < units; ++k) outputs_[k] = outputs[k * samples + place - first];
        auto& slope = workspace_.gradients.back();
        std::fill(slope.begin(), slope.end(), 0.0);
        slope[unit * samples + place - first] = 1;
        network_->backward(vector_.data(), workspace_, pass, jacobian + unit * count());
    }
    curvature_.resize(units * units);
    network_->loss().curvature(outputs_.data(), samples_->targets[indices_[place]], curvature_.data(), int(units),
                               network_->loss_selection().values.data());
    Matrix(weighted_.data() + column * units * count(), rows, columns).noalias() =
        Matrix(jacobian, rows, columns) * Matrix(curvature_.data(), columns, columns);
}

void BatchObjective::load_inputs(std::size_t first, std::size_t samples) {
    if (int(samples) > workspace_.most_samples) workspace_ = network_->make_workspace(int(samples));
    samples_->copy_inputs(indices_.subspan(first, samples), workspace_.activations[0].data(), samples);
}

/// 2·λ₂ for every weight; that of λ₁·|w| is 0.
void BatchObjective::add_penalty_curvature(std::span<double> matrix) const {
    for (const ParameterBlock& block : network_->blocks())
        for (std::size_t i = block.offset; block.is_weight && i < block.offset + block.size(); ++i)
            matrix[i * count() + i] += 2 * scenario_->regularization.l2;
}

template BatchObjective::BatchObjective(const Problem<float>&, std::shared_ptr<ThreadPool>);
template BatchObjective::BatchObjective(const Problem<double>&, std::shared_ptr<ThreadPool>);

}  // namespace ravine
