#include "engine/optimize/rules/gauss_newton.hpp"

#include <Eigen/Cholesky>

#include <algorithm>

namespace ravine {

namespace {

constexpr double least_damping = 1e-12, most_damping = 1e12;

/// Adds μ·I, or μ times the diagonal, of which what is next to nothing is taken for a millionth of the largest.
void damp(Eigen::MatrixXd& matrix, double damping, bool is_diagonal) {
    if (!is_diagonal) {
        matrix.diagonal().array() += damping;
        return;
    }
    const double largest = matrix.diagonal().maxCoeff(), floor = largest > 0 ? 1e-6 * largest : 1;
    matrix.diagonal() += damping * matrix.diagonal().cwiseMax(floor);
}

/// True where θ has been moved to a lower loss.
bool moved_down(Objective& objective, const ObjectiveStep& at, double damping) {
    const auto count = static_cast<Eigen::Index>(at.parameters.size());
    Eigen::MatrixXd matrix(count, count);
    objective.gauss_newton(at.parameters, {matrix.data(), at.parameters.size() * at.parameters.size()});
    if (objective.is_interrupted()) return false;
    damp(matrix, damping, at.settings[4] != 0);
    const Eigen::LLT<Eigen::Ref<Eigen::MatrixXd>> factors(matrix);
    if (factors.info() != Eigen::Success) return false;
    const Eigen::Map<const Eigen::VectorXd> gradient(at.gradient.data(), count);
    Eigen::Map<Eigen::VectorXd> parameters(at.parameters.data(), count);
    const Eigen::VectorXd trial = parameters - at.settings[0] * factors.solve(gradient);
    const double loss = objective.loss({trial.data(), at.parameters.size()}, {});
    if (!(loss < at.loss)) return false;  // also where it is not a number
    parameters = trial;
    return true;
}

}  // namespace

void gauss_newton_step(Objective& objective, const ObjectiveStep& at) {
    at.memory.resize(1, at.settings[1]);
    double& damping = at.memory[0];
    damping = std::max(damping, least_damping);
    const bool success = moved_down(objective, at, damping);
    damping = std::clamp(success ? damping / at.settings[2] : damping * at.settings[3], least_damping, most_damping);
}

std::string gauss_newton_formula(std::span<const double> settings) {
    return std::string("d ← (JᵀHJ + μ·") + (settings[4] == 0 ? "I" : "diag(JᵀHJ)") +
           ")⁻¹·g\nL falls: θ ← θ − η·d, μ ← μ/ν₋\nelse: θ stays, μ ← μ·ν₊";
}

}  // namespace ravine
