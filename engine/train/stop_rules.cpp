#include "engine/train/stop_rules.hpp"

#include <fmt/format.h>

#include <cmath>

namespace ravine {

double StopRules::watched_loss(const Metrics& train, const Metrics& validation) {
    return std::isnan(validation.loss) ? train.loss : validation.loss;
}

void StopRules::restart() { *this = {}; }

bool StopRules::observe(std::uint64_t epoch, const Metrics& train, const Metrics& validation) {
    const double loss = watched_loss(train, validation);
    validates_ = !std::isnan(validation.loss);
    train_loss_ = train.loss;
    if (best_loss_ && !(loss < *best_loss_)) return false;
    best_loss_ = loss;
    best_epoch_ = epoch;
    return true;
}

StopState StopRules::check(const StopRule& rule, std::uint64_t epoch) const {
    if (rule.target_loss && !is_lifted(StopReason::target_loss) && train_loss_ <= *rule.target_loss)
        return {StopReason::target_loss,
                fmt::format("stopped after {} epochs: the training loss has reached {}", epoch, *rule.target_loss)};
    if (rule.patience && !is_lifted(StopReason::patience) && epoch >= best_epoch_ + std::uint64_t(*rule.patience))
        return {
            StopReason::patience,
            fmt::format("stopped after {} epochs: no better {} loss for {} epochs; the weights of epoch {} are back",
                        epoch, validates_ ? "validation" : "training", *rule.patience, best_epoch_)};
    if (rule.epochs && !is_lifted(StopReason::epochs) && epoch >= std::uint64_t(*rule.epochs))
        return {StopReason::epochs, fmt::format("stopped after {} epochs", epoch)};
    return {};
}

namespace {

double round_to_one_digit(double value) {
    if (!(value > 0)) return value;
    const double power = std::pow(10, std::floor(std::log10(value)));
    return std::round(value / power) * power;
}

}  // namespace

StopState diverged(std::uint64_t step, std::string_view what, double learning_rate) {
    if (step == 0)
        return {StopReason::diverged, "the loss is not finite before the first step; standardize the inputs"};
    return {StopReason::diverged, fmt::format("diverged at step {}: {} is not finite; try a learning rate below {:.1g}",
                                              step, what, round_to_one_digit(learning_rate / 3))};
}

}  // namespace ravine
