#include "engine/network/layers/noise.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/core/normal_draws.hpp"
#include "engine/core/vector_loop.hpp"
#include "engine/network/layers/same_width.hpp"

namespace ravine {

namespace {

constexpr std::size_t part_units = 256;

/// Calls work(random, place, units) for each sample's units, some at a time: `place` is where the first of them
/// lies in [inputs × samples], `random` goes on with the sample's draws. `draws`: of 32 bits for a sample.
template <class Scalar, class Work>
void for_each_part(const LayerMemory<Scalar>& at, const Pass& pass, int inputs, int draws, const Work& work) {
    const auto samples = std::size_t(pass.samples), units = std::size_t(inputs);
    for (std::size_t sample = 0; sample < samples; ++sample) {
        RandomStream random = pass.random(at.place, int(sample), draws);
        for (std::size_t unit = 0; unit < units; unit += part_units)
            work(random, unit * samples + sample, std::min(part_units, units - unit));
    }
}

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
        const auto samples = std::size_t(pass.samples);
        std::array<std::uint32_t, part_units / 2> draws;
        const auto draw_part = [&](RandomStream& random, std::size_t place, std::size_t units) {
            random.fill(std::span(draws).first((units + 1) / 2));
            for (std::size_t i = 0; i < units; ++i, place += samples)
                at.cache[place] = (draws[i / 2] >> 16 * (i % 2) & 0xffffu) < dropped_ ? Scalar(0) : scale_;
        };
        for_each_part(at, pass, this->inputs(), (this->inputs() + 1) / 2, draw_part);
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
        const auto samples = std::size_t(pass.samples);
        std::array<float, part_units> numbers;
        const auto add_to_part = [&](RandomStream& random, std::size_t place, std::size_t units) {
            fill_normal(random, std::span(numbers).first(units));
            for (std::size_t i = 0; i < units; ++i, place += samples)
                at.output[place] += deviation_ * Scalar(numbers[i]);
        };
        for_each_part(at, pass, this->inputs(), this->inputs(), add_to_part);
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
