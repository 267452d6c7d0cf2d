#include "engine/network/dense.hpp"

#include <algorithm>

#include "engine/network/activations.hpp"
#include "engine/network/initializers.hpp"
#include "engine/network/matrix_product.hpp"

namespace ravine {

namespace {

template <class Scalar>
class Dense : public Layer<Scalar> {
  public:
    Dense(const LayerSpecification& specification, int inputs)
        : inputs_(inputs),
          outputs_(static_cast<int>(specification.layer.values[0])),
          activation_(find_row(activations(), specification.activation.id)),
          activation_settings_(specification.activation.values),
          initializer_(find_row(initializers(), specification.initializer.id)),
          initializer_settings_(specification.initializer.values) {}

    int inputs() const override { return inputs_; }
    int outputs() const override { return outputs_; }
    std::size_t parameter_count() const override { return weight_count() + std::size_t(outputs_); }
    std::size_t cache_per_sample() const override { return std::size_t(outputs_); }  // z

    std::vector<ParameterBlock> blocks() const override {
        return {{"weight", 0, 0, outputs_, inputs_, true, true, FeatureAxis::columns},
                {"bias", 0, weight_count(), outputs_, 1, false}};
    }

    void initialize(std::span<Scalar> parameters, std::span<Scalar>, RandomStream& random) const override {
        std::vector<double> weights(weight_count());
        initializer_->fill(weights, inputs_, outputs_, random, initializer_settings_);
        for (std::size_t i = 0; i < weights.size(); ++i) parameters[i] = Scalar(weights[i]);
        std::fill(parameters.begin() + std::ptrdiff_t(weights.size()), parameters.end(), Scalar(0));
    }

    void forward(const LayerMemory<Scalar>& at, const Pass& pass) const override {
        const MatrixView<Scalar> transposed_weights = {at.parameters, 1, inputs_};
        multiply({at.input, inputs_, 1}, transposed_weights, at.parameters + weight_count(), at.cache, pass.samples,
                 inputs_, outputs_);
        kernels().forward(at.cache, at.output, outputs_, pass.samples, activation_settings_.data());
    }

    void backward(const LayerMemory<Scalar>& at, const LayerGradients<Scalar>& gradients,
                  const Pass& pass) const override {
        kernels().backward(at.cache, at.output, gradients.output, outputs_, pass.samples, activation_settings_.data());
        const MatrixView<Scalar> transposed_gradient = {gradients.output, 1, outputs_};
        multiply(transposed_gradient, {at.input, inputs_, 1}, nullptr, gradients.parameters, outputs_, pass.samples,
                 inputs_);
        sum_samples(gradients.output, gradients.parameters + weight_count(), pass.samples);
        if (gradients.input)
            multiply({gradients.output, outputs_, 1}, {at.parameters, inputs_, 1}, nullptr, gradients.input,
                     pass.samples, outputs_, inputs_);
    }

  private:
    std::size_t weight_count() const { return std::size_t(inputs_) * std::size_t(outputs_); }
    const ActivationKernels<Scalar>& kernels() const { return activation_->template kernels<Scalar>(); }

    void sum_samples(const Scalar* gradient, Scalar* sum, int samples) const {
        std::fill_n(sum, outputs_, Scalar(0));
        for (int sample = 0; sample < samples; ++sample, gradient += outputs_)
            for (int unit = 0; unit < outputs_; ++unit) sum[unit] += gradient[unit];
    }

    int inputs_, outputs_;
    const ActivationRow* activation_;
    std::vector<double> activation_settings_;
    const InitializerRow* initializer_;
    std::vector<double> initializer_settings_;
};

}  // namespace

template <class Scalar>
std::unique_ptr<Layer<Scalar>> make_dense(const LayerSpecification& specification, int inputs) {
    return std::make_unique<Dense<Scalar>>(specification, inputs);
}

template std::unique_ptr<Layer<float>> make_dense(const LayerSpecification&, int);
template std::unique_ptr<Layer<double>> make_dense(const LayerSpecification&, int);

}  // namespace ravine
