#include "engine/network/layers/layer_norm.hpp"

#include <algorithm>
#include <cmath>

#include "engine/network/layers/activated.hpp"
#include "engine/network/layers/same_width.hpp"

namespace ravine {

namespace {

/// The cache keeps mean and 1/√(σ² + ε) of each sample.
template <class Scalar>
class LayerNorm : public SameWidthLayer<Scalar> {
  public:
    LayerNorm(int width, double epsilon) : SameWidthLayer<Scalar>(width), epsilon_(epsilon) {}

    std::size_t parameter_count() const override { return 2 * this->width(); }
    std::size_t cache_per_sample() const override { return 2; }

    std::vector<ParameterBlock> blocks() const override {
        return {{"weight", 0, 0, this->inputs(), 1, false, true, FeatureAxis::rows},
                {"bias", 0, this->width(), this->inputs(), 1, false, true, FeatureAxis::rows}};
    }

    void initialize(std::span<Scalar> parameters, std::span<Scalar>, RandomStream&) const override {
        std::fill_n(parameters.begin(), this->width(), Scalar(1));
        std::fill_n(parameters.begin() + std::ptrdiff_t(this->width()), this->width(), Scalar(0));
    }

    void forward(const LayerMemory<Scalar>& at, const Pass& pass) const override {
        const Scalar *gamma = at.parameters, *beta = gamma + this->width();
        for (std::size_t sample = 0; sample < std::size_t(pass.samples); ++sample) {
            const Scalar* input = at.input + sample * this->width();
            Scalar* output = at.output + sample * this->width();
            Scalar* statistics = at.cache + 2 * sample;
            measure(input, statistics);
            for (std::size_t i = 0; i < this->width(); ++i)
                output[i] = (input[i] - statistics[0]) * statistics[1] * gamma[i] + beta[i];
        }
    }

    void backward(const LayerMemory<Scalar>& at, const LayerGradients<Scalar>& gradients,
                  const Pass& pass) const override {
        std::fill_n(gradients.parameters, parameter_count(), Scalar(0));
        for (std::size_t sample = 0; sample < std::size_t(pass.samples); ++sample) {
            const std::size_t place = sample * this->width();
            const LayerGradients<Scalar> of_sample = {gradients.output + place, gradients.parameters,
                                                      gradients.input ? gradients.input + place : nullptr};
            add_parameter_gradient(at.input + place, at.cache + 2 * sample, of_sample);
            if (of_sample.input) set_input_gradient(at.parameters, at.input + place, at.cache + 2 * sample, of_sample);
        }
    }

  private:
    void measure(const Scalar* input, Scalar* statistics) const {
        double sum = 0, squares = 0;
        for (std::size_t i = 0; i < this->width(); ++i) sum += double(input[i]);
        const double mean = sum / double(this->width());
        for (std::size_t i = 0; i < this->width(); ++i)
            squares += (double(input[i]) - mean) * (double(input[i]) - mean);
        statistics[0] = Scalar(mean);
        statistics[1] = Scalar(1 / std::sqrt(squares / double(this->width()) + epsilon_));
    }

    void add_parameter_gradient(const Scalar* input, const Scalar* statistics,
                                const LayerGradients<Scalar>& gradients) const {
        for (std::size_t i = 0; i < this->width(); ++i) {
            gradients.parameters[i] += gradients.output[i] * (input[i] - statistics[0]) * statistics[1];
            gradients.parameters[this->width() + i] += gradients.output[i];
        }
    }

    /// With g = γ·∂L/∂y: ∂L/∂z = (g − mean(g) − ẑ·mean(g·ẑ))/√(σ² + ε).
    void set_input_gradient(const Scalar* gamma, const Scalar* input, const Scalar* statistics,
                            const LayerGradients<Scalar>& gradients) const {
        double sum = 0, along = 0;
        for (std::size_t i = 0; i < this->width(); ++i) {
            const double g = double(gamma[i] * gradients.output[i]);
            sum += g;
            along += g * double((input[i] - statistics[0]) * statistics[1]);
        }
        const Scalar mean = Scalar(sum / double(this->width())), mean_along = Scalar(along / double(this->width()));
        for (std::size_t i = 0; i < this->width(); ++i) {
            const Scalar normalised = (input[i] - statistics[0]) * statistics[1];
            gradients.input[i] = (gamma[i] * gradients.output[i] - mean - normalised * mean_along) * statistics[1];
        }
    }

    double epsilon_;
};

}  // namespace

template <class Scalar>
std::unique_ptr<Layer<Scalar>> make_layer_norm(const LayerSpecification& specification, int inputs) {
    return activated<Scalar>(std::make_unique<LayerNorm<Scalar>>(inputs, specification.layer.values[0]),
                             specification.activation);
}

template std::unique_ptr<Layer<float>> make_layer_norm(const LayerSpecification&, int);
template std::unique_ptr<Layer<double>> make_layer_norm(const LayerSpecification&, int);

}  // namespace ravine
