#include "engine/optimize/rules/gauss_newton.hpp"

#include <algorithm>

#include "engine/optimize/symmetric.hpp"

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

/// What a step computes in.
struct GaussNewtonScratch {
    Eigen::MatrixXd matrix;
    Eigen::VectorXd direction, trial;
};

/// True where θ has been moved to a lower loss.
bool moved_down(Objective& objective, const ObjectiveStep& at, double damping) {
    auto& [matrix, direction, trial] = at.scratch.as<GaussNewtonScratch>();
    const auto count = static_cast<Eigen::Index>(at.parameters.size());
    matrix.resize(count, count);
    direction.resize(count);
    trial.resize(count);
    objective.gauss_newton(at.parameters, {matrix.data(), at.parameters.size() * at.parameters.size()});
    if (objective.is_interrupted()) return false;
    damp(matrix, damping, at.settings[4] != 0);
    if (!factor_in_place(matrix)) return false;
    direction = Eigen::Map<const Eigen::VectorXd>(at.gradient.data(), count);
    solve_in_place(matrix, direction);
    Eigen::Map<Eigen::VectorXd> parameters(at.parameters.data(), count);
    trial = parameters - at.settings[0] * direction;
    const double loss = objective.loss({trial.data(), at.parameters.size()}, {});
    if (!(loss < at.loss)) return false;  // also where it is not a number
    parameters = trial;
    return true;
}

}  // namespace

void gauss_newton_step(Objective& objective, const ObjectiveStep& at) {
    double& damping = at.memory[0];
    if (damping == 0) damping = std::max(at.settings[1], least_damping);
    const bool success = moved_down(objective, at, damping);
    damping = std::clamp(success ? damping / at.settings[2] : damping * at.settings[3], least_damping, most_damping);
}

std::string gauss_newton_formula(std::span<const double> settings) {
    return std::string("d ← (JᵀHJ + μ·") + (settings[4] == 0 ? "I" : "diag(JᵀHJ)") +
           ")⁻¹·g\nL falls: θ ← θ − η·d, μ ← μ/ν₋\nelse: θ stays, μ ← μ·ν₊";
}

}  // namespace ravine
