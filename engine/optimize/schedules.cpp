#include "engine/optimize/schedules.hpp"

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

double cosine(double epoch, std::span<const double> settings) {
    const double period = settings[0], least = settings[1];
    const double phase = std::fmod(epoch, period) / period;
    return least + (1 - least) * (1 + std::cos(std::numbers::pi * phase)) / 2;
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

constexpr std::array table = {
    ScheduleRow{"constant", "Constant", "η(t) = η", "Robbins & Monro 1951", {}, constant},
    ScheduleRow{"time_decay", "Time decay", "η(t) = η / (1 + k·t)", "Robbins & Monro 1951", time_settings, time_decay},
    ScheduleRow{"step_decay", "Step decay", "η(t) = η·γ^⌊t/s⌋", "Krizhevsky et al. 2012", step_settings, step_decay},
    ScheduleRow{"exponential", "Exponential", "η(t) = η·e^(−k·t)", "Bottou 2012, Stochastic gradient descent tricks",
                exponential_settings, exponential},
    ScheduleRow{"cosine", "Cosine with restarts", "η(t) = η·(1 + cos(π·(t mod T)/T))/2",
                "Loshchilov & Hutter 2017, SGDR", cosine_settings, cosine},
};

static_assert(is_sound_table(std::span<const ScheduleRow>(table)));

}  // namespace

std::span<const ScheduleRow> schedules() { return table; }

}  // namespace ravine
