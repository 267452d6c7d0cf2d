#include "engine/network/layers/batch_norm.hpp"

#include <algorithm>
#include <cmath>

#include "engine/core/vector_loop.hpp"
#include "engine/network/batch_norm_kernels.hpp"
#include "engine/network/layers/activated.hpp"
#include "engine/network/layers/same_width.hpp"

namespace ravine {

namespace {

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
            batch_norm_kernels<Scalar>().measure(this->inputs(), pass.samples, at.input, at.cache,
                                                 at.cache + this->width());
        else
            std::copy_n(at.buffers, 2 * this->width(), at.cache);
        for (std::size_t i = 0; i < this->width(); ++i)
            scales(at)[i] = Scalar(1 / std::sqrt(double(variances(at)[i]) + epsilon_));
        vector_loop([&]() RAVINE_LOOP_BODY {
            for (std::size_t unit = 0; unit < this->width(); ++unit) normalise(at, unit, pass.samples);
        });
    }

    void backward(const LayerMemory<Scalar>& at, const LayerGradients<Scalar>& gradients,
                  const Pass& pass) const override {
        batch_norm_kernels<Scalar>().parameter_gradient(this->inputs(), pass.samples, at.input, means(at), scales(at),
                                                        gradients.output, gradients.parameters,
                                                        gradients.parameters + this->width());
        if (!gradients.input) return;
        const Scalar share = uses_batch(pass) ? Scalar(1) / Scalar(pass.samples) : Scalar(0);
        vector_loop([&]() RAVINE_LOOP_BODY {
            for (std::size_t unit = 0; unit < this->width(); ++unit)
                set_input_gradient(at, gradients, unit, pass.samples, share);
        });
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

    RAVINE_LOOP_BODY void normalise(const LayerMemory<Scalar>& at, std::size_t unit, int samples) const {
        const Scalar gamma = at.parameters[unit], beta = at.parameters[this->width() + unit];
        const Scalar mean = means(at)[unit], scale = scales(at)[unit];
        const Scalar* input = at.input + unit * std::size_t(samples);
        Scalar* output = at.output + unit * std::size_t(samples);
        RAVINE_INDEPENDENT
        for (int i = 0; i < samples; ++i) output[i] = (input[i] - mean) * scale * gamma + beta;
    }

    /// ∂L/∂z = γ/√(σ² + ε)·(∂L/∂y − (∂L/∂β + ẑ·∂L/∂γ)/m). `share`: 1/m, or 0 where μ and σ are the running ones.
    RAVINE_LOOP_BODY void set_input_gradient(const LayerMemory<Scalar>& at, const LayerGradients<Scalar>& gradients,
                                             std::size_t unit, int samples, Scalar share) const {
        const std::size_t place = unit * std::size_t(samples);
        const Scalar *input = at.input + place, *output = gradients.output + place;
        Scalar* target = gradients.input + place;
        const Scalar by_gamma = gradients.parameters[unit], by_beta = gradients.parameters[this->width() + unit];
        const Scalar mean = means(at)[unit], scale = scales(at)[unit], factor = at.parameters[unit] * scale;
        RAVINE_INDEPENDENT
        for (int i = 0; i < samples; ++i) {
            const Scalar normalised = (input[i] - mean) * scale;
            target[i] = factor * (output[i] - share * (by_beta + normalised * by_gamma));
        }
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
