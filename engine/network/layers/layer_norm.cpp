#include "engine/network/layers/layer_norm.hpp"

#include <algorithm>

#include "engine/network/layer_norm_kernels.hpp"
#include "engine/network/layers/activated.hpp"
#include "engine/network/layers/same_width.hpp"

namespace ravine {

namespace {

/// The cache keeps the means of the samples, then their 1/√(σ² + ε).
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
        layer_norm_kernels<Scalar>().forward({this->inputs(), pass.samples}, at.input, gamma, beta, Scalar(epsilon_),
                                             at.cache, at.cache + pass.samples, at.output);
    }

    void backward(const LayerMemory<Scalar>& at, const LayerGradients<Scalar>& gradients,
                  const Pass& pass) const override {
        const auto kernels = layer_norm_kernels<Scalar>();
        const Scalar *mean = at.cache, *scale = mean + pass.samples;
        kernels.parameter_gradient({this->inputs(), pass.samples}, at.input, mean, scale, gradients.output,
                                   gradients.parameters, gradients.parameters + this->width());
        if (gradients.input)
            kernels.input_gradient({this->inputs(), pass.samples}, at.input, mean, scale, at.parameters,
                                   gradients.output, gradients.input);
    }

  private:
    double epsilon_;
};

}  // namespace

template <class Scalar>
std::unique_ptr<Layer<Scalar>> make_layer_norm(const LayerSpecification& specification, int inputs) {
    return activated(LayerNorm<Scalar>(inputs, specification.layer.values[0]), specification.activation);
}

template std::unique_ptr<Layer<float>> make_layer_norm(const LayerSpecification&, int);
template std::unique_ptr<Layer<double>> make_layer_norm(const LayerSpecification&, int);

}  // namespace ravine
