#include "engine/network/layers/layer_norm.hpp"

#include <algorithm>
#include <cmath>

#include "engine/core/vector_loop.hpp"
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
        for_each_group(pass, [&](int first, int count) {
            measure(at, first, count, pass.samples);
            const Scalar *gamma = at.parameters, *beta = gamma + this->width();
            const Scalar *mean = at.cache + first, *scale = mean + pass.samples;
            vector_loop([&]() RAVINE_LOOP_BODY {
                for (std::size_t unit = 0; unit < this->width(); ++unit) {
                    const std::size_t row = unit * std::size_t(pass.samples) + std::size_t(first);
                    const Scalar* input = at.input + row;
                    Scalar* output = at.output + row;
                    for (int i = 0; i < count; ++i)
                        output[i] = (input[i] - mean[i]) * scale[i] * gamma[unit] + beta[unit];
                }
            });
        });
    }

    void backward(const LayerMemory<Scalar>& at, const LayerGradients<Scalar>& gradients,
                  const Pass& pass) const override {
        std::fill_n(gradients.parameters, parameter_count(), Scalar(0));
        for_each_group(pass, [&](int first, int count) {
            add_parameter_gradient(at, gradients, first, count, pass.samples);
            if (gradients.input) set_input_gradient(at, gradients, first, count, pass.samples);
        });
    }

  private:
    static constexpr int group = 64;  // samples whose sums are kept at a time

    template <class Work>
    static void for_each_group(const Pass& pass, const Work& work) {
        for (int first = 0; first < pass.samples; first += group) work(first, std::min(group, pass.samples - first));
    }

    void measure(const LayerMemory<Scalar>& at, int first, int count, int samples) const {
        const std::size_t width = this->width();
        vector_loop([=, this]() RAVINE_LOOP_BODY {
            double mean[group] = {}, squares[group] = {};
            for (std::size_t unit = 0; unit < width; ++unit) {
                const Scalar* input = at.input + unit * std::size_t(samples) + first;
                for (int i = 0; i < count; ++i) mean[i] += double(input[i]);
            }
            for (int i = 0; i < count; ++i) mean[i] /= double(width);
            for (std::size_t unit = 0; unit < width; ++unit) {
                const Scalar* input = at.input + unit * std::size_t(samples) + first;
                for (int i = 0; i < count; ++i)
                    squares[i] += (double(input[i]) - mean[i]) * (double(input[i]) - mean[i]);
            }
            for (int i = 0; i < count; ++i) {
                at.cache[first + i] = Scalar(mean[i]);
                at.cache[samples + first + i] = Scalar(1 / std::sqrt(squares[i] / double(width) + epsilon_));
            }
        });
    }

    void add_parameter_gradient(const LayerMemory<Scalar>& at, const LayerGradients<Scalar>& gradients, int first,
                                int count, int samples) const {
        const Scalar *mean = at.cache + first, *scale = mean + samples;
        vector_loop([&]() RAVINE_LOOP_BODY {
            for (std::size_t unit = 0; unit < this->width(); ++unit) {
                const std::size_t row = unit * std::size_t(samples) + std::size_t(first);
                const Scalar *input = at.input + row, *output = gradients.output + row;
                Scalar of_gamma[lanes] = {}, of_beta[lanes] = {};
                const auto add = [&](int lane, int i) {
                    of_gamma[lane] += output[i] * (input[i] - mean[i]) * scale[i];
                    of_beta[lane] += output[i];
                };
                const int whole = count / lanes * lanes;
                for (int i = 0; i < whole; i += lanes)
                    for (int lane = 0; lane < lanes; ++lane) add(lane, i + lane);
                for (int i = whole; i < count; ++i) add(i - whole, i);
                for (int lane = 0; lane < lanes; ++lane) {
                    gradients.parameters[unit] += of_gamma[lane];
                    gradients.parameters[this->width() + unit] += of_beta[lane];
                }
            }
        });
    }

    /// With g = γ·∂L/∂y: ∂L/∂z = (g − mean(g) − ẑ·mean(g·ẑ))/√(σ² + ε).
    void set_input_gradient(const LayerMemory<Scalar>& at, const LayerGradients<Scalar>& gradients, int first,
                            int count, int samples) const {
        const Scalar *mean = at.cache + first, *scale = mean + samples;
        const std::size_t width = this->width();
        vector_loop([&]() RAVINE_LOOP_BODY {
            double sum[group] = {}, along[group] = {};
            for (std::size_t unit = 0; unit < width; ++unit) {
                const std::size_t row = unit * std::size_t(samples) + std::size_t(first);
                for (int i = 0; i < count; ++i) {
                    const double g = double(at.parameters[unit] * gradients.output[row + std::size_t(i)]);
                    sum[i] += g;
                    along[i] += g * double((at.input[row + std::size_t(i)] - mean[i]) * scale[i]);
                }
            }
            for (std::size_t unit = 0; unit < width; ++unit) {
                const std::size_t row = unit * std::size_t(samples) + std::size_t(first);
                for (int i = 0; i < count; ++i) {
                    const std::size_t place = row + std::size_t(i);
                    const Scalar normalised = (at.input[place] - mean[i]) * scale[i];
                    const Scalar g = at.parameters[unit] * gradients.output[place];
                    gradients.input[place] =
                        (g - Scalar(sum[i] / double(width)) - normalised * Scalar(along[i] / double(width))) * scale[i];
                }
            }
        });
    }

    static constexpr int lanes = 8;

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
