#include "engine/network/layers/noise.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "engine/core/normal_draws.hpp"
#include "engine/core/vector_loop.hpp"
#include "engine/network/layers/same_width.hpp"

namespace ravine {

namespace {

constexpr std::size_t most_samples = 128;  // drawn for at a time

/// Calls work(draw, first, count, drawn) inside a vector loop, for all draws of 32 bits that a sample needs, `draws` in
/// number, and all samples: drawn[k · count + i] is draw + k, with k from 0 to 3, of sample first + i.
template <class Scalar, class Work>
void for_each_block(const LayerMemory<Scalar>& at, const Pass& pass, int draws, const Work& work) {
    const auto samples = std::size_t(pass.samples), blocks = std::size_t(draws + 3) / 4;
    const RandomStream random = pass.random(at.place, 0, draws);
    std::array<std::uint32_t, 4 * most_samples> drawn;
    for (std::size_t first = 0; first < samples; first += most_samples) {
        const std::size_t count = std::min(most_samples, samples - first);
        for (std::size_t block = 0; block < blocks; ++block)
            vector_loop([&]() RAVINE_LOOP_BODY {
                random.blocks(std::uint32_t(first * blocks + block), std::uint32_t(blocks), count, drawn.data());
                work(4 * block, first, count, drawn.data());
            });
    }
}

/// The cache keeps the factor of each input: 0 or 1/(1 − p).
template <class Scalar>
class Dropout : public FixedLayer<Scalar> {
  public:
    Dropout(int width, double rate)
        : FixedLayer<Scalar>(width),
          dropped_(static_cast<std::int32_t>(std::lround(rate * 0x1p16))),
          scale_(Scalar(1 / (1 - rate))) {}

    std::size_t cache_per_sample() const override { return this->width(); }

    void forward(const LayerMemory<Scalar>& at, const Pass& pass) const override {
        if (!pass.training) {
            std::copy_n(at.input, this->count(pass), at.output);
            return;
        }
        drop(at, pass);
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
    void drop(const LayerMemory<Scalar>& at, const Pass& pass) const {
        const auto units = std::size_t(this->inputs()), samples = std::size_t(pass.samples);
        const std::int32_t dropped = dropped_;
        const Scalar scale = scale_;
        const auto drop_some = [=](std::size_t draw, std::size_t first, std::size_t count,
                                   const std::uint32_t* drawn) RAVINE_LOOP_BODY {
            for (std::size_t unit = 2 * draw; unit < std::min(units, 2 * draw + 8); ++unit) {
                const std::size_t place = unit * samples + first;
                const std::uint32_t* shared = drawn + (unit / 2 - draw) * count;
                const auto shift = int(unit % 2) * 16;
                const Scalar* input = at.input + place;
                Scalar *factors = at.cache + place, *output = at.output + place;
                for (std::size_t i = 0; i < count; ++i) {
                    // Without a condition, which GCC would make two loops of, neither in vectors.
                    const auto kept = Scalar(std::int32_t(shared[i] >> shift & 0xffffu) >= dropped);
                    const Scalar factor = kept * scale;
                    factors[i] = factor;
                    output[i] = input[i] * factor;
                }
            }
        };
        for_each_block(at, pass, (this->inputs() + 1) / 2, drop_some);
    }

    std::int32_t dropped_;  // of 2¹⁶
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
        const auto units = std::size_t(this->inputs()), samples = std::size_t(pass.samples);
        const Scalar deviation = deviation_;
        std::array<Scalar, most_samples> unused{};  // of a pair the second, where units are odd
        Scalar* spare = unused.data();
        const auto add_some = [=](std::size_t draw, std::size_t first, std::size_t count,
                                  const std::uint32_t* drawn) RAVINE_LOOP_BODY {
            for (std::size_t unit = draw; unit < std::min(units, draw + 4); unit += 2, drawn += 2 * count) {
                Scalar *one = at.output + unit * samples + first, *other = unit + 1 < units ? one + samples : spare;
                for (std::size_t i = 0; i < count; ++i) {
                    const NormalPair pair = normal_pair(drawn[i], drawn[count + i]);
                    one[i] += deviation * Scalar(pair.first);
                    other[i] += deviation * Scalar(pair.second);
                }
            }
        };
        for_each_block(at, pass, this->inputs(), add_some);
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
