#include "engine/network/losses.hpp"

#include <cmath>
#include <vector>

#include "engine/core/table.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

struct LossCase {
    const LossRow* row;
    Task task;
    int classes;

    int units() const { return row->units(task, classes); }
};

/// Every loss with every task and number of classes that it fits.
std::vector<LossCase> all_cases() {
    std::vector<LossCase> cases;
    for (const LossRow& row : losses())
        for (const TaskRow& task : tasks())
            for (int classes = task.has_classes ? 1 : 0; classes <= (task.has_classes ? 5 : 0); ++classes)
                if (row.fits(task.task, classes)) cases.push_back({&row, task.task, classes});
    return cases;
}

std::vector<double> targets_of(const LossCase& loss, int samples) {
    std::vector<double> targets;
    for (int i = 0; i < samples; ++i)
        targets.push_back(loss.row->code_target(loss.classes ? i % loss.classes : 0.7 * i - 1, loss.task));
    return targets;
}

template <class Scalar>
double value(const LossCase& loss, const std::vector<Scalar>& outputs, const std::vector<Scalar>& targets) {
    return loss.row->kernels<Scalar>().value(outputs.data(), targets.data(), loss.units(), int(targets.size()),
                                             nullptr);
}

template <class Scalar>
std::vector<Scalar> gradient(const LossCase& loss, const std::vector<Scalar>& outputs,
                             const std::vector<Scalar>& targets, Scalar scale) {
    std::vector<Scalar> result(outputs.size());
    loss.row->kernels<Scalar>().gradient(outputs.data(), targets.data(), result.data(), loss.units(),
                                         int(targets.size()), scale, nullptr);
    return result;
}

std::vector<double> outputs_of(const LossCase& loss, int samples) {
    std::vector<double> outputs;
    for (int i = 0; i < samples * loss.units(); ++i) outputs.push_back(3 * std::sin(1.7 * i + 0.3));
    return outputs;
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
    for (const LossCase& loss : all_cases()) {
        INFO(loss.row->id << ", " << loss.classes << " classes");
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
            CHECK_THAT(exact[i], WithinAbs(0.5 * difference, 1e-8));
            CHECK_THAT(double(single[i]), WithinAbs(exact[i], 1e-5));
        }
    }
}

TEST_CASE("cross-entropies are stable for logits up to ten thousand") {
    for (const LossCase& loss : all_cases()) {
        if (loss.row->id == "mean_squared_error") continue;
        INFO(loss.row->id << ", " << loss.classes << " classes");
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

TEST_CASE("predictions are probabilities, and the decided class has the largest") {
    for (const LossCase& loss : all_cases()) {
        INFO(loss.row->id << ", " << loss.classes << " classes");
        for (int i = 0; i < 20; ++i) {
            std::vector<double> outputs = outputs_of(loss, 1);
            for (double& output : outputs) output = std::sin(output * (i + 1));  // within ±1, as tanh has it
            std::vector<double> prediction(std::size_t(std::max(1, loss.classes)));
            loss.row->predict(outputs.data(), prediction.data(), loss.task, loss.classes);
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
            CHECK(decided_class(outputs.data(), loss.units()) == largest);
        }
    }
}

TEST_CASE("losses take the values worked out by hand") {
    const auto one = [](std::string_view id, Task task, int classes, std::vector<double> outputs, double target) {
        const LossCase loss{find_row(losses(), id), task, classes};
        return value<double>(loss, outputs, {loss.row->code_target(target, task)});
    };
    CHECK_THAT(one("mean_squared_error", Task::regress, 0, {1.5}, -1), WithinAbs(6.25, 1e-15));
    CHECK_THAT(one("mean_squared_error", Task::classify, 2, {0.5}, 0), WithinAbs(2.25, 1e-15));  // against −1
    CHECK_THAT(one("binary_cross_entropy", Task::classify, 2, {0}, 1), WithinAbs(std::log(2), 1e-15));
    CHECK_THAT(one("binary_cross_entropy", Task::classify, 2, {-6}, 1), WithinAbs(6.002475685136, 1e-9));
    CHECK_THAT(one("categorical_cross_entropy", Task::classify, 3, {0, 0, 0}, 2), WithinAbs(std::log(3), 1e-15));
}

TEST_CASE("a loss that does not fit is refused in words that say what would") {
    const auto refused = require_loss("binary_cross_entropy", Task::classify, 3, "loss");
    REQUIRE_FALSE(refused);
    CHECK_THAT(refused.error().message(), contains_text("two classes") && contains_text("3 classes") &&
                                              contains_text("categorical_cross_entropy"));
    CHECK_FALSE(require_loss("categorical_cross_entropy", Task::curve, 0, "loss"));
    CHECK_FALSE(require_loss("categorical_cross_entropy", Task::classify, 1, "loss"));
    CHECK_THAT(require_loss("hinge", Task::classify, 2, "loss").error().message(), contains_text("hinge"));
    for (const TaskRow& task : tasks())
        for (int classes : {2, 3, 8})
            CHECK(require_loss(standard_loss(task.task, task.has_classes ? classes : 0), task.task,
                               task.has_classes ? classes : 0, "loss"));
}
