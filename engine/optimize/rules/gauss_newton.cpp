#include "engine/optimize/rules/gauss_newton.hpp"

#include <algorithm>
#include <array>

#include "engine/optimize/rules/second_order_lines.hpp"
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
    note(at.record, {matrix.data(), at.parameters.size() * at.parameters.size()});
    damp(matrix, damping, at.settings[4] != 0);
    if (!factor_in_place(matrix)) return false;
    direction = Eigen::Map<const Eigen::VectorXd>(at.gradient.data(), count);
    solve_in_place(matrix, direction);
    Eigen::Map<Eigen::VectorXd> parameters(at.parameters.data(), count);
    trial = parameters - at.settings[0] * direction;
    const double loss = objective.loss({trial.data(), at.parameters.size()}, {});
    note(at.record, {direction.data(), at.parameters.size()});
    note(at.record, loss);
    if (!(loss < at.loss)) return false;  // also where it is not a number
    parameters = trial;
    return true;
}

constexpr std::string_view lowering_step = "θ ← θ − η·d", kept_parameters = "θ stays", lowered_damping = "μ ← μ/ν₋",
                           raised_damping = "μ ← μ·ν₊";

std::string damped_direction(bool is_diagonal, const std::string& damping) {
    return "d ← (JᵀHJ + " + damping + "·" + (is_diagonal ? "diag(JᵀHJ)" : "I") + ")⁻¹·g";
}

struct GaussNewtonTrial {
    double loss;
    std::span<const double> matrix, direction;
    double trial_loss;
    bool success;
};

/// How much the model says that L falls by: η·gᵀd − ½·η²·dᵀ·JᵀHJ·d.
double promised_fall(const StepStart& start, const GaussNewtonTrial& trial) {
    const auto count = static_cast<Eigen::Index>(trial.direction.size());
    const Eigen::Map<const Eigen::VectorXd> d(trial.direction.data(), count);
    const Eigen::Map<const Eigen::MatrixXd> matrix(trial.matrix.data(), count, count);
    const double rate = start.settings[0];
    return rate * inner_product(start.gradient, trial.direction) - 0.5 * rate * rate * d.dot(matrix * d);
}

/// The direction, and how the trial's loss compares with what the model promised (Marquardt 1963).
void add_trial(StepLines& lines, const StepStart& start, const GaussNewtonTrial& trial) {
    lines.back().values = as_values(trial.direction);
    lines.push_back({"L", "L(θ)", "", {trial.loss}});
    lines.push_back({"L",
                     "L(θ − η·d)",
                     "L(θ − " + line_number(start.settings[0]) + "·d)",
                     {trial.trial_loss},
                     trial.success ? "falls" : "does not fall"});
    const double promised = promised_fall(start, trial);
    if (promised != 0)  // as it is at the bottom
        lines.push_back({"gain",
                         "gain: fall of L / promised",
                         "",
                         {(trial.loss - trial.trial_loss) / promised},
                         trial.success ? "accepted" : "rejected"});
}

}  // namespace

void gauss_newton_step(Objective& objective, const ObjectiveStep& at) {
    double& damping = at.memory[0];
    if (damping == 0) damping = std::max(at.settings[1], least_damping);
    note(at.record, std::array{at.loss, damping});
    const bool success = moved_down(objective, at, damping);
    damping = std::clamp(success ? damping / at.settings[2] : damping * at.settings[3], least_damping, most_damping);
    note(at.record, at.parameters);
    note(at.record, std::array{damping, double(success)});
}

std::string gauss_newton_formula(std::span<const double> settings) {
    return damped_direction(settings[4] != 0, "μ") + "\nL falls: " + std::string(lowering_step) + ", " +
           std::string(lowered_damping) + "\nelse: " + std::string(kept_parameters) + ", " +
           std::string(raised_damping);
}

std::vector<StepLine> gauss_newton_lines(const StepStart& start) {
    const std::size_t count = start.parameters.size();
    RecordReader record(start.record);
    const double loss = record.take(), damping = record.take();
    const bool is_diagonal = start.settings[4] != 0;
    const std::span<const double> matrix = record.take(count * count);
    StepLines lines{{"JᵀHJ", "JᵀHJ", "", as_values(matrix)}, {"μ", "μ", "", {damping}}};
    const std::span<const double> tried = record.take_until_last(count + 2), end = record.take(count);
    const double next_damping = record.take();
    const bool success = record.take() != 0;
    lines.push_back({"d", damped_direction(is_diagonal, "μ"), damped_direction(is_diagonal, line_number(damping)), {}});
    if (tried.empty())
        lines.back().note = "not positive definite";
    else
        add_trial(lines, start, {loss, matrix, tried.first(count), tried.back(), success});
    lines.push_back({"μ", std::string(success ? lowered_damping : raised_damping), "", {next_damping}});
    if (success)
        lines.push_back(parameters_line(lowering_step, "η", start.settings[0], end));
    else
        lines.push_back({"θ", std::string(kept_parameters), "", as_values(end)});
    return lines;
}

}  // namespace ravine
