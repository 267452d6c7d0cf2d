#include "engine/data/input_noises.hpp"

#include <array>
#include <cmath>
#include <numbers>

#include "engine/core/table.hpp"

namespace ravine {

namespace {

double gaussian(double deviation, RandomStream& random) { return deviation * random.normal(); }

/// An exponential draw with a random sign; its scale b has the variance 2b².
double laplacian(double deviation, RandomStream& random) {
    const double size = -std::log(1 - random.uniform()) * deviation / std::numbers::sqrt2;
    return random.below(2) == 0 ? size : -size;
}

constexpr std::array deviation = {Setting{"deviation", "Noise of inputs", "σ",
                                          "Standard deviation of what is added to each of the network's inputs, after "
                                          "features and standardisation, anew in every step of training.",
                                          0.1, 0, 10, Scale::logarithmic}};

constexpr std::array input_noise_rows = {
    InputNoiseRow{"none", "None", "x as it is", "", {}, nullptr},
    InputNoiseRow{"gaussian", "Gaussian", "x ← x + ε,  ε ~ N(0, σ²)",
                  "Bishop 1995, Training with noise is equivalent to Tikhonov regularization", deviation, gaussian},
    InputNoiseRow{"laplacian", "Laplacian", "x ← x + ε,  p(ε) = exp(−|ε|/b) / (2b),  b = σ/√2",
                  "Laplace 1774; Kotz, Kozubowski & Podgórski 2001, The Laplace distribution", deviation, laplacian},
};

static_assert(is_sound_table(std::span<const InputNoiseRow>(input_noise_rows)));

}  // namespace

std::span<const InputNoiseRow> input_noises() { return input_noise_rows; }

}  // namespace ravine
