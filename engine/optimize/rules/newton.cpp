#include "engine/optimize/rules/newton.hpp"

#include <Eigen/Eigenvalues>

#include <limits>
#include <numeric>

#include "engine/optimize/rules/line_search.hpp"

namespace ravine {

namespace {

using Array = Eigen::ArrayXd;

Array absolute(const Array& curvatures, double damping) { return curvatures.abs() + damping; }

/// Shifts all by the same where one is not positive: then the smallest is a thousandth of the largest.
Array shifted(const Array& curvatures, double damping) {
    const double least = curvatures.minCoeff(), size = curvatures.abs().maxCoeff();
    if (least + damping > 1e-12 * size) return curvatures + damping;
    return curvatures + (1e-3 * size - least);
}

Array as_it_is(const Array& curvatures, double damping) { return curvatures + damping; }

/// One for each of indefinite_forms: what the gradient along an eigenvector is divided by.
struct Form {
    Array (*divisors)(const Array& curvatures, double damping);
    const char* words;
};
constexpr Form forms[] = {{absolute, "(|e| + λ)"}, {shifted, "(e + max(λ, s))"}, {as_it_is, "(e + λ)"}};

static_assert(std::size(forms) == optimizer_rows::indefinite_forms.size());

const Form& form_of(double choice) { return forms[static_cast<std::size_t>(choice)]; }

/// t of the step t·direction: the rate, or what backtracking leaves of it where the direction leads down.
double length(Objective& objective, const ObjectiveStep& at, const Eigen::VectorXd& direction) {
    const std::span<const double> way(direction.data(), at.parameters.size());
    const double slope = std::inner_product(way.begin(), way.end(), at.gradient.begin(), 0.0), rate = at.settings[0];
    if (at.settings[3] == 0 || slope >= 0) return rate;
    return armijo_length(Line(objective, at.parameters, way), {0, at.loss, slope, {}}, rate);
}

}  // namespace

void newton_step(Objective& objective, const ObjectiveStep& at) {
    const auto count = static_cast<Eigen::Index>(at.parameters.size());
    Eigen::MatrixXd hessian(count, count);
    objective.hessian(at.parameters, {hessian.data(), at.parameters.size() * at.parameters.size()});
    if (objective.is_interrupted()) return;
    Eigen::Map<Eigen::VectorXd> parameters(at.parameters.data(), count);
    if (!hessian.allFinite()) {  // the eigenvalues would not be found
        parameters.setConstant(std::numeric_limits<double>::quiet_NaN());
        return;
    }
    const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(hessian);
    const Eigen::MatrixXd& axes = solver.eigenvectors();
    const Eigen::Map<const Eigen::VectorXd> gradient(at.gradient.data(), count);
    const Array along = (axes.transpose() * gradient).array();
    const Array divisors = form_of(at.settings[2]).divisors(solver.eigenvalues().array(), at.settings[1]);
    const Eigen::VectorXd direction = -(axes * (along / divisors).matrix());
    parameters += length(objective, at, direction) * direction;
}

std::string newton_formula(std::span<const double> settings) {
    return std::string("H = Q·diag(e)·Qᵀ\nd ← Q·diag(1/") + form_of(settings[2]).words + ")·Qᵀ·g\n" +
           (settings[3] == 0 ? "θ ← θ − η·d" : "t ← η, halved until L falls\nθ ← θ − t·d");
}

}  // namespace ravine
