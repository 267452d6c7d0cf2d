#include "engine/network/layers/noise.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/core/normal_draws.hpp"
#include "engine/core/vector_loop.hpp"
#include "engine/network/layers/same_width.hpp"

namespace ravine {

namespace {

/// The cache keeps the factor of each input: 0 or 1/(1 − p).
template <class Scalar>
class Dropout : public FixedLayer<Scalar> {
  public:
    Dropout(int width, double rate)
        : FixedLayer<Scalar>(width),
          dropped_(static_cast<std::uint32_t>(std::lround(rate * 0x1p16))),
          scale_(Scalar(1 / (1 - rate))) {}

    std::size_t cache_per_sample() const override { return this->width(); }

    void forward(const LayerMemory<Scalar>& at, const Pass& pass) const override {
        if (!pass.training) {
            std::copy_n(at.input, this->count(pass), at.output);
            return;
        }
        draw(at, pass);
        const std::size_t count = this->count(pass);
        vector_loop([=]() RAVINE_LOOP_BODY {
            for (std::size_t i = 0; i < count; ++i) at.output[i] = at.input[i] * at.cache[i];
        });
    }

    void backward(const LayerMemory<Scalar>& at, const LayerGradients<Scalar>& gradients,
                  const Pass& pass) const override {
        if (!gradients.input) return;
        const std::size_t count = this->count(pass);
        if (!pass.training) {
            std::copy_n(gradients.output, count, gradients.input);
            return;
        }
        vector_loop([=]() RAVINE_LOOP_BODY {
            for (std::size_t i = 0; i < count; ++i) gradients.input[i] = gradients.output[i] * at.cache[i];
        });
    }

  private:
    /// 16 bits say whether a unit is dropped: two units share a draw of 32.
    void draw(const LayerMemory<Scalar>& at, const Pass& pass) const {
        const auto samples = std::size_t(pass.samples), units = std::size_t(this->inputs());
        std::array<std::uint32_t, 128> draws;
        for (std::size_t sample = 0; sample < samples; ++sample) {
            RandomStream random = pass.random(at.place, int(sample), (this->inputs() + 1) / 2);
            Scalar* factors = at.cache + sample;
            for (std::size_t unit = 0; unit < units; unit += 2 * draws.size()) {
                const std::size_t count = std::min(2 * draws.size(), units - unit);
                random.fill(std::span(draws).first((count + 1) / 2));
                for (std::size_t i = 0; i < count; ++i, factors += samples)
                    *factors = (draws[i / 2] >> 16 * (i % 2) & 0xffffu) < dropped_ ? Scalar(0) : scale_;
            }
        }
    }

    std::uint32_t dropped_;  // of 2¹⁶
    Scalar scale_;
};

template <class Scalar>
class GaussianNoise : public FixedLayer<Scalar> {
  public:
    GaussianNoise(int width, double deviation) : FixedLayer<Scalar>(width), deviation_(Scalar(deviation)) {}

    std::size_t cache_per_sample() const override { return 0; }

    void forward(const LayerMemory<Scalar>& at, const Pass& pass) const override {
        std::copy_n(at.input, this->count(pass), at.output);
        if (pass.training) add_noise(at, pass);
    }

    void backward(const LayerMemory<Scalar>&, const LayerGradients<Scalar>& gradients,
                  const Pass& pass) const override {
        if (gradients.input) std::copy_n(gradients.output, this->count(pass), gradients.input);
    }

  private:
    void add_noise(const LayerMemory<Scalar>& at, const Pass& pass) const {
        const auto samples = std::size_t(pass.samples), units = std::size_t(this->inputs());
        std::array<float, 256> numbers;
        for (std::size_t sample = 0; sample < samples; ++sample) {
            RandomStream random = pass.random(at.place, int(sample), this->inputs());
            for (std::size_t unit = 0; unit < units; unit += numbers.size()) {
                const std::size_t count = std::min(numbers.size(), units - unit);
                fill_normal(random, std::span(numbers).first(count));
                for (std::size_t i = 0; i < count; ++i)
                    at.output[(unit + i) * samples + sample] += deviation_ * Scalar(numbers[i]);
            }
        }
    }

    Scalar deviation_;
};

}  // namespace

template <class Scalar>
std::unique_ptr<Layer<Scalar>> make_dropout(const LayerSpecification& specification, int inputs) {
    return std::make_unique<Dropout<Scalar>>(inputs, specification.layer.values[0]);
}

template <class Scalar>
std::unique_ptr<Layer<Scalar>> make_gaussian_noise(const LayerSpecification& specification, int inputs) {
    return std::make_unique<GaussianNoise<Scalar>>(inputs, specification.layer.values[0]);
}

template std::unique_ptr<Layer<float>> make_dropout(const LayerSpecification&, int);
template std::unique_ptr<Layer<double>> make_dropout(const LayerSpecification&, int);
template std::unique_ptr<Layer<float>> make_gaussian_noise(const LayerSpecification&, int);
template std::unique_ptr<Layer<double>> make_gaussian_noise(const LayerSpecification&, int);

}  // namespace ravine
