#include "engine/network/layers/batch_norm.hpp"

#include <algorithm>
#include <cmath>

#include "engine/network/layers/activated.hpp"
#include "engine/network/layers/same_width.hpp"

namespace ravine {

namespace {

/// Sums over the samples, in their order and in double: sums[i] = Σ term(i, unit, sample) for some units at a time,
/// with `write(unit, sums)` called for each unit.
constexpr std::size_t units_at_once = 8;  // their sums stay in registers

template <int terms, class Term, class Write>
void sum_over_samples(std::size_t width, int samples, const Term& term, const Write& write) {
    for (std::size_t first = 0; first < width; first += units_at_once) {
        const std::size_t units = std::min(units_at_once, width - first);
        double sums[terms][units_at_once] = {};
        for (std::size_t sample = 0; sample < std::size_t(samples); ++sample)
            for (std::size_t unit = 0; unit < units; ++unit)
                for (int i = 0; i < terms; ++i) sums[i][unit] += term(i, first + unit, sample * width + first + unit);
        for (std::size_t unit = 0; unit < units; ++unit) {
            double of_unit[terms];
            for (int i = 0; i < terms; ++i) of_unit[i] = sums[i][unit];
            write(first + unit, of_unit);
        }
    }
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
        const Scalar *gamma = at.parameters, *beta = gamma + this->width(), *input = at.input;
        Scalar* output = at.output;
        for (int sample = 0; sample < pass.samples; ++sample)
            for (std::size_t i = 0; i < this->width(); ++i)
                *output++ = (*input++ - means(at)[i]) * scales(at)[i] * gamma[i] + beta[i];
    }

    void backward(const LayerMemory<Scalar>& at, const LayerGradients<Scalar>& gradients,
                  const Pass& pass) const override {
        Scalar *gamma_gradient = gradients.parameters, *beta_gradient = gamma_gradient + this->width();
        const auto term = [&](int i, std::size_t unit, std::size_t place) {
            const Scalar normalised = (at.input[place] - means(at)[unit]) * scales(at)[unit];
            return double(i == 0 ? gradients.output[place] * normalised : gradients.output[place]);
        };
        sum_over_samples<2>(this->width(), pass.samples, term, [&](std::size_t unit, const double* sums) {
            gamma_gradient[unit] = Scalar(sums[0]);
            beta_gradient[unit] = Scalar(sums[1]);
        });
        if (gradients.input) set_input_gradient(at, gradients, pass);
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
        Scalar *mean = at.cache, *variance = mean + this->width();
        const double share = 1.0 / pass.samples;
        sum_over_samples<1>(
            this->width(), pass.samples, [&](int, std::size_t, std::size_t place) { return double(at.input[place]); },
            [&](std::size_t unit, const double* sum) { mean[unit] = Scalar(*sum * share); });
        const auto square = [&](int, std::size_t unit, std::size_t place) {
            const double difference = double(at.input[place]) - double(mean[unit]);
            return difference * difference;
        };
        sum_over_samples<1>(this->width(), pass.samples, square,
                            [&](std::size_t unit, const double* sum) { variance[unit] = Scalar(*sum * share); });
    }

    /// ∂L/∂z = γ/√(σ² + ε)·(∂L/∂y − (∂L/∂β + ẑ·∂L/∂γ)/m); without the share of m where μ and σ are the running ones.
    void set_input_gradient(const LayerMemory<Scalar>& at, const LayerGradients<Scalar>& gradients,
                            const Pass& pass) const {
        const Scalar *gamma_gradient = gradients.parameters, *beta_gradient = gamma_gradient + this->width();
        const Scalar share = uses_batch(pass) ? Scalar(1) / Scalar(pass.samples) : Scalar(0);
        const Scalar *input = at.input, *output = gradients.output;
        Scalar* target = gradients.input;
        for (int sample = 0; sample < pass.samples; ++sample)
            for (std::size_t i = 0; i < this->width(); ++i) {
                const Scalar normalised = (*input++ - means(at)[i]) * scales(at)[i];
                const Scalar through_statistics = share * (beta_gradient[i] + normalised * gamma_gradient[i]);
                *target++ = at.parameters[i] * scales(at)[i] * (*output++ - through_statistics);
            }
    }

    double momentum_, epsilon_;
};

}  // namespace

template <class Scalar>
std::unique_ptr<Layer<Scalar>> make_batch_norm(const LayerSpecification& specification, int inputs) {
    const std::vector<double>& values = specification.layer.values;
    return activated<Scalar>(std::make_unique<BatchNorm<Scalar>>(inputs, values[0], values[1]),
                             specification.activation);
}

template std::unique_ptr<Layer<float>> make_batch_norm(const LayerSpecification&, int);
template std::unique_ptr<Layer<double>> make_batch_norm(const LayerSpecification&, int);

}  // namespace ravine
