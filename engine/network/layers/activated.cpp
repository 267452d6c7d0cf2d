#include "engine/network/layers/activated.hpp"

#include <algorithm>
#include <utility>

#include "engine/core/table.hpp"
#include "engine/network/activations.hpp"

namespace ravine {

namespace {

/// The cache is z [outputs × samples], then the layer's own.
template <class Scalar>
class Activated : public Layer<Scalar> {
  public:
    Activated(std::unique_ptr<Layer<Scalar>> layer, const Selection& activation)
        : layer_(std::move(layer)),
          kernels_(find_row(activations(), activation.id)->template kernels<Scalar>()),
          settings_(activation.values) {}

    int inputs() const override { return layer_->inputs(); }
    int outputs() const override { return layer_->outputs(); }
    std::uint32_t places() const override { return layer_->places(); }
    std::size_t parameter_count() const override { return layer_->parameter_count(); }
    std::size_t buffer_count() const override { return layer_->buffer_count(); }
    std::size_t cache_per_sample() const override { return layer_->cache_per_sample() + std::size_t(outputs()); }
    std::size_t cache_per_batch() const override { return layer_->cache_per_batch(); }
    bool couples_samples() const override { return layer_->couples_samples(); }
    bool keeps_features() const override { return layer_->keeps_features(); }
    std::vector<ParameterBlock> blocks() const override { return layer_->blocks(); }
    void initialize(std::span<Scalar> parameters, std::span<Scalar> buffers, RandomStream& random) const override {
        layer_->initialize(parameters, buffers, random);
    }

    void forward(const LayerMemory<Scalar>& at, const Pass& pass) const override {
        layer_->forward(inside(at, pass), pass);
        kernels_.forward(at.cache, at.output, outputs(), pass.samples, settings_.data());
    }

    void backward(const LayerMemory<Scalar>& at, const LayerGradients<Scalar>& gradients,
                  const Pass& pass) const override {
        kernels_.backward(at.cache, at.output, gradients.output, outputs(), pass.samples, settings_.data());
        layer_->backward(inside(at, pass), gradients, pass);
    }

    /// Each output by its own z alone, as if the layer had one unit and more samples.
    bool slopes(const Scalar* cache, const Scalar* output, Scalar* slopes, const Pass& pass) const override {
        std::fill_n(slopes, output_count(pass), Scalar(1));
        kernels_.backward(cache, output, slopes, 1, static_cast<int>(output_count(pass)), settings_.data());
        return true;
    }

    void remember(const Scalar* cache, Scalar* buffers, const Pass& pass) const override {
        layer_->remember(cache + output_count(pass), buffers, pass);
    }

  private:
    std::size_t output_count(const Pass& pass) const { return std::size_t(outputs()) * std::size_t(pass.samples); }
    LayerMemory<Scalar> inside(const LayerMemory<Scalar>& at, const Pass& pass) const {
        return {at.parameters, at.buffers, at.input, at.cache, at.cache + output_count(pass)};
    }

    std::unique_ptr<Layer<Scalar>> layer_;
    ActivationKernels<Scalar> kernels_;
    std::vector<double> settings_;
};

}  // namespace

template <class Scalar>
std::unique_ptr<Layer<Scalar>> activated(std::unique_ptr<Layer<Scalar>> layer, const Selection& activation) {
    if (activation.id == "linear") return layer;
    return std::make_unique<Activated<Scalar>>(std::move(layer), activation);
}

template std::unique_ptr<Layer<float>> activated(std::unique_ptr<Layer<float>>, const Selection&);
template std::unique_ptr<Layer<double>> activated(std::unique_ptr<Layer<double>>, const Selection&);

}  // namespace ravine
