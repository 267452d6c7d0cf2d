#include "engine/network/initializers.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/core/table.hpp"

namespace ravine {

namespace {

void fill_normal(std::span<double> weights, double deviation, RandomStream& random) {
    for (double& weight : weights) weight = deviation * random.normal();
}

void fill_uniform(std::span<double> weights, double limit, RandomStream& random) {
    for (double& weight : weights) weight = random.uniform(-limit, limit);
}

void zeros(std::span<double> weights, int, int, RandomStream&, std::span<const double>) {
    std::fill(weights.begin(), weights.end(), 0.0);
}
void normal(std::span<double> weights, int, int, RandomStream& random, std::span<const double> settings) {
    fill_normal(weights, settings[0], random);
}
void glorot_normal(std::span<double> weights, int inputs, int outputs, RandomStream& random, std::span<const double>) {
    fill_normal(weights, std::sqrt(2.0 / (inputs + outputs)), random);
}
void glorot_uniform(std::span<double> weights, int inputs, int outputs, RandomStream& random, std::span<const double>) {
    fill_uniform(weights, std::sqrt(6.0 / (inputs + outputs)), random);
}
void he_normal(std::span<double> weights, int inputs, int, RandomStream& random, std::span<const double>) {
    fill_normal(weights, std::sqrt(2.0 / inputs), random);
}
void he_uniform(std::span<double> weights, int inputs, int, RandomStream& random, std::span<const double>) {
    fill_uniform(weights, std::sqrt(6.0 / inputs), random);
}

constexpr std::array normal_settings = {
    Setting{"deviation", "Standard deviation", "σ", "Spread of the initial weights.", 0.1, 0, 10, Scale::logarithmic}};

constexpr std::string_view glorot_source = "Glorot & Bengio 2010";
constexpr std::string_view he_source = "He et al. 2015";

constexpr std::array table = {
    InitializerRow{"zeros", "Zeros", "w = 0", "shows why symmetry must be broken", {}, zeros},
    InitializerRow{"normal", "Normal", "w ~ N(0, σ²)", "the textbooks' small random weights", normal_settings, normal},
    InitializerRow{"glorot_normal", "Glorot normal", "w ~ N(0, 2 / (in + out))", glorot_source, {}, glorot_normal},
    InitializerRow{"glorot_uniform", "Glorot uniform", "w ~ U(±√(6 / (in + out)))", glorot_source, {}, glorot_uniform},
    InitializerRow{"he_normal", "He normal", "w ~ N(0, 2 / in)", he_source, {}, he_normal},
    InitializerRow{"he_uniform", "He uniform", "w ~ U(±√(6 / in))", he_source, {}, he_uniform},
};

static_assert(is_sound_table(std::span<const InitializerRow>(table)));

}  // namespace

std::span<const InitializerRow> initializers() { return table; }

}  // namespace ravine
