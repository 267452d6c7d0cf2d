#include "engine/network/layers/noise.hpp"

#include <algorithm>

#include "engine/network/layers/same_width.hpp"

namespace ravine {

namespace {

/// The cache keeps the factor of each input: 0 or 1/(1 − p).
template <class Scalar>
class Dropout : public FixedLayer<Scalar> {
  public:
    Dropout(int width, double rate)
        : FixedLayer<Scalar>(width), dropped_draws_(std::uint64_t(rate * 0x1p32)), scale_(Scalar(1 / (1 - rate))) {}

    std::size_t cache_per_sample() const override { return this->width(); }

    void forward(const LayerMemory<Scalar>& at, const Pass& pass) const override {
        if (!pass.training) {
            std::copy_n(at.input, this->count(pass), at.output);
            return;
        }
        draw(at, pass);
        for (std::size_t i = 0; i < this->count(pass); ++i) at.output[i] = at.input[i] * at.cache[i];
    }

    void backward(const LayerMemory<Scalar>& at, const LayerGradients<Scalar>& gradients,
                  const Pass& pass) const override {
        if (!gradients.input) return;
        for (std::size_t i = 0; i < this->count(pass); ++i)
            gradients.input[i] = gradients.output[i] * (pass.training ? at.cache[i] : Scalar(1));
    }

  private:
    void draw(const LayerMemory<Scalar>& at, const Pass& pass) const {
        for (int sample = 0; sample < pass.samples; ++sample) {
            RandomStream random = pass.random(at.place, sample, this->inputs());
            for (std::size_t i = std::size_t(sample); i < this->count(pass); i += std::size_t(pass.samples))
                at.cache[i] = random.bits() < dropped_draws_ ? Scalar(0) : scale_;
        }
    }

    std::uint64_t dropped_draws_;  // of 2³²
    Scalar scale_;
};

template <class Scalar>
class GaussianNoise : public FixedLayer<Scalar> {
  public:
    GaussianNoise(int width, double deviation) : FixedLayer<Scalar>(width), deviation_(deviation) {}

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
        constexpr int draws_of_normal = 4;
        for (int sample = 0; sample < pass.samples; ++sample) {
            RandomStream random = pass.random(at.place, sample, draws_of_normal * this->inputs());
            for (std::size_t i = std::size_t(sample); i < this->count(pass); i += std::size_t(pass.samples))
                at.output[i] += Scalar(deviation_ * random.normal());
        }
    }

    double deviation_;
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
