#include "engine/network/layers/dense.hpp"

#include <algorithm>

#include "engine/core/table.hpp"
#include "engine/network/affine.hpp"
#include "engine/network/initializers.hpp"
#include "engine/network/layers/activated.hpp"

namespace ravine {

namespace {

template <class Scalar>
class Dense : public Layer<Scalar> {
  public:
    Dense(const LayerSpecification& specification, int inputs)
        : affine_{inputs, static_cast<int>(specification.layer.values[0])}, initializer_(specification.initializer) {}

    int inputs() const override { return affine_.inputs; }
    int outputs() const override { return affine_.outputs; }
    std::size_t parameter_count() const override { return affine_.parameter_count(); }
    std::size_t cache_per_sample() const override { return 0; }
    std::optional<DenseShape> dense_shape() const override { return DenseShape{inputs(), outputs()}; }

    std::vector<ParameterBlock> blocks() const override {
        return {{"weight", 0, 0, outputs(), inputs(), true, true, FeatureAxis::columns},
                {"bias", 0, affine_.weight_count(), outputs(), 1, false}};
    }

    void initialize(std::span<Scalar> parameters, std::span<Scalar>, RandomStream& random) const override {
        std::vector<double> weights(affine_.weight_count());
        find_row(initializers(), initializer_.id)->fill(weights, inputs(), outputs(), random, initializer_.values);
        for (std::size_t i = 0; i < weights.size(); ++i) parameters[i] = Scalar(weights[i]);
        std::ranges::fill(parameters.subspan(weights.size()), Scalar(0));
    }

    void forward(const LayerMemory<Scalar>& at, const Pass& pass) const override {
        forward(at, pass, no_floor<Scalar>);
    }
    void forward(const LayerMemory<Scalar>& at, const Pass& pass, Scalar floor) const {
        affine_.forward(at.parameters, at.input, at.output, pass.samples, floor);
    }

    void backward(const LayerMemory<Scalar>& at, const LayerGradients<Scalar>& gradients,
                  const Pass& pass) const override {
        affine_.backward(at.parameters, at.input, gradients.output, gradients.parameters, gradients.input, pass.samples,
                         gradients.turned_input);
    }

  private:
    Affine<Scalar> affine_;
    Selection initializer_;
};

}  // namespace

template <class Scalar>
std::unique_ptr<Layer<Scalar>> make_dense(const LayerSpecification& specification, int inputs) {
    return activated(Dense<Scalar>(specification, inputs), specification.activation);
}

template std::unique_ptr<Layer<float>> make_dense(const LayerSpecification&, int);
template std::unique_ptr<Layer<double>> make_dense(const LayerSpecification&, int);

}  // namespace ravine
