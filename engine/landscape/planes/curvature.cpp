#include "engine/landscape/planes/curvature.hpp"

#include <fmt/format.h>

#include <Spectra/SymEigsSolver.h>
#include <Eigen/Eigenvalues>

#include <algorithm>
#include <cmath>
#include <exception>
#include <limits>
#include <memory>
#include <numeric>

#include "engine/compute/cpu/evaluation.hpp"
#include "engine/compute/samples.hpp"
#include "engine/landscape/plane_geometry.hpp"

namespace ravine::curvature_plane {

namespace {

/// The Hessian of the mean training loss at the model's parameters, as a product with vectors; the interface is
/// Spectra's.
class Hessian {
  public:
    using Scalar = double;

    Hessian(std::shared_ptr<const Network<double>> network, const Model& model, ThreadPool& pool)
        : parameters_(as_vector(learned(model, *model.parameters)).cast<double>()),
          whole_(as_vector(*model.parameters).cast<double>()),
          samples_(make_samples<double>(model.data->of(Split::train), model.inputs, network->loss(), network->task(),
                                        network->classes())),
          indices_(samples_.count()),
          // The pool is the caller's and outlives this.
          evaluation_(std::make_unique<Evaluation<double>>(
              std::move(network), std::shared_ptr<ThreadPool>(std::shared_ptr<void>(), &pool), samples_.count())) {
        std::iota(indices_.begin(), indices_.end(), 0u);
    }

    Eigen::Index rows() const { return parameters_.size(); }
    Eigen::Index cols() const { return parameters_.size(); }

    /// ∇²L·v ≈ (∇L(θ + hv) − ∇L(θ − hv)) / 2h
    Eigen::VectorXd times(const Eigen::VectorXd& vector) const {
        const double length = vector.norm();
        if (length == 0) return vector;
        // Balances the difference's error h² against rounding's 1/h.
        const double h = std::cbrt(std::numeric_limits<double>::epsilon()) * (1 + parameters_.norm()) / length;
        return (gradient(parameters_ + h * vector) - gradient(parameters_ - h * vector)) / (2 * h);
    }

    void perform_op(const double* in, double* out) const {
        Eigen::Map<Eigen::VectorXd>(out, rows()) = times(Eigen::Map<const Eigen::VectorXd>(in, rows()));
    }

    Eigen::MatrixXd dense() const {
        Eigen::MatrixXd matrix(rows(), rows());
        for (Eigen::Index i = 0; i < rows(); ++i) matrix.col(i) = times(Eigen::VectorXd::Unit(rows(), i));
        return 0.5 * (matrix + matrix.transpose());
    }

  private:
    Eigen::VectorXd gradient(const Eigen::VectorXd& parameters) const {
        Eigen::VectorXd sum(rows());
        whole_.head(rows()) = parameters;
        evaluation_->gradient(whole_.data(), samples_, indices_, sum.data());
        return sum;
    }

    Eigen::VectorXd parameters_;
    mutable Eigen::VectorXd whole_;  // with the buffers, which stay as they are
    Samples<double> samples_;
    std::vector<std::uint32_t> indices_;
    std::unique_ptr<Evaluation<double>> evaluation_;
};

Curvature as_curvature(const Eigen::VectorXd& values, const Eigen::MatrixXd& vectors) {
    Curvature curvature;
    for (Eigen::Index k = 0; k < 2; ++k) {
        curvature.values.push_back(values[k]);
        curvature.vectors.emplace_back(vectors.col(k).begin(), vectors.col(k).end());
    }
    return curvature;
}

Curvature solve_dense(const Hessian& hessian) {
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(hessian.dense());
    return as_curvature(solver.eigenvalues().reverse(), solver.eigenvectors().rowwise().reverse());
}

Error not_converged() {
    return system_error("the eigenvalues of the loss's Hessian did not converge", "plane",
                        "train on, or choose another plane");
}

Result<Curvature> solve_lanczos(Hessian& hessian) {
    constexpr Eigen::Index wanted = 2, basis = 20, most_restarts = 100;
    constexpr double tolerance = 1e-6;  // relative; the differences themselves are good to about 1e-9
    try {
        Spectra::SymEigsSolver<Hessian> solver(hessian, wanted, basis);
        solver.init();
        if (solver.compute(Spectra::SortRule::LargestAlge, most_restarts, tolerance) < wanted) return not_converged();
        return as_curvature(solver.eigenvalues(), solver.eigenvectors());
    } catch (const std::exception&) {  // Spectra's word for numbers that it cannot go on with
        return not_converged();
    }
}

}  // namespace

Result<Curvature> leading_curvature(const Model& model, ThreadPool& pool) {
    if (Status status = check_parameters(model); !status) return status.error();
    const Network<float>& network = *model.network;
    auto precise = Network<double>::build(model.scenario->network, network.inputs(), network.task(), network.classes(),
                                          network.loss_selection());
    if (!precise) return precise.error();
    Hessian hessian(*precise, model, pool);
    if (!hessian.times(Eigen::VectorXd::Ones(hessian.rows())).allFinite())
        return input_error("the loss is too steep for its curvature to be a finite number", "plane",
                           "go back to an earlier state, or choose another plane");
    constexpr Eigen::Index most_dense = 40;  // up to here all columns cost no more than the iteration
    if (hessian.rows() <= most_dense) return solve_dense(hessian);
    return solve_lanczos(hessian);
}

Result<LossPlane> build(const Model& model, std::span<const double>, ThreadPool& pool) {
    const Result<Curvature> curvature = leading_curvature(model, pool);
    if (!curvature) return curvature.error();
    const auto floats = [](const std::vector<double>& vector) {
        return std::vector<float>(vector.begin(), vector.end());
    };
    return make_plane(row.id, model, floats(curvature->vectors[0]), floats(curvature->vectors[1]),
                      {fmt::format("curvature λ₁ = {:.3g}", curvature->values[0]),
                       fmt::format("curvature λ₂ = {:.3g}", curvature->values[1])},
                      pool);
}

}  // namespace ravine::curvature_plane
