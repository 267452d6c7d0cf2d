#include "engine/network/losses.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/core/table.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

struct LossCase {
    const LossRow* row;
    Task task;
    int classes;
    std::vector<double> settings;

    int units() const { return row->units(task, classes); }
};

/// The defaults, and with each setting in turn at other places of its range.
std::vector<std::vector<double>> settings_of(const LossRow& row) {
    std::vector<std::vector<double>> all = {standard_values(row.settings)};
    for (std::size_t i = 0; i < row.settings.size(); ++i) {
        const Setting& setting = row.settings[i];
        for (double value : {setting.least, 0.8, 1.3, 2.0, 3.7, setting.most})
            if (check_setting(setting, value, "")) (all.emplace_back(all[0]))[i] = value;
        if (setting.scale == Scale::toggle) all.back()[0] = 2;  // what the switch does shows at another scale
    }
    return all;
}

/// Every loss with every task and number of classes that it fits, and with several settings.
std::vector<LossCase> all_loss_cases() {
    std::vector<LossCase> cases;
    for (const LossRow& row : losses())
        for (const TaskRow& task : tasks())
            for (int classes = task.has_classes ? 1 : 0; classes <= (task.has_classes ? 5 : 0); ++classes)
                for (const std::vector<double>& settings : settings_of(row))
                    if (row.fits(task.task, classes)) cases.push_back({&row, task.task, classes, settings});
    return cases;
}

std::string words_of(const LossCase& loss) {
    std::string words = std::string(loss.row->id) + ", " + std::to_string(loss.classes) + " classes";
    for (std::size_t i = 0; i < loss.settings.size(); ++i)
        words += ", " + std::string(loss.row->settings[i].key) + " " + std::to_string(loss.settings[i]);
    return words;
}

std::vector<double> targets_of(const LossCase& loss, int samples) {
    std::vector<double> targets;
    for (int i = 0; i < samples; ++i)
        targets.push_back(
            loss.row->code_target(loss.classes ? i % loss.classes : 0.7 * i - 1, loss.task, loss.classes));
    return targets;
}

template <class Scalar>
double value(const LossCase& loss, const std::vector<Scalar>& outputs, const std::vector<Scalar>& targets) {
    return loss.row->kernels<Scalar>().value(outputs.data(), targets.data(), loss.units(), int(targets.size()),
                                             int(targets.size()), loss.settings.data());
}

template <class Scalar>
std::vector<Scalar> gradient(const LossCase& loss, const std::vector<Scalar>& outputs,
                             const std::vector<Scalar>& targets, Scalar scale) {
    std::vector<Scalar> result(outputs.size());
    const double sum = loss.row->kernels<Scalar>().value_and_gradient(outputs.data(), targets.data(), result.data(),
                                                                      loss.units(), int(targets.size()),
                                                                      int(targets.size()), scale, loss.settings.data());
    CHECK(std::bit_cast<std::uint64_t>(sum) == std::bit_cast<std::uint64_t>(value(loss, outputs, targets)));
    return result;
}

std::vector<double> outputs_of(const LossCase& loss, int samples) {
    std::vector<double> outputs;
    for (int i = 0; i < samples * loss.units(); ++i) outputs.push_back(3 * std::sin(1.7 * i + 0.3));
    return outputs;
}

/// Others for each `number`, as the loss's output layer can give them.
std::vector<double> various_outputs(const LossCase& loss, int number, int samples) {
    const double size = loss.row->output_activation(loss.task, loss.classes) == "tanh" ? 1 : 4;
    std::vector<double> outputs = outputs_of(loss, samples);
    for (double& output : outputs) output = size * std::sin(output * (number + 1));
    return outputs;
}

template <class Scalar>
std::vector<Scalar> predict(const LossCase& loss, const std::vector<Scalar>& outputs, int samples) {
    std::vector<Scalar> predictions(std::size_t(std::max(1, loss.classes) * samples));
    loss.row->kernels<Scalar>().predict(outputs.data(), predictions.data(), loss.classes, samples);
    return predictions;
}

/// Its column of [… × samples].
template <class Scalar>
std::vector<Scalar> sample_of(const std::vector<Scalar>& rows, int sample, int samples) {
    std::vector<Scalar> column;
    for (auto i = std::size_t(sample); i < rows.size(); i += std::size_t(samples)) column.push_back(rows[i]);
    return column;
}

template <class To, class From>
std::vector<To> as(const std::vector<From>& from) {
    return {from.begin(), from.end()};
}

/// The limit of a cross-entropy whose first logit is huge and whose others are 0.
double expected_loss(const LossCase& loss, double logit, int label) {
    if (loss.units() == 1) return (logit > 0) == (label == 1) ? 0 : std::abs(logit);
    if (logit > 0) return label == 0 ? 0 : logit;
    return std::log(loss.classes - 1) + (label == 0 ? -logit : 0);
}

}  // namespace

TEST_CASE("every loss's gradient agrees with central differences") {
    constexpr int samples = 6;
    for (const LossCase& loss : all_loss_cases()) {
        INFO(words_of(loss));
        const std::vector<double> outputs = outputs_of(loss, samples), targets = targets_of(loss, samples);
        const std::vector<double> exact = gradient(loss, outputs, targets, 0.5);
        const std::vector<float> single = gradient(loss, as<float>(outputs), as<float>(targets), 0.5f);
        for (std::size_t i = 0; i < outputs.size(); ++i) {
            INFO(i);
            std::vector<double> more = outputs, less = outputs;
            const double h = 1e-5;
            more[i] += h;
            less[i] -= h;
            const double difference = (value(loss, more, targets) - value(loss, less, targets)) / (2 * h);
            const double size = std::max(1.0, std::abs(exact[i]));
            CHECK_THAT(exact[i], WithinAbs(0.5 * difference, 1e-8 * size));
            CHECK_THAT(double(single[i]), WithinAbs(exact[i], 1e-5 * size));
        }
    }
}

TEST_CASE("every loss's second derivatives are central differences of its gradient") {
    constexpr int samples = 6;
    for (const LossCase& loss : all_loss_cases()) {
        INFO(words_of(loss));
        const std::size_t units = std::size_t(loss.units());
        const std::vector<double> outputs = outputs_of(loss, samples), targets = targets_of(loss, samples);
        std::vector<double> exact(units * units);
        for (std::size_t i = 0; i < outputs.size(); ++i) {
            INFO(i);
            const std::size_t sample = i % samples, unit = i / samples;
            std::vector<double> of_sample;
            for (std::size_t j = 0; j < units; ++j) of_sample.push_back(outputs[j * samples + sample]);
            loss.row->curvature(of_sample.data(), targets[sample], exact.data(), int(units), loss.settings.data());
            std::vector<double> more = outputs, less = outputs;
            const double h = 1e-5;
            more[i] += h;
            less[i] -= h;
            const auto above = gradient(loss, more, targets, 1.0), below = gradient(loss, less, targets, 1.0);
            for (std::size_t j = 0; j < units; ++j) {
                const std::size_t k = j * samples + sample;
                CHECK_THAT(exact[unit * units + j], WithinAbs((above[k] - below[k]) / (2 * h),
                                                              1e-8 * std::max(1.0, std::abs(exact[unit * units + j]))));
            }
        }
    }
}

TEST_CASE("every loss's second derivatives are finite, however far away or near the target outputs are") {
    for (const LossCase& loss : all_loss_cases()) {
        INFO(words_of(loss));
        const std::size_t units = std::size_t(loss.units());
        const double target = targets_of(loss, 2)[1];
        for (double output : {-1e4, -100.0, 0.0, target, 100.0, 1e4})
            for (std::size_t unit = 0; unit < units; ++unit) {
                std::vector<double> outputs(units, 0.5), matrix(units * units);
                outputs[unit] = output;
                loss.row->curvature(outputs.data(), target, matrix.data(), int(units), loss.settings.data());
                for (double value : matrix) CHECK(std::isfinite(value));
            }
    }
}

TEST_CASE("cross-entropies take the limits' values for logits up to ten thousand") {
    for (const LossCase& loss : all_loss_cases()) {
        if (!loss.row->id.ends_with("cross_entropy")) continue;
        INFO(words_of(loss));
        for (double logit : {-1e4, -500.0, 500.0, 1e4}) {
            std::vector<float> outputs(std::size_t(loss.units()), 0.0f);
            outputs[0] = float(logit);
            for (int label = 0; label < loss.classes; ++label) {
                INFO("logit " << logit << ", label " << label);
                const std::vector<float> targets = {float(label)};
                CHECK_THAT(value(loss, outputs, targets), WithinAbs(expected_loss(loss, logit, label), 1e-6));
                for (float g : gradient(loss, outputs, targets, 1.0f)) CHECK(std::abs(g) <= 1);
            }
        }
    }
}

TEMPLATE_TEST_CASE("every loss and gradient is finite for outputs up to ten thousand", "", float, double) {
    for (const LossCase& loss : all_loss_cases()) {
        INFO(words_of(loss));
        const int count = std::max(2, loss.classes);
        for (double most : {1e-30, 1e-8, 1.0, 88.0, 710.0, 1e4})
            for (int sign : {-1, 1})
                for (int unit = 0; unit < loss.units(); ++unit) {
                    std::vector<TestType> outputs(std::size_t(loss.units() * count), TestType(-sign * most / 2));
                    for (int i = 0; i < count; ++i)
                        outputs[std::size_t(i * loss.units() + unit)] = TestType(sign * most);
                    const auto targets = as<TestType>(targets_of(loss, count));
                    INFO("output " << unit << " is " << sign * most);
                    CHECK(std::isfinite(value(loss, outputs, targets)));
                    for (TestType g : gradient(loss, outputs, targets, TestType(1))) CHECK(std::isfinite(g));
                }
    }
}

TEST_CASE("a loss of outputs that are no numbers is none") {
    for (const LossCase& loss : all_loss_cases()) {
        INFO(words_of(loss));
        const std::vector<double> outputs(std::size_t(loss.units()), std::nan(""));
        CHECK(std::isnan(value(loss, outputs, targets_of(loss, 1))));
    }
}

TEST_CASE("where a loss has curves, psi is the derivative of rho, omega is psi over x, and the kernels follow them") {
    int with_curves = 0;
    for (const LossCase& loss : all_loss_cases()) {
        const ResidualCurves& curves = loss.row->curves;
        if (!curves.exist()) continue;
        INFO(words_of(loss));
        ++with_curves;
        const double* settings = loss.settings.data();
        CHECK(curves.rho(0, settings) == 0);
        CHECK(curves.psi(0, settings) == 0);
        for (double x : {0.003, 0.31, 0.75, 1.21, 1.9, 3.1, 8.0}) {
            INFO("x = " << x);
            const double h = 1e-4 * x, rho = curves.rho(x, settings), psi = curves.psi(x, settings);
            const double slope = (curves.rho(x + h, settings) - curves.rho(x - h, settings)) / (2 * h);
            CHECK_THAT(psi, WithinRel(slope, 1e-6) || WithinAbs(slope, 1e-7 * rho));
            CHECK_THAT(curves.omega(x, settings), WithinRel(psi / x, 1e-12));
            CHECK(curves.rho(-x, settings) == rho);
            CHECK(curves.psi(-x, settings) == -psi);
            if (loss.classes) continue;
            CHECK_THAT(value<double>(loss, {x + 0.5}, {0.5}), WithinRel(rho, 1e-12));
            CHECK_THAT(gradient<double>(loss, {x + 0.5}, {0.5}, 1)[0], WithinRel(psi, 1e-12));
        }
    }
    CHECK(with_curves > 20);
}

TEST_CASE("robust losses have the values of the lecture's table") {
    struct Known {
        const char* id;
        std::vector<double> settings;
        double x, rho, psi, omega;
    };
    for (const Known& known : {Known{"mean_absolute_error", {}, -2, 2, -1, 0.5},
                               {"lp", {3}, -2, 8.0 / 3, -4, 2},
                               {"lp", {1}, 4, 4, 1, 0.25},
                               {"fair", {2}, -2, 4 * (1 - std::log(2)), -1, 0.5},
                               {"cauchy", {2}, 2, 2 * std::log(2), 1, 0.5},
                               {"huber", {2}, -1, 0.5, -1, 1},
                               {"huber", {2}, 5, 8, 2, 0.4},
                               {"tukey", {2, 0}, -1, 1.0 / 6 - 2 + 8, -9, 9},
                               {"tukey", {2, 0}, 3, 64.0 / 6, 0, 0},
                               {"tukey", {2, 1}, -1, (1.0 / 6 - 2 + 8) / 16, -9.0 / 16, 9.0 / 16}}) {
        INFO(known.id << " at " << known.x);
        const ResidualCurves& curves = find_row(losses(), known.id)->curves;
        const double* settings = known.settings.data();
        CHECK_THAT(curves.rho(known.x, settings), WithinRel(known.rho, 1e-14));
        CHECK_THAT(curves.psi(known.x, settings), WithinRel(known.psi, 1e-14));
        CHECK_THAT(curves.omega(known.x, settings), WithinRel(known.omega, 1e-14));
    }
}

TEST_CASE("predictions are probabilities, and the decided class has the largest") {
    for (const LossCase& loss : all_loss_cases()) {
        INFO(words_of(loss));
        for (int i = 0; i < 20; ++i) {
            const std::vector<double> outputs = various_outputs(loss, i, 1), prediction = predict(loss, outputs, 1);
            if (!loss.classes) {
                CHECK(prediction[0] == outputs[0]);
                continue;
            }
            double sum = 0;
            for (double p : prediction) {
                CHECK(p >= 0);
                sum += p;
            }
            CHECK_THAT(sum, WithinAbs(1, 1e-12));
            const auto largest = std::max_element(prediction.begin(), prediction.end()) - prediction.begin();
            CHECK(decided_class(outputs.data(), loss.units(), 1) == largest);
        }
    }
}

TEST_CASE("predictions are the same bits in any company, and in single precision those of double to rounding") {
    constexpr int samples = 203;  // no whole vectors, and more than one group
    for (const LossCase& loss : all_loss_cases()) {
        INFO(words_of(loss));
        const std::vector<double> outputs = various_outputs(loss, 3, samples);
        const std::vector<float> floats = as<float>(outputs);
        const std::vector<double> precise = predict(loss, outputs, samples);
        const std::vector<float> single = predict(loss, floats, samples);
        for (int i = 0; i < samples; ++i) {
            const std::vector<double> precise_alone = predict(loss, sample_of(outputs, i, samples), 1);
            const std::vector<float> single_alone = predict(loss, sample_of(floats, i, samples), 1);
            REQUIRE(sample_of(precise, i, samples) == precise_alone);
            REQUIRE(sample_of(single, i, samples) == single_alone);
            for (std::size_t k = 0; k < precise_alone.size(); ++k)
                REQUIRE_THAT(double(single_alone[k]), WithinAbs(precise_alone[k], 1e-6));
        }
    }
}

TEST_CASE("losses take the values worked out by hand") {
    const auto one = [](std::string_view id, Task task, int classes, std::vector<double> outputs, double target) {
        const LossCase loss{find_row(losses(), id), task, classes, {}};
        return value<double>(loss, outputs, {loss.row->code_target(target, task, classes)});
    };
    CHECK_THAT(one("mean_squared_error", Task::regress, 0, {1.5}, -1), WithinAbs(6.25, 1e-15));
    CHECK_THAT(one("mean_squared_error", Task::classify, 2, {0.5}, 0), WithinAbs(2.25, 1e-15));  // against −1
    const std::vector<double> logits = {0, std::log(2), std::log(5)};  // probabilities 1/8, 2/8, 5/8
    CHECK_THAT(one("mean_squared_error", Task::classify, 3, logits, 2), WithinAbs((1 + 4 + 9) / 64.0, 1e-15));
    CHECK_THAT(one("mean_absolute_error", Task::classify, 3, logits, 0), WithinAbs((7 + 2 + 5) / 8.0, 1e-15));
    CHECK_THAT(one("mean_absolute_error", Task::classify, 2, {0.5}, 0), WithinAbs(1.5, 1e-15));  // against −1
    CHECK_THAT(one("mean_absolute_error", Task::curve, 0, {1.5}, -1), WithinAbs(2.5, 1e-15));
    CHECK_THAT(one("binary_cross_entropy", Task::classify, 2, {0}, 1), WithinAbs(std::log(2), 1e-15));
    CHECK_THAT(one("binary_cross_entropy", Task::classify, 2, {-6}, 1), WithinAbs(6.002475685136, 1e-9));
    CHECK_THAT(one("categorical_cross_entropy", Task::classify, 3, {0, 0, 0}, 2), WithinAbs(std::log(3), 1e-15));
}

TEST_CASE("the hinge is 0 from its margin on, and predicts the side, sure beyond the margin") {
    const LossRow& row = *find_row(losses(), "hinge");
    const LossCase plain{&row, Task::classify, 2, {0}}, squared{&row, Task::classify, 2, {1}};
    const auto check = [](const LossCase& loss, double z, int label, double wanted, double slope) {
        const std::vector<double> target = {loss.row->code_target(label, loss.task, loss.classes)};
        CHECK(value<double>(loss, {z}, target) == wanted);
        CHECK(gradient<double>(loss, {z}, target, 1)[0] == slope);
    };
    check(plain, 0.25, 1, 0.75, -1);
    check(plain, 0.25, 0, 1.25, 1);
    check(plain, 1.5, 1, 0, 0);
    check(plain, -3, 1, 4, -1);
    check(squared, -3, 1, 16, -8);
    check(squared, -1.5, 0, 0, 0);
    const auto chance_of_one = [&](double z) {
        double probabilities[2];
        row.precise.predict(&z, probabilities, 2, 1);
        return probabilities[1];
    };
    CHECK(chance_of_one(0.5) == 0.75);
    CHECK(chance_of_one(7) == 1);
    CHECK(chance_of_one(-1) == 0);
}

TEST_CASE("the focal loss is the cross-entropy times the doubt to the power of its focus") {
    const auto loss = [](double focus) { return LossCase{find_row(losses(), "focal"), Task::classify, 3, {focus}}; };
    const LossCase entropy{find_row(losses(), "categorical_cross_entropy"), Task::classify, 3, {}};
    const std::vector<double> outputs = {0, std::log(2), std::log(5)};  // probabilities 1/8, 2/8, 5/8
    for (int label = 0; label < 3; ++label) {
        const std::vector<double> target = {double(label)};
        const double p[] = {0.125, 0.25, 0.625}, wanted = -std::pow(1 - p[label], 2) * std::log(p[label]);
        CHECK_THAT(value(loss(2), outputs, target), WithinRel(wanted, 1e-14));
        CHECK_THAT(value(loss(0), outputs, target), WithinRel(value(entropy, outputs, target), 1e-14));
        const std::vector<double> same = gradient(entropy, outputs, target, 1.0);
        for (std::size_t k = 0; k < 3; ++k)
            CHECK_THAT(gradient(loss(0), outputs, target, 1.0)[k], WithinRel(same[k], 1e-14));
    }
    // Nearly sure: q = e⁻⁴⁰, where 1 − p would be 0 in floating point.
    const LossCase two{find_row(losses(), "focal"), Task::classify, 2, {1}};
    CHECK_THAT(value<double>(two, {40, 0}, {0}), WithinRel(std::exp(-80), 1e-13));
    CHECK_THAT(gradient<double>(two, {40, 0}, {0}, 1)[0], WithinRel(-2 * std::exp(-80), 1e-13));
}

TEST_CASE("a loss that does not fit is refused in words that say what would") {
    const auto refused = require_loss("binary_cross_entropy", Task::classify, 3, "loss");
    REQUIRE_FALSE(refused);
    CHECK_THAT(refused.error().message(), contains_text("two classes") && contains_text("3 classes") &&
                                              contains_text("categorical_cross_entropy"));
    CHECK_FALSE(require_loss("categorical_cross_entropy", Task::curve, 0, "loss"));
    CHECK_FALSE(require_loss("categorical_cross_entropy", Task::classify, 1, "loss"));
    const auto numbers_only = require_loss("huber", Task::classify, 2, "loss");
    REQUIRE_FALSE(numbers_only);
    CHECK_THAT(numbers_only.error().message(), contains_text("'huber' is for a number") && contains_text("2 classes"));
    CHECK_THAT(require_loss("hubber", Task::classify, 2, "loss").error().message(), contains_text("hubber"));
    for (const TaskRow& task : tasks())
        for (int classes : {2, 3, 8})
            CHECK(require_loss(standard_loss(task.task, task.has_classes ? classes : 0), task.task,
                               task.has_classes ? classes : 0, "loss"));
}
