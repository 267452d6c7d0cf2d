#include "engine/optimize/rules/newton.hpp"

#include <Eigen/Eigenvalues>

#include <limits>
#include <numeric>

#include "engine/optimize/rules/line_search.hpp"

namespace ravine {

namespace {

using Eigen::VectorXd;
using Divisors = Eigen::Ref<Eigen::ArrayXd>;

void absolute(Divisors curvatures, double damping) { curvatures = curvatures.abs() + damping; }

/// Shifts all by the same where one is not positive: then the smallest is a thousandth of the largest.
void shifted(Divisors curvatures, double damping) {
    const double least = curvatures.minCoeff(), size = curvatures.abs().maxCoeff();
    curvatures += least + damping > 1e-12 * size ? damping : 1e-3 * size - least;
}

void as_it_is(Divisors curvatures, double damping) { curvatures += damping; }

/// One for each of indefinite_forms: makes of curvatures what the gradient along their eigenvectors is divided by.
struct Form {
    void (*divide_by)(Divisors curvatures, double damping);
    const char* words;
};
constexpr Form forms[] = {{absolute, "(|e| + λ)"}, {shifted, "(e + max(λ, s))"}, {as_it_is, "(e + λ)"}};

static_assert(std::size(forms) == optimizer_rows::indefinite_forms.size());

const Form& form_of(double choice) { return forms[static_cast<std::size_t>(choice)]; }

/// H = Q·V·diag(e)·Vᵀ·Qᵀ: Q makes H tridiagonal, V finds the eigenvalues of that. Their product, the eigenvectors, is
/// not needed.
class Spectrum {
  public:
    /// Also of numbers whose squares would not be finite.
    void compute(const Eigen::MatrixXd& hessian) {
        const double largest = hessian.cwiseAbs().maxCoeff(), scale = largest > 0 ? largest : 1;
        to_tridiagonal_.compute(hessian / scale);
        diagonal_ = to_tridiagonal_.diagonal();
        beside_ = to_tridiagonal_.subDiagonal();
        of_tridiagonal_.computeFromTridiagonal(diagonal_, beside_);
        values_ = of_tridiagonal_.eigenvalues().array() * scale;
    }
    const Eigen::ArrayXd& values() const { return values_; }
    /// v ← Q·V·diag(1/divisors)·Vᵀ·Qᵀ·v
    void divide(VectorXd& v, const Eigen::ArrayXd& divisors) {
        const Eigen::Index reflections = v.size() - 1;
        for (Eigen::Index k = 0; k < reflections; ++k) reflect(v, k);
        along_.noalias() = of_tridiagonal_.eigenvectors().transpose() * v;
        along_.array() /= divisors;
        v.noalias() = of_tridiagonal_.eigenvectors() * along_;
        for (Eigen::Index k = reflections; k-- > 0;) reflect(v, k);
    }

  private:
    /// Q is the product of reflections I − 2·u·uᵀ/‖u‖², in which u is 0 up to place k, then 1, then what is packed;
    /// where that is 0, there was nothing to reflect.
    void reflect(VectorXd& v, Eigen::Index k) const {
        const auto packed = to_tridiagonal_.packedMatrix().col(k).tail(v.size() - k - 2);
        auto rest = v.tail(v.size() - k - 2);
        const double square = packed.squaredNorm();
        if (square == 0) return;
        const double share = 2 / (1 + square) * (v[k + 1] + packed.dot(rest));
        v[k + 1] -= share;
        rest -= share * packed;
    }

    Eigen::Tridiagonalization<Eigen::MatrixXd> to_tridiagonal_;
    Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> of_tridiagonal_;
    VectorXd diagonal_, beside_, along_;
    Eigen::ArrayXd values_;
};

/// What a step computes in.
struct NewtonScratch {
    Eigen::MatrixXd hessian;
    Spectrum spectrum;
    Eigen::ArrayXd divisors;
    VectorXd direction;
    LineMemory line;
};

/// t of the step t·direction: the rate, or what backtracking leaves of it where the direction leads down.
double length(Objective& objective, const ObjectiveStep& at, NewtonScratch& scratch) {
    const std::span<const double> way(scratch.direction.data(), at.parameters.size());
    const double slope = std::inner_product(way.begin(), way.end(), at.gradient.begin(), 0.0), rate = at.settings[0];
    if (at.settings[3] == 0 || slope >= 0) return rate;
    return armijo_length(Line(objective, at.parameters, way, scratch.line), {0, at.loss, slope, {}}, rate);
}

}  // namespace

void newton_step(Objective& objective, const ObjectiveStep& at) {
    auto& scratch = at.scratch.as<NewtonScratch>();
    auto& [hessian, spectrum, divisors, direction, line] = scratch;
    const auto count = static_cast<Eigen::Index>(at.parameters.size());
    hessian.resize(count, count);
    line.fit(at.parameters.size());
    objective.hessian(at.parameters, {hessian.data(), at.parameters.size() * at.parameters.size()});
    if (objective.is_interrupted()) return;
    Eigen::Map<VectorXd> parameters(at.parameters.data(), count);
    if (!hessian.allFinite()) {  // the eigenvalues would not be found
        parameters.setConstant(std::numeric_limits<double>::quiet_NaN());
        return;
    }
    spectrum.compute(hessian);
    divisors = spectrum.values();
    form_of(at.settings[2]).divide_by(divisors, at.settings[1]);
    direction = -Eigen::Map<const VectorXd>(at.gradient.data(), count);
    spectrum.divide(direction, divisors);
    parameters += length(objective, at, scratch) * direction;
}

std::string newton_formula(std::span<const double> settings) {
    return std::string("H = Q·diag(e)·Qᵀ\nd ← Q·diag(1/") + form_of(settings[2]).words + ")·Qᵀ·g\n" +
           (settings[3] == 0 ? "θ ← θ − η·d" : "t ← η, halved until L falls\nθ ← θ − t·d");
}

}  // namespace ravine
