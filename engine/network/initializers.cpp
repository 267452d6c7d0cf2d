#include "engine/network/initializers.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <vector>

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
void constant(std::span<double> weights, int, int, RandomStream&, std::span<const double> settings) {
    std::fill(weights.begin(), weights.end(), settings[0]);
}
void uniform(std::span<double> weights, int, int, RandomStream& random, std::span<const double> settings) {
    fill_uniform(weights, settings[0], random);
}
void normal(std::span<double> weights, int, int, RandomStream& random, std::span<const double> settings) {
    fill_normal(weights, settings[0], random);
}
/// 1/√N of the lecture and LeCun's are the same numbers under two names.
void one_over_inputs(std::span<double> weights, int inputs, int, RandomStream& random, std::span<const double>) {
    fill_normal(weights, std::sqrt(1.0 / inputs), random);
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

/// Makes the rows of a count × length matrix orthogonal and as long as `gain`; count ≤ length (Gram–Schmidt, in the
/// order that keeps rounding small).
void make_orthogonal(std::span<double> rows, int count, int length, double gain) {
    for (int i = 0; i < count; ++i) {
        double* own = rows.data() + std::ptrdiff_t(i) * length;
        const double size = std::sqrt(std::inner_product(own, own + length, own, 0.0));
        for (int k = 0; k < length; ++k) own[k] /= size;
        for (int j = i + 1; j < count; ++j) {
            double* later = rows.data() + std::ptrdiff_t(j) * length;
            const double along = std::inner_product(own, own + length, later, 0.0);
            for (int k = 0; k < length; ++k) later[k] -= along * own[k];
        }
    }
    for (double& number : rows) number *= gain;
}

/// Where there are fewer units than inputs the rows are orthogonal, else the columns.
void orthogonal(std::span<double> weights, int inputs, int outputs, RandomStream& random,
                std::span<const double> settings) {
    fill_normal(weights, 1, random);
    if (outputs <= inputs) return make_orthogonal(weights, outputs, inputs, settings[0]);
    std::vector<double> columns(weights.begin(), weights.end());
    make_orthogonal(columns, inputs, outputs, settings[0]);
    for (int out = 0; out < outputs; ++out)
        for (int in = 0; in < inputs; ++in)
            weights[std::size_t(out) * std::size_t(inputs) + std::size_t(in)] =
                columns[std::size_t(in) * std::size_t(outputs) + std::size_t(out)];
}

constexpr std::array constant_settings = {Setting{"value", "Value", "c", "Every weight starts here.", 0.1, -10, 10}};
constexpr std::array uniform_settings = {
    Setting{"limit", "Limit", "a", "Weights start between −a and a.", 0.5, 0, 10, Scale::logarithmic}};
constexpr std::array orthogonal_settings = {
    Setting{"gain", "Gain", "g", "Length of the orthogonal vectors.", 1, 0.01, 10, Scale::logarithmic}};
constexpr std::array normal_settings = {
    Setting{"deviation", "Standard deviation", "σ", "Spread of the initial weights.", 0.1, 0, 10, Scale::logarithmic}};

constexpr std::string_view glorot_source = "Glorot & Bengio 2010";
constexpr std::string_view he_source = "He et al. 2015";

constexpr std::array initializer_rows = {
    InitializerRow{"zeros", "Zeros", "w = 0", "shows why symmetry must be broken", {}, zeros},
    InitializerRow{"constant", "Constant", "w = c", "units that start alike stay alike", constant_settings, constant},
    InitializerRow{"uniform", "Uniform", "w ~ U(±a)", "Rumelhart, Hinton & Williams 1986", uniform_settings, uniform},
    InitializerRow{"normal", "Normal", "w ~ N(0, σ²)", "the textbooks' small random weights", normal_settings, normal},
    InitializerRow{"scaled_normal",
                   "Scaled normal",
                   "w ~ N(0, 1 / in), σ = 1/√in",
                   "Loo 2017, lecture Deep Learning",
                   {},
                   one_over_inputs},
    InitializerRow{"glorot_normal", "Glorot normal", "w ~ N(0, 2 / (in + out))", glorot_source, {}, glorot_normal},
    InitializerRow{"glorot_uniform", "Glorot uniform", "w ~ U(±√(6 / (in + out)))", glorot_source, {}, glorot_uniform},
    InitializerRow{"he_normal", "He normal", "w ~ N(0, 2 / in)", he_source, {}, he_normal},
    InitializerRow{"he_uniform", "He uniform", "w ~ U(±√(6 / in))", he_source, {}, he_uniform},
    InitializerRow{
        "lecun_normal", "LeCun normal", "w ~ N(0, 1 / in)", "LeCun 1998, Efficient BackProp", {}, one_over_inputs},
    InitializerRow{"orthogonal", "Orthogonal", "W·Wᵀ = g²·1, or Wᵀ·W = g²·1", "Saxe, McClelland & Ganguli 2014",
                   orthogonal_settings, orthogonal},
};

static_assert(is_sound_table(std::span<const InitializerRow>(initializer_rows)));

}  // namespace

std::span<const InitializerRow> initializers() { return initializer_rows; }

}  // namespace ravine
