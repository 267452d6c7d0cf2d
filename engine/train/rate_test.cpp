#include "engine/train/rate_test.hpp"

#include <cmath>
#include <limits>

#include "engine/core/table.hpp"
#include "engine/optimize/optimizers.hpp"
#include "engine/optimize/schedules.hpp"

namespace ravine {

namespace {

constexpr int first_order_steps = 100, second_order_steps = 10;  // which take hundreds of gradients each

/// 1, 2 and 5 times the powers of ten, from the setting's least to its most.
std::vector<double> rates_of(const Setting& setting) {
    std::vector<double> rates;
    for (int exponent = -12; exponent <= 12; ++exponent)
        for (int digit : {1, 2, 5}) {
            const double power = std::pow(10.0, std::abs(exponent));
            const double rate = exponent < 0 ? digit / power : digit * power;
            if (check_setting(setting, rate, "")) rates.push_back(rate);
        }
    return rates;
}

bool is_power_of_ten(double rate) {
    const double exponent = std::log10(rate);
    return std::abs(exponent - std::round(exponent)) < 1e-9;
}

Scenario without_schedule_and_end(Scenario scenario) {
    scenario.schedule = standard_selection(*find_row(schedules(), "constant"));
    scenario.stop = {};
    return scenario;
}

}  // namespace

std::optional<double> RateCurve::suggestion() const {
    double lowest = start_loss;
    std::optional<double> rate;
    for (const RateTrial& trial : trials)
        if (is_power_of_ten(trial.learning_rate) && trial.loss < lowest) {
            lowest = trial.loss;
            rate = trial.learning_rate;
        }
    return rate;
}

Result<RateTest> RateTest::create(const Scenario& scenario, const std::string& folder,
                                  std::span<const float> parameters, Machine machine) {
    auto trainer = Trainer<float>::create(without_schedule_and_end(scenario), folder, std::move(machine));
    if (!trainer) return trainer.error();
    if (!parameters.empty())
        if (Status status = (*trainer)->set_parameters(parameters); !status) return status.error();
    if ((*trainer)->stop_state().reason == StopReason::diverged)
        return input_error((*trainer)->stop_state().words, "", "start from other weights");
    return RateTest(std::move(*trainer), parameters);
}

RateTest::RateTest(std::unique_ptr<Trainer<float>> trainer, std::span<const float> parameters)
    : trainer_(std::move(trainer)), start_(parameters.begin(), parameters.end()) {
    const OptimizerRow& row = *find_row(optimizers(), trainer_->scenario().optimizer.id);
    rates_ = rates_of(row.settings.front());
    curve_.optimizer = row.id;
    curve_.start_loss = trainer_->train_metrics().loss + trainer_->penalty();
    curve_.steps = row.asks_objective() ? second_order_steps : first_order_steps;
    curve_.rates = rates_.size();
}

bool RateTest::advance() {
    if (curve_.is_done()) return false;
    if (!is_in_trial_) begin_trial();
    trainer_->step(0, std::size_t(curve_.steps) - trainer_->steps());
    if (trainer_->stop_state().reason == StopReason::failed) throw BackendFailure(trainer_->stop_state().words);
    if (trainer_->stop_state().reason != StopReason::none || trainer_->steps() == std::uint64_t(curve_.steps))
        end_trial();
    return true;
}

void RateTest::begin_trial() {
    Scenario scenario = trainer_->scenario();
    scenario.optimizer.values[0] = rates_[curve_.trials.size()];
    (void)trainer_->apply(scenario);  // another rate within its range
    trainer_->reset();
    if (!start_.empty()) (void)trainer_->set_parameters(start_);
    is_in_trial_ = true;
}

void RateTest::end_trial() {
    const bool has_diverged = trainer_->stop_state().reason == StopReason::diverged;
    const double loss = trainer_->evaluate(trainer_->parameters(), Split::train).loss + trainer_->penalty();
    const bool is_number = !has_diverged && std::isfinite(loss);
    curve_.trials.push_back(
        {rates_[curve_.trials.size()], is_number ? loss : std::numeric_limits<double>::quiet_NaN()});
    is_in_trial_ = false;
}

}  // namespace ravine
