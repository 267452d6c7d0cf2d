// What second-order rules note of their steps, against the steps that were taken and against textbooks' formulas.

#include <Eigen/Dense>

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "engine/core/table.hpp"
#include "engine/landscape/race.hpp"
#include "engine/optimize/step_lines.hpp"
#include "tests/catch.hpp"

using namespace ravine;
using Eigen::Matrix2d;
using Eigen::Vector2d;

namespace {

using Lines = std::vector<StepLine>;

/// One step of a race with its lines.
struct ToldStep {
    const Surface& surface;
    const OptimizerRow& row;
    const std::vector<double>& settings;
    const RacerPath& path;
    std::size_t index;
    Lines lines;

    const RaceStep& from() const { return path.steps[index]; }
    Vector2d place() const { return {from().x, from().y}; }
    Vector2d gradient() const { return {from().gradient_x, from().gradient_y}; }
    std::vector<const StepLine*> all(std::string_view target) const {
        std::vector<const StepLine*> found;
        for (const StepLine& line : lines)
            if (line.target == target) found.push_back(&line);
        return found;
    }
    const std::vector<double>& values(std::string_view target) const {
        REQUIRE(all(target).size() == 1);
        return all(target)[0]->values;
    }
    bool has(std::string_view target) const { return !all(target).empty(); }
    double number(std::string_view target) const {
        REQUIRE(values(target).size() == 1);
        return values(target)[0];
    }
    Vector2d vector(std::string_view target) const {
        REQUIRE(values(target).size() == 2);
        return {values(target)[0], values(target)[1]};
    }
    Matrix2d matrix(std::string_view target) const {
        REQUIRE(values(target).size() == 4);
        return Eigen::Map<const Matrix2d>(values(target).data());
    }
};

/// All choices of a row's settings, with the rates and dampings of which some overshoot.
std::vector<std::vector<double>> all_settings(const OptimizerRow& row) {
    std::vector<std::vector<double>> all = {standard_values(row.settings)};
    const auto vary = [&](std::size_t i, std::vector<double> values) {
        const std::vector<std::vector<double>> before = all;
        all.clear();
        for (double value : values)
            for (std::vector<double> settings : before) {
                settings[i] = value;
                all.push_back(settings);
            }
    };
    for (std::size_t i = 0; i < row.settings.size(); ++i) {
        const Setting& setting = row.settings[i];
        if (setting.key == "learning_rate") vary(i, {1, 0.3, 3.5});
        if (setting.key == "damping") vary(i, {setting.standard, 0});
        if (setting.scale == Scale::choice && setting.choices.size() == 2) vary(i, {0, 1});
        if (setting.scale == Scale::choice && setting.choices.size() == 3) vary(i, {0, 1, 2});
        if (setting.scale == Scale::toggle) vary(i, {0, 1});
    }
    return all;
}

RaceResult race_with_records(const SurfaceRow& surface, std::string_view id, const std::vector<double>& settings,
                             double noise, std::uint64_t steps) {
    RaceSpecification specification{standard_selection(surface), {{"racer", {std::string(id), settings}}}};
    specification.start = surface.start;
    specification.gradient_noise = noise;
    Result<Race> race = Race::create(specification);
    REQUIRE(race);
    race->keep_records();
    return race->result(steps).value();
}

constexpr const char* raced_surfaces[] = {"quadratic_ravine", "rosenbrock", "himmelblau",    "saddle",
                                          "monkey_saddle",    "rastrigin",  "logistic_loss", "plateau_with_cliff"};

/// Calls check(step) for steps of races on several surfaces in all settings; those that diverged included.
template <class Check>
void for_told_steps(std::string_view id, double noise, Check check) {
    const OptimizerRow& row = *find_row(optimizers(), id);
    for (const char* name : raced_surfaces)
        for (const std::vector<double>& settings : all_settings(row)) {
            const SurfaceRow& surface = *find_row(surfaces(), name);
            const RaceResult race = race_with_records(surface, id, settings, noise, 25);
            const RacerPath& path = race.paths[0];
            REQUIRE(path.record_ends.size() == path.steps.size() - (path.diverged_at ? 0 : 1));
            for (std::size_t i = 0; i < path.record_ends.size(); ++i) {
                const RaceStep& at = path.steps[i];
                const std::array<double, 2> place{at.x, at.y}, gradient{at.gradient_x, at.gradient_y};
                ToldStep step{
                    *race.surface, row, settings,
                    path,          i,   step_lines(row, {settings, i + 1, place, gradient, {}, path.record_of(i)})};
                INFO(name << ", step " << i << " of\n" << row.formula_for(settings));
                check(step);
            }
        }
}

/// True for a line of the formula, or for a part of it between ": " and ", ".
bool is_published(const StepLine& line) { return line.text.find("←") != std::string::npos; }

void check_texts(const ToldStep& step) {
    const std::string formula = step.row.formula_for(step.settings);
    std::size_t from = 0;
    for (const StepLine& line : step.lines) {
        CHECK(!line.with_numbers.empty());
        for (const Setting& setting : step.row.settings)
            if (!setting.symbol.empty()) CHECK(line.with_numbers.find(setting.symbol) == std::string::npos);
        if (!is_published(line)) continue;
        INFO(line.text);
        const std::size_t at = formula.find(line.text, line.target == "θ" && step.row.id == "gauss_newton" ? 0 : from);
        CHECK(at != std::string::npos);
        from = at;
    }
}

void check_end(const ToldStep& step) {
    if (!step.has("θ")) return;  // at the bottom, or without a finite Hessian
    const std::vector<double>& end = step.values("θ");
    if (step.index + 1 == step.path.steps.size()) return;  // diverged: nobody has kept where to
    const RaceStep& next = step.path.steps[step.index + 1];
    CHECK(end == std::vector<double>{next.x, next.y});
}

bool close(double a, double b, double tolerance) {
    return std::abs(a - b) <= tolerance * std::max({std::abs(a), std::abs(b), 1e-9});
}

/// Relative to the longer of the two.
void check_close(const Vector2d& found, const Vector2d& expected, double tolerance = 1e-9) {
    CAPTURE(found[0], found[1], expected[0], expected[1]);
    CHECK((found - expected).norm() <= tolerance * std::max({found.norm(), expected.norm(), 1e-9}));
}

Matrix2d full(const std::array<double, 3>& half) { return Matrix2d{{half[0], half[1]}, {half[1], half[2]}}; }

double value_at(const ToldStep& step, const Vector2d& place) { return step.surface.value(place[0], place[1]); }

/// The number in "L(θ − 0.5·d)".
double length_of(const StepLine& trial) {
    const std::size_t begin = std::max(trial.with_numbers.find("+ ") + 2, trial.with_numbers.find("− ") + 4);
    return std::stod(trial.with_numbers.substr(begin));
}

/// L(θ) and the trials, whose t are to be whole powers of ½ of the first; the last is taken, or none is.
void check_halving(const ToldStep& step, const Vector2d& along, double slope) {
    const auto told = step.all("L");
    REQUIRE(told.size() >= 2);
    CHECK(told[0]->values[0] == step.from().loss);
    const double taken = step.number("t"), last = taken > 0 ? taken : length_of(*told.back());
    CHECK((taken == 0) == (told.size() == 26));
    for (std::size_t i = 1; i < told.size(); ++i) {
        const double t = std::ldexp(last, static_cast<int>(told.size() - 1 - i)), loss = told[i]->values[0];
        CHECK(close(length_of(*told[i]), t, 1e-5));
        const Vector2d end = step.place() + t * along;
        if (std::abs(loss) < 1e6) CHECK(close(loss, value_at(step, end), 1e-6));
        const bool is_low_enough = loss <= step.from().loss + 1e-4 * t * slope;
        const bool is_taken = taken > 0 && i + 1 == told.size();
        CHECK(is_low_enough == is_taken);
        CHECK(told[i]->note == (is_taken ? "taken" : "too high"));
    }
}

}  // namespace

TEST_CASE("second-order steps end where their lines say, whose texts are those of the published formula") {
    for (const OptimizerRow& row : optimizers())
        if (row.asks_objective())
            for (double noise : {0.0, 0.3})
                for_told_steps(row.id, noise, [](const ToldStep& step) {
                    check_texts(step);
                    check_end(step);
                });
}

TEST_CASE(
    "Newton's lines are the Hessian, its eigenvalues, the direction that they give, and the halving of its length") {
    for_told_steps("newton", 0, [](const ToldStep& step) {
        const Matrix2d hessian = full(step.surface.hessian(step.from().x, step.from().y));
        CHECK(step.matrix("H") == hessian);
        const Eigen::SelfAdjointEigenSolver<Matrix2d> solver(hessian);
        const double size = hessian.cwiseAbs().maxCoeff(), damping = step.settings[1];
        CHECK((step.vector("e") - solver.eigenvalues()).norm() <= 1e-12 * size);
        Vector2d divisors = solver.eigenvalues().array() + damping;
        if (step.settings[2] == 0) divisors = solver.eigenvalues().cwiseAbs().array() + damping;
        if (step.settings[2] == 1 && !(divisors[0] > 1e-12 * size))
            divisors = solver.eigenvalues().array() +
                       (1e-3 * solver.eigenvalues().cwiseAbs().maxCoeff() - solver.eigenvalues()[0]);
        if (divisors.cwiseAbs().minCoeff() < 1e-6 * size) return;  // as good as singular: rounding decides
        const Vector2d d =
            solver.eigenvectors() * (solver.eigenvectors().transpose() * step.gradient()).cwiseQuotient(divisors);
        check_close(step.vector("d"), d, 1e-6);
        const double slope = -step.gradient().dot(step.vector("d"));
        CHECK(close(step.number("gᵀd"), -slope, 1e-9));
        CHECK(step.has("L") == (step.settings[3] != 0 && slope < 0));
        if (step.settings[3] == 0) return;
        if (slope < 0) return check_halving(step, -step.vector("d"), slope);
        CHECK(step.number("t") == step.settings[0]);
        CHECK(step.all("t")[0]->note == "does not lead down");
    });
}

TEST_CASE("Gauss–Newton's lines are the damped equations' direction, the trial's gain, and the next damping") {
    int rejected = 0, indefinite = 0;
    double damping = 0;
    for_told_steps("gauss_newton", 0, [&](const ToldStep& step) {
        if (step.index == 0) damping = std::max(step.settings[1], 1e-12);
        const auto dampings = step.all("μ");
        REQUIRE(dampings.size() == 2);
        CHECK(dampings[0]->values[0] == damping);
        Matrix2d matrix = full(step.surface.gauss_newton(step.from().x, step.from().y));
        CHECK(step.matrix("JᵀHJ") == matrix);
        const bool is_kept = step.all("θ")[0]->text == "θ stays";
        rejected += is_kept;
        if (step.all("d")[0]->values.empty()) {
            ++indefinite;
            CHECK(is_kept);
            CHECK(step.all("d")[0]->note == "not positive definite");
        } else {
            const Vector2d d = step.vector("d");
            Matrix2d damped = matrix;
            const double floor = matrix.diagonal().maxCoeff() > 0 ? 1e-6 * matrix.diagonal().maxCoeff() : 1;
            for (int i = 0; i < 2; ++i)
                damped(i, i) += damping * (step.settings[4] == 0 ? 1 : std::max(matrix(i, i), floor));
            CHECK((damped * d - step.gradient()).norm() <= 1e-8 * (damped.norm() * d.norm() + step.gradient().norm()));
            const double rate = step.settings[0], trial = step.all("L")[1]->values[0];
            CHECK(close(trial, value_at(step, step.place() - rate * d), 1e-9));
            CHECK(is_kept == !(trial < step.from().loss));
            const double promised = rate * step.gradient().dot(d) - 0.5 * rate * rate * d.dot(matrix * d);
            if (step.has("gain")) CHECK(close(step.number("gain") * promised, step.from().loss - trial, 1e-6));
            CHECK((step.has("gain") || std::abs(promised) < 1e-15));
        }
        damping = is_kept ? damping * step.settings[3] : damping / step.settings[2];
        damping = std::clamp(damping, 1e-12, 1e12);
        CHECK(dampings[1]->values[0] == damping);
    });
    CHECK(rejected > indefinite);
    CHECK(indefinite > 0);
}

TEST_CASE("L-BFGS's lines are the pairs it holds, the direction of the matrix made of them, and Wolfe's conditions") {
    Matrix2d inverse = Matrix2d::Identity();
    int searched = 0;
    std::vector<std::pair<Vector2d, Vector2d>> pairs;
    for_told_steps("lbfgs", 0, [&](const ToldStep& step) {
        if (step.index == 0) pairs.clear();
        if (!pairs.empty() && step.number("B") == 0) pairs.clear();  // forgotten
        if (pairs.size() > 10) pairs.erase(pairs.begin());
        REQUIRE(step.number("B") == double(pairs.size()));
        inverse = Matrix2d::Identity();
        if (!pairs.empty()) {
            const auto& [s, y] = pairs.back();
            check_close(step.vector("s"), s, 1e-6);
            check_close(step.vector("y"), y, 1e-6);
            CHECK(close(step.number("ρ"), 1 / s.dot(y), 1e-5));
            CHECK(close(step.number("γ"), s.dot(y) / y.dot(y), 1e-5));
            inverse *= step.number("γ");
        }
        for (const auto& [s, y] : pairs) {  // Nocedal & Wright 2006, (7.16)
            const Matrix2d v = Matrix2d::Identity() - y * s.transpose() / s.dot(y);
            inverse = v.transpose() * inverse * v + s * s.transpose() / s.dot(y);
        }
        const Vector2d d = step.vector("d");
        const bool is_well_known = std::ranges::all_of(pairs, [&](const auto& pair) {  // else rounding decides
            return pair.first.dot(pair.second) > 1e-4 * pair.first.norm() * pair.second.norm() &&
                   pair.first.norm() < 1e6 * pairs.back().first.norm() &&
                   pairs.back().first.norm() < 1e6 * pair.first.norm();
        });
        if (is_well_known) check_close(d, -inverse * step.gradient(), 1e-3);
        if (step.gradient().norm() * d.norm() < 1e100)  // not on its way to infinity
            CHECK(std::abs(step.number("gᵀd") - step.gradient().dot(d)) <= 1e-12 * step.gradient().norm() * d.norm());
        CHECK(step.has("θ") == (step.number("gᵀd") != 0));
        if (!step.has("θ")) return;

        if (step.settings[2] == 1) check_halving(step, d, step.number("gᵀd"));
        if (step.settings[2] == 2 && step.number("t") > 0) {
            const double t = step.number("t"), slope = step.number("gᵀd");
            const auto trials = step.all("L");
            const auto taken =
                std::ranges::find_if(trials, [](const StepLine* line) { return line->note.ends_with("taken"); });
            REQUIRE(taken != trials.end());
            const Vector2d end = step.place() + t * d;
            if (step.index + 1 < step.path.steps.size())
                CHECK((*taken)->values[0] == step.path.steps[step.index + 1].loss);
            const auto [gx, gy] = step.surface.gradient(end[0], end[1]);
            const bool both = (*taken)->values[0] <= step.from().loss + 1e-4 * t * slope &&
                              std::abs(d.dot(Vector2d(gx, gy))) <= -0.9 * slope;
            searched += both;
            CHECK((*taken)->values[0] <= step.from().loss);
        }
        if (step.index + 1 == step.path.steps.size()) return;
        const RaceStep& next = step.path.steps[step.index + 1];
        const Vector2d change = Vector2d(next.gradient_x, next.gradient_y) - step.gradient();
        const Vector2d way = Vector2d(next.x, next.y) - step.place();
        if (change.dot(way) > 1e-10) pairs.push_back({way, change});
    });
    CHECK(searched > 100);
}

namespace {

/// Tells the gradient of −f: every direction that seems to lead down leads up.
struct MisleadingBowl : Objective {
    double loss(std::span<const double> at, std::span<double> gradient) override {
        for (std::size_t i = 0; i < gradient.size(); ++i) gradient[i] = -2 * at[i];
        return at[0] * at[0] + at[1] * at[1];
    }
    void hessian(std::span<const double>, std::span<double> matrix) override {
        std::ranges::copy(std::array{2.0, 0.0, 0.0, 2.0}, matrix.begin());
    }
    void gauss_newton(std::span<const double> at, std::span<double> matrix) override { hessian(at, matrix); }
};

/// Nothing that it says is a number, but for loss and gradient at the start.
struct Nowhere : Objective {
    static constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    double loss(std::span<const double>, std::span<double> gradient) override {
        std::ranges::fill(gradient, nan);
        return nan;
    }
    void hessian(std::span<const double>, std::span<double> matrix) override { std::ranges::fill(matrix, nan); }
    void gauss_newton(std::span<const double> at, std::span<double> matrix) override { hessian(at, matrix); }
};

struct LoneStep {
    std::vector<double> end;
    Lines lines;

    const StepLine& last(std::string_view target) const {
        const auto found =
            std::find_if(lines.rbegin(), lines.rend(), [&](const StepLine& line) { return line.target == target; });
        REQUIRE(found != lines.rend());
        return *found;
    }
};

LoneStep lone_step(std::string_view id, Objective& objective, double loss, std::vector<double> gradient) {
    const OptimizerRow& row = *find_row(optimizers(), id);
    OptimizerState<double> optimizer(row, standard_values(row.settings), 2);
    const std::vector<double> start = {1, 2};
    LoneStep step{start, {}};
    StepRecord record;
    REQUIRE(optimizer.update(step.end, objective, loss, gradient, 1, &record));
    step.lines = step_lines(row, {optimizer.settings, 1, start, gradient, {}, record});
    return step;
}

}  // namespace

TEST_CASE("the lines tell of line searches that fail") {
    MisleadingBowl bowl;
    for (const char* id : {"newton", "lbfgs"}) {
        INFO(id);
        const LoneStep step = lone_step(id, bowl, 5, {-2, -4});
        CHECK(step.end == std::vector<double>{1, 2});
        CHECK(step.last("t").values == std::vector<double>{0});
        CHECK(step.last("θ").values == step.end);
        CHECK(step.last("L").note == "too high");
        CHECK(!step.last("t").note.empty());
    }
    const LoneStep rejected = lone_step("gauss_newton", bowl, 5, {-2, -4});
    CHECK(rejected.last("θ").text == "θ stays");
    CHECK(rejected.last("gain").note == "rejected");
    CHECK(rejected.last("gain").values[0] < 0);
}

TEST_CASE("the lines tell of steps where nothing is a number") {
    Nowhere nowhere;
    const LoneStep newton = lone_step("newton", nowhere, 5, {2, 4});
    CHECK(newton.last("H").note == "not finite");
    CHECK(std::isnan(newton.end[0]));
    const LoneStep damped = lone_step("gauss_newton", nowhere, 5, {2, 4});
    CHECK(damped.end == std::vector<double>{1, 2});
    CHECK(damped.last("θ").text == "θ stays");
    const LoneStep lbfgs = lone_step("lbfgs", nowhere, 5, {2, 4});
    CHECK(lbfgs.end == std::vector<double>{1, 2});
    CHECK(lbfgs.last("t").values == std::vector<double>{0});
}

TEST_CASE("a race is the same with records, and the first steps of a longer one have the first records") {
    for (const OptimizerRow& row : optimizers()) {
        if (!row.asks_objective()) continue;
        INFO(row.id);
        RaceSpecification specification{standard_selection(*find_row(surfaces(), "himmelblau")),
                                        {{"racer", standard_selection(row)}}};
        specification.start = {0.1, -0.1};
        Race race = Race::create(specification).value();
        race.keep_records();
        const RacerPath longer = race.result(40)->paths[0], cut = race.result(10)->paths[0];
        CHECK(longer.steps == run_race(specification, 40)->paths[0].steps);
        CHECK(run_race(specification, 40)->paths[0].records.empty());
        CHECK(cut.record_ends.size() == 10);
        CHECK(cut.records.size() == cut.record_ends.back());
        for (std::size_t i = 0; i < 10; ++i) CHECK(std::ranges::equal(cut.record_of(i), longer.record_of(i)));
        CHECK(cut.record_of(10).empty());
    }
}

TEST_CASE("without a record second-order lines are the published ones") {
    const std::vector<double> one = {1};
    for (const OptimizerRow& row : optimizers()) {
        if (!row.asks_objective()) continue;
        std::string published;
        for (const StepLine& line : step_lines(row, {standard_values(row.settings), 1, one, one, {}})) {
            published += (published.empty() ? "" : "\n") + line.text;
            CHECK(line.values.empty());
        }
        CHECK(published == row.formula);
    }
}
