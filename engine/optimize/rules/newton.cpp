#include "engine/optimize/rules/newton.hpp"

#include <Eigen/Eigenvalues>

#include <limits>

#include "engine/optimize/rules/line_search.hpp"
#include "engine/optimize/rules/second_order_lines.hpp"

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
    std::string_view words;
};
constexpr Form forms[] = {{absolute, "|e| + λ"}, {shifted, "e + max(λ, s)"}, {as_it_is, "e + λ"}};

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

template <class Matrix>
std::span<const double> numbers_of(const Matrix& matrix) {
    return {matrix.data(), static_cast<std::size_t>(matrix.size())};
}

/// What a step computes in.
struct NewtonScratch {
    Eigen::MatrixXd hessian;
    Spectrum spectrum;
    Eigen::ArrayXd divisors;
    VectorXd direction;
    LineMemory line;
};

/// t of the step t·direction: the rate, or what backtracking leaves of it where the direction leads down.
double newton_length(Objective& objective, const ObjectiveStep& at, NewtonScratch& scratch) {
    const std::span<const double> way(scratch.direction.data(), at.parameters.size());
    const double slope = inner_product(way, at.gradient), rate = at.settings[0];
    note(at.record, slope);
    if (at.settings[3] == 0 || slope >= 0) return rate;
    return armijo_length(Line(objective, at.parameters, way, scratch.line, at.record), {0, at.loss, slope, {}}, rate);
}

/// Of the formula, by what it sets.
std::string newton_direction(const Form& form) { return "d ← Q·diag(1/(" + std::string(form.words) + "))·Qᵀ·g"; }
constexpr std::string_view newton_spectrum = "H = Q·diag(e)·Qᵀ", newton_fixed_step = "θ ← θ − η·d",
                           newton_step_text = "θ ← θ − t·d";

std::string newton_length_note(double slope, const TriedLine& tried) {
    if (!(slope < 0)) return "does not lead down";
    return tried.has_failed() ? "no trial is low enough" : "";
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
    note(at.record, at.loss);
    note(at.record, numbers_of(hessian));
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
    note(at.record, numbers_of(spectrum.values()));
    note(at.record, numbers_of(divisors));
    note(at.record, numbers_of(direction));
    const double t = newton_length(objective, at, scratch);
    parameters += t * direction;
    note(at.record, t);
    note(at.record, at.parameters);
}

std::string newton_formula(std::span<const double> settings) {
    const std::string searched = std::string(halving_text) + "\n" + std::string(newton_step_text);
    return std::string(newton_spectrum) + "\n" + newton_direction(form_of(settings[2])) + "\n" +
           (settings[3] == 0 ? std::string(newton_fixed_step) : searched);
}

std::vector<StepLine> newton_lines(const StepStart& start) {
    const std::size_t count = start.parameters.size();
    RecordReader record(start.record);
    const double loss = record.take();
    StepLines lines{{"H", std::string(newton_spectrum), "", as_values(record.take(count * count))}};
    if (record.at_end()) {
        lines.back().note = "not finite";
        return lines;
    }
    const Form& form = form_of(start.settings[2]);
    lines.push_back({"e", "eigenvalues e", "", as_values(record.take(count))});
    lines.push_back({"", std::string(form.words), "", as_values(record.take(count))});
    lines.push_back({"d", newton_direction(form), "", as_values(record.take(count), -1)});
    const double slope = record.take();
    const std::span<const double> trials = record.take_until_last(1 + count);
    const TriedLine tried{loss, slope, trials, record.take(), '-', false};
    lines.push_back({"gᵀd", "gᵀd", "", {-slope}});
    if (start.settings[3] != 0) {
        if (!trials.empty()) add_trials(lines, tried);
        lines.push_back({"t", std::string(halving_text), "", {tried.taken}, newton_length_note(slope, tried)});
    }
    const bool is_fixed = start.settings[3] == 0;
    lines.push_back(parameters_line(is_fixed ? newton_fixed_step : newton_step_text, is_fixed ? "η" : "t", tried.taken,
                                    record.take(count)));
    return lines;
}

}  // namespace ravine
