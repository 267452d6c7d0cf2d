#include "engine/optimize/schedules.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "engine/core/table.hpp"

namespace ravine {

namespace {

double constant(double, std::span<const double>) { return 1; }

double time_decay(double epoch, std::span<const double> settings) { return 1 / (1 + settings[0] * epoch); }

double step_decay(double epoch, std::span<const double> settings) {
    return std::pow(settings[1], std::floor(epoch / settings[0]));
}

double exponential(double epoch, std::span<const double> settings) { return std::exp(-settings[0] * epoch); }

/// From 1 at share 0 to 0 at share 1, along half a cosine.
double half_cosine(double share) { return (1 + std::cos(std::numbers::pi * share)) / 2; }

double cosine(double epoch, std::span<const double> settings) {
    const double period = settings[0], least = settings[1];
    return least + (1 - least) * half_cosine(std::fmod(epoch, period) / period);
}

double warm_restarts(double epoch, std::span<const double> settings) {
    const double growth = settings[1], least = settings[2];
    double period = settings[0];
    if (growth == 1) epoch = std::fmod(epoch, period);  // as the loop would, at once
    for (; epoch >= period; period *= growth) epoch -= period;
    return least + (1 - least) * half_cosine(epoch / period);
}

double one_cycle(double epoch, std::span<const double> settings) {
    const double rise = settings[0] * settings[1], first = settings[2], last = settings[3];
    if (epoch < rise) return 1 - (1 - first) * half_cosine(epoch / rise);
    return last + (1 - last) * half_cosine(std::min(1.0, (epoch - rise) / (settings[0] - rise)));
}

double linear_warmup(double epoch, std::span<const double> settings) {
    return settings[1] + (1 - settings[1]) * std::min(1.0, epoch / settings[0]);
}

constexpr Setting decay = {"decay", "Decay", "k", "Speed of the decay, per epoch.", 0.01, 0, 10, Scale::logarithmic};

constexpr std::array time_settings = {decay};
constexpr std::array exponential_settings = {decay};
constexpr std::array step_settings = {
    Setting{"every", "Every", "s", "Epochs between two drops.", 100, 1, 100000, Scale::integer, {}, "epochs"},
    Setting{"factor", "Factor", "γ", "The learning rate is multiplied by this at each drop.", 0.5, 0.01, 1}};
constexpr std::array cosine_settings = {
    Setting{
        "period", "Period", "T", "Epochs from one restart to the next.", 200, 1, 100000, Scale::integer, {}, "epochs"},
    Setting{"least", "Least factor", "", "Share of the learning rate at the end of a period.", 0, 0, 1}};
constexpr std::array warm_restarts_settings = {
    Setting{
        "period", "First period", "T₀", "Epochs to the first restart.", 50, 1, 100000, Scale::integer, {}, "epochs"},
    Setting{"growth", "Growth", "m", "Each period is so many times as long as the one before.", 2, 1, 10,
            Scale::integer},
    Setting{"least", "Least factor", "", "Share of the learning rate at the end of a period.", 0, 0, 1}};
constexpr std::array one_cycle_settings = {
    Setting{"period",
            "Period",
            "T",
            "Epochs of the cycle; later the rate stays.",
            200,
            1,
            100000,
            Scale::integer,
            {},
            "epochs"},
    Setting{"rise", "Rising share", "p", "Share of the cycle in which the rate rises.", 0.3, 0.01, 0.99},
    Setting{"first", "First factor", "f", "Share of the learning rate at the start.", 0.04, 0, 1},
    Setting{"last", "Last factor", "l", "Share of the learning rate at the end.", 4e-6, 0, 1, Scale::logarithmic}};
constexpr std::array warmup_settings = {
    Setting{"period", "Warm-up", "w", "Epochs until the full rate.", 10, 1, 100000, Scale::integer, {}, "epochs"},
    Setting{"first", "First factor", "f", "Share of the learning rate at the start.", 0.1, 0, 1}};

constexpr std::array schedule_rows = {
    ScheduleRow{"constant", "Constant", "η(t) = η", "Robbins & Monro 1951", {}, constant},
    ScheduleRow{"time_decay", "Time decay", "η(t) = η / (1 + k·t)", "Robbins & Monro 1951", time_settings, time_decay},
    ScheduleRow{"step_decay", "Step decay", "η(t) = η·γ^⌊t/s⌋", "Krizhevsky et al. 2012", step_settings, step_decay},
    ScheduleRow{"exponential", "Exponential", "η(t) = η·e^(−k·t)", "Bottou 2012, Stochastic gradient descent tricks",
                exponential_settings, exponential},
    ScheduleRow{"cosine", "Cosine with restarts", "η(t) = η·(1 + cos(π·(t mod T)/T))/2",
                "Loshchilov & Hutter 2017, SGDR", cosine_settings, cosine},
    ScheduleRow{"warm_restarts", "Growing restarts", "η(t) = η·(1 + cos(π·t/Tᵢ))/2, t from restart i\nTᵢ₊₁ = m·Tᵢ",
                "Loshchilov & Hutter 2017, SGDR", warm_restarts_settings, warm_restarts},
    ScheduleRow{"one_cycle", "One cycle", "η from f·η up to η at p·T, down to l·η at T\neach along half a cosine",
                "Smith & Topin 2018, Super-convergence", one_cycle_settings, one_cycle},
    ScheduleRow{"linear_warmup", "Linear warm-up", "η(t) = η·(f + (1 − f)·min(1, t/w))", "Goyal et al. 2017",
                warmup_settings, linear_warmup},
};

static_assert(is_sound_table(std::span<const ScheduleRow>(schedule_rows)));

}  // namespace

std::span<const ScheduleRow> schedules() { return schedule_rows; }

}  // namespace ravine
