#include "engine/network/layers/batch_norm.hpp"

#include <algorithm>
#include <cmath>

#include "engine/core/vector_loop.hpp"
#include "engine/network/layers/activated.hpp"
#include "engine/network/layers/same_width.hpp"

namespace ravine {

namespace {

/// Σ term(sample) over the samples in double, as eight sums side by side.
template <class Term>
double sum_over_samples(int samples, const Term& term) {
    constexpr int lanes = 8;
    double sums[lanes] = {};
    vector_loop([&]() RAVINE_LOOP_BODY {
        const int whole = samples / lanes * lanes;
        for (int i = 0; i < whole; i += lanes)
            for (int lane = 0; lane < lanes; ++lane) sums[lane] += term(i + lane);
        for (int i = whole; i < samples; ++i) sums[i - whole] += term(i);
    });
    return ((sums[0] + sums[4]) + (sums[1] + sums[5])) + ((sums[2] + sums[6]) + (sums[3] + sums[7]));
}

/// The cache keeps, for each unit, mean and variance that the batch was normalised with, and 1/√(σ² + ε).
template <class Scalar>
class BatchNorm : public SameWidthLayer<Scalar> {
  public:
    BatchNorm(int width, double momentum, double epsilon)
        : SameWidthLayer<Scalar>(width), momentum_(momentum), epsilon_(epsilon) {}

    std::size_t parameter_count() const override { return 2 * this->width(); }
    std::size_t buffer_count() const override { return 2 * this->width(); }
    std::size_t cache_per_sample() const override { return 0; }
    std::size_t cache_per_batch() const override { return 3 * this->width(); }
    bool couples_samples() const override { return true; }

    std::vector<ParameterBlock> blocks() const override {
        const int units = this->inputs();
        return {{"weight", 0, 0, units, 1, false, true, FeatureAxis::rows},
                {"bias", 0, this->width(), units, 1, false, true, FeatureAxis::rows},
                {"running_mean", 0, 0, units, 1, false, false, FeatureAxis::rows},
                {"running_var", 0, this->width(), units, 1, false, false, FeatureAxis::rows}};
    }

    void initialize(std::span<Scalar> parameters, std::span<Scalar> buffers, RandomStream&) const override {
        for (std::size_t i = 0; i < this->width(); ++i) {
            parameters[i] = buffers[this->width() + i] = Scalar(1);
            parameters[this->width() + i] = buffers[i] = Scalar(0);
        }
    }

    void forward(const LayerMemory<Scalar>& at, const Pass& pass) const override {
        if (uses_batch(pass))
            measure(at, pass);
        else
            std::copy_n(at.buffers, 2 * this->width(), at.cache);
        for (std::size_t i = 0; i < this->width(); ++i)
            scales(at)[i] = Scalar(1 / std::sqrt(double(variances(at)[i]) + epsilon_));
        const Scalar *gamma = at.parameters, *beta = gamma + this->width();
        for (std::size_t unit = 0; unit < this->width(); ++unit)
            normalise(at, unit, pass.samples, gamma[unit], beta[unit]);
    }

    void backward(const LayerMemory<Scalar>& at, const LayerGradients<Scalar>& gradients,
                  const Pass& pass) const override {
        Scalar *gamma_gradient = gradients.parameters, *beta_gradient = gamma_gradient + this->width();
        for (std::size_t unit = 0; unit < this->width(); ++unit) {
            const Scalar *input = at.input + unit * std::size_t(pass.samples),
                         *output = gradients.output + unit * std::size_t(pass.samples);
            const Scalar mean = means(at)[unit], scale = scales(at)[unit];
            gamma_gradient[unit] = Scalar(
                sum_over_samples(pass.samples, [=](int i) { return double(output[i] * ((input[i] - mean) * scale)); }));
            beta_gradient[unit] = Scalar(sum_over_samples(pass.samples, [=](int i) { return double(output[i]); }));
            if (gradients.input) set_input_gradient(at, gradients, unit, pass);
        }
    }

    void remember(const Scalar* cache, Scalar* buffers, const Pass& pass) const override {
        if (!uses_batch(pass)) return;
        const double unbiased = double(pass.samples) / (pass.samples - 1);
        for (std::size_t i = 0; i < 2 * this->width(); ++i) {
            const double batch = double(cache[i]) * (i < this->width() ? 1 : unbiased);
            buffers[i] = Scalar((1 - momentum_) * double(buffers[i]) + momentum_ * batch);
        }
    }

  private:
    static bool uses_batch(const Pass& pass) { return pass.training && pass.samples > 1; }
    const Scalar* means(const LayerMemory<Scalar>& at) const { return at.cache; }
    const Scalar* variances(const LayerMemory<Scalar>& at) const { return at.cache + this->width(); }
    Scalar* scales(const LayerMemory<Scalar>& at) const { return at.cache + 2 * this->width(); }

    void measure(const LayerMemory<Scalar>& at, const Pass& pass) const {
        const double share = 1.0 / pass.samples;
        for (std::size_t unit = 0; unit < this->width(); ++unit) {
            const Scalar* input = at.input + unit * std::size_t(pass.samples);
            const Scalar mean = Scalar(share * sum_over_samples(pass.samples, [=](int i) { return double(input[i]); }));
            const double squares = sum_over_samples(pass.samples, [=](int i) {
                const double difference = double(input[i]) - double(mean);
                return difference * difference;
            });
            at.cache[unit] = mean;
            at.cache[this->width() + unit] = Scalar(share * squares);
        }
    }

    void normalise(const LayerMemory<Scalar>& at, std::size_t unit, int samples, Scalar gamma, Scalar beta) const {
        const Scalar* input = at.input + unit * std::size_t(samples);
        Scalar* output = at.output + unit * std::size_t(samples);
        const Scalar mean = means(at)[unit], scale = scales(at)[unit];
        vector_loop([=]() RAVINE_LOOP_BODY {
            for (int i = 0; i < samples; ++i) output[i] = (input[i] - mean) * scale * gamma + beta;
        });
    }

    /// ∂L/∂z = γ/√(σ² + ε)·(∂L/∂y − (∂L/∂β + ẑ·∂L/∂γ)/m); without the share of m where μ and σ are the running ones.
    void set_input_gradient(const LayerMemory<Scalar>& at, const LayerGradients<Scalar>& gradients, std::size_t unit,
                            const Pass& pass) const {
        const std::size_t place = unit * std::size_t(pass.samples);
        const Scalar *input = at.input + place, *output = gradients.output + place;
        Scalar* target = gradients.input + place;
        const Scalar by_gamma = gradients.parameters[unit], by_beta = gradients.parameters[this->width() + unit];
        const Scalar share = uses_batch(pass) ? Scalar(1) / Scalar(pass.samples) : Scalar(0);
        const Scalar mean = means(at)[unit], scale = scales(at)[unit], factor = at.parameters[unit] * scale;
        const int samples = pass.samples;
        vector_loop([=]() RAVINE_LOOP_BODY {
            for (int i = 0; i < samples; ++i) {
                const Scalar normalised = (input[i] - mean) * scale;
                target[i] = factor * (output[i] - share * (by_beta + normalised * by_gamma));
            }
        });
    }

    double momentum_, epsilon_;
};

}  // namespace

template <class Scalar>
std::unique_ptr<Layer<Scalar>> make_batch_norm(const LayerSpecification& specification, int inputs) {
    const std::vector<double>& values = specification.layer.values;
    return activated(BatchNorm<Scalar>(inputs, values[0], values[1]), specification.activation);
}

template std::unique_ptr<Layer<float>> make_batch_norm(const LayerSpecification&, int);
template std::unique_ptr<Layer<double>> make_batch_norm(const LayerSpecification&, int);

}  // namespace ravine
