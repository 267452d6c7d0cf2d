#pragma once
// A layer with an activation behind it: a = f(z), z being what the layer gives.

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "engine/core/setting.hpp"
#include "engine/core/table.hpp"
#include "engine/network/activations.hpp"
#include "engine/network/layer.hpp"

namespace ravine {

/// A layer that can hold its outputs up by itself: forward(at, pass, floor) gives max(z, floor).
template <class Inner, class Scalar>
concept TakesFloor = requires(const Inner& layer, const LayerMemory<Scalar>& at, const Pass& pass, Scalar floor) {
    layer.forward(at, pass, floor);
};

/// The cache is z [outputs × samples] where f' needs it (else a takes its place at once), then the layer's own.
template <class Scalar, class Inner>
class Activated final : public Layer<Scalar> {
  public:
    Activated(Inner layer, const Selection& activation) : layer_(std::move(layer)), settings_(activation.values) {
        row_ = find_row(activations(), activation.id);
        kernels_ = row_->kernels<Scalar>();
    }

    int inputs() const override { return layer_.inputs(); }
    int outputs() const override { return layer_.outputs(); }
    std::uint32_t places() const override { return layer_.places(); }
    std::size_t parameter_count() const override { return layer_.parameter_count(); }
    std::size_t buffer_count() const override { return layer_.buffer_count(); }
    std::size_t cache_per_sample() const override {
        return layer_.cache_per_sample() + (row_->derivative_needs_sums ? std::size_t(outputs()) : 0);
    }
    std::size_t cache_per_batch() const override { return layer_.cache_per_batch(); }
    bool couples_samples() const override { return layer_.couples_samples(); }
    bool keeps_features() const override { return layer_.keeps_features(); }
    std::optional<DenseShape> dense_shape() const override {
        std::optional<DenseShape> shape = layer_.dense_shape();
        if (shape) shape->activation = row_, shape->settings = settings_.data();
        return shape;
    }
    std::vector<ParameterBlock> blocks() const override { return layer_.blocks(); }
    void initialize(std::span<Scalar> parameters, std::span<Scalar> buffers, RandomStream& random) const override {
        layer_.initialize(parameters, buffers, random);
    }

    void forward(const LayerMemory<Scalar>& at, const Pass& pass) const override {
        if constexpr (TakesFloor<Inner, Scalar>)
            if (row_->floor) return layer_.forward(inside(at, pass), pass, Scalar(*row_->floor));
        layer_.forward(inside(at, pass), pass);
        kernels_.forward(sums(at.cache, at.output), at.output, outputs(), pass.samples, settings_.data());
    }

    void backward(const LayerMemory<Scalar>& at, const LayerGradients<Scalar>& gradients,
                  const Pass& pass) const override {
        kernels_.backward(sums(at.cache, at.output), at.output, gradients.output, outputs(), pass.samples,
                          settings_.data());
        layer_.backward(inside(at, pass), gradients, pass);
    }

    /// Each output by its own z alone, as if the layer had one unit and more samples.
    bool slopes(const Scalar* cache, const Scalar* output, Scalar* slopes, const Pass& pass) const override {
        std::fill_n(slopes, output_count(pass), Scalar(1));
        kernels_.backward(sums(cache, output), output, slopes, 1, static_cast<int>(output_count(pass)),
                          settings_.data());
        return true;
    }

    void remember(const Scalar* cache, Scalar* buffers, const Pass& pass) const override {
        layer_.remember(cache + sum_count(pass), buffers, pass);
    }

  private:
    std::size_t output_count(const Pass& pass) const { return std::size_t(outputs()) * std::size_t(pass.samples); }
    std::size_t sum_count(const Pass& pass) const { return row_->derivative_needs_sums ? output_count(pass) : 0; }
    template <class Number>
    Number* sums(Number* cache, Number* output) const {
        return row_->derivative_needs_sums ? cache : output;
    }
    LayerMemory<Scalar> inside(const LayerMemory<Scalar>& at, const Pass& pass) const {
        return {at.parameters, at.buffers, at.input, sums(at.cache, at.output), at.cache + sum_count(pass), at.place};
    }

    Inner layer_;
    const ActivationRow* row_;
    ActivationKernels<Scalar> kernels_;
    std::vector<double> settings_;
};

/// The layer itself where the activation is linear.
template <template <class> class Inner, class Scalar>
std::unique_ptr<Layer<Scalar>> activated(Inner<Scalar> layer, const Selection& activation) {
    if (activation.id == "linear") return std::make_unique<Inner<Scalar>>(std::move(layer));
    return std::make_unique<Activated<Scalar, Inner<Scalar>>>(std::move(layer), activation);
}

}  // namespace ravine
