#include "engine/network/layers/maxout.hpp"

#include <algorithm>

#include "engine/core/table.hpp"
#include "engine/network/affine.hpp"
#include "engine/network/initializers.hpp"

namespace ravine {

namespace {

/// The cache keeps z [units·pieces × samples]; backward turns it into ∂L/∂z.
template <class Scalar>
class Maxout : public Layer<Scalar> {
  public:
    Maxout(const LayerSpecification& specification, int inputs)
        : units_(static_cast<int>(specification.layer.values[0])),
          pieces_(static_cast<int>(specification.layer.values[1])),
          affine_{inputs, units_ * pieces_},
          initializer_(specification.initializer) {}

    int inputs() const override { return affine_.inputs; }
    int outputs() const override { return units_; }
    std::size_t parameter_count() const override { return affine_.parameter_count(); }
    std::size_t cache_per_sample() const override { return std::size_t(affine_.outputs); }

    std::vector<ParameterBlock> blocks() const override {
        return {{"weight", 0, 0, affine_.outputs, inputs(), true, true, FeatureAxis::columns},
                {"bias", 0, affine_.weight_count(), affine_.outputs, 1, false}};
    }

    void initialize(std::span<Scalar> parameters, std::span<Scalar>, RandomStream& random) const override {
        std::vector<double> piece(affine_.weight_count() / std::size_t(pieces_));
        const std::size_t columns = std::size_t(inputs());
        for (int j = 0; j < pieces_; ++j) {
            find_row(initializers(), initializer_.id)->fill(piece, inputs(), units_, random, initializer_.values);
            for (std::size_t i = 0; i < piece.size(); ++i) {
                const std::size_t row = i / columns * std::size_t(pieces_) + std::size_t(j);
                parameters[row * columns + i % columns] = Scalar(piece[i]);
            }
        }
        std::ranges::fill(parameters.subspan(affine_.weight_count()), Scalar(0));
    }

    void forward(const LayerMemory<Scalar>& at, const Pass& pass) const override {
        affine_.forward(at.parameters, at.input, at.cache, pass.samples);
        const Scalar* z = at.cache;
        for (std::size_t i = 0; i < output_count(pass); ++i, z += pieces_) at.output[i] = z[largest(z)];
    }

    void backward(const LayerMemory<Scalar>& at, const LayerGradients<Scalar>& gradients,
                  const Pass& pass) const override {
        Scalar* z = at.cache;
        for (std::size_t i = 0; i < output_count(pass); ++i, z += pieces_) {
            const int winner = largest(z);
            std::fill_n(z, pieces_, Scalar(0));
            z[winner] = gradients.output[i];
        }
        affine_.backward(at.parameters, at.input, at.cache, gradients.parameters, gradients.input, pass.samples);
    }

  private:
    std::size_t output_count(const Pass& pass) const { return std::size_t(units_) * std::size_t(pass.samples); }
    int largest(const Scalar* z) const { return static_cast<int>(std::max_element(z, z + pieces_) - z); }

    int units_, pieces_;
    Affine<Scalar> affine_;
    Selection initializer_;
};

}  // namespace

template <class Scalar>
std::unique_ptr<Layer<Scalar>> make_maxout(const LayerSpecification& specification, int inputs) {
    return std::make_unique<Maxout<Scalar>>(specification, inputs);
}

template std::unique_ptr<Layer<float>> make_maxout(const LayerSpecification&, int);
template std::unique_ptr<Layer<double>> make_maxout(const LayerSpecification&, int);

}  // namespace ravine
