#include "engine/network/layers/maxout.hpp"

#include <algorithm>

#include "engine/core/table.hpp"
#include "engine/core/vector_loop.hpp"
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
        for (int unit = 0; unit < units_; ++unit) {
            const Scalar* z = at.cache + first_piece(unit, pass);
            Scalar* output = at.output + std::size_t(unit) * std::size_t(pass.samples);
            std::copy_n(z, pass.samples, output);
            vector_loop([=, this]() RAVINE_LOOP_BODY {
                for (int i = pass.samples; i < pieces_ * pass.samples; i += pass.samples)
                    for (int k = 0; k < pass.samples; ++k) output[k] = output[k] < z[i + k] ? z[i + k] : output[k];
            });
        }
    }

    /// Of pieces that are alike the first has won. What a piece has taken of the output's gradient is no longer there.
    void backward(const LayerMemory<Scalar>& at, const LayerGradients<Scalar>& gradients,
                  const Pass& pass) const override {
        for (int unit = 0; unit < units_; ++unit) {
            const std::size_t row = std::size_t(unit) * std::size_t(pass.samples);
            const Scalar* output = at.output + row;
            Scalar *z = at.cache + first_piece(unit, pass), *left = gradients.output + row;
            vector_loop([=, this]() RAVINE_LOOP_BODY {
                for (int i = 0; i < pieces_ * pass.samples; i += pass.samples)
                    for (int k = 0; k < pass.samples; ++k) {
                        const bool wins = z[i + k] == output[k];
                        z[i + k] = wins ? left[k] : Scalar(0);
                        left[k] = wins ? Scalar(0) : left[k];
                    }
            });
        }
        affine_.backward(at.parameters, at.input, at.cache, gradients.parameters, gradients.input, pass.samples);
    }

  private:
    std::size_t first_piece(int unit, const Pass& pass) const {
        return std::size_t(unit) * std::size_t(pieces_) * std::size_t(pass.samples);
    }

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
