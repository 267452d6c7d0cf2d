#include "engine/network/layers/residual.hpp"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>

#include "engine/core/table.hpp"
#include "engine/network/affine.hpp"
#include "engine/network/initializers.hpp"
#include "engine/network/last_initializer.hpp"
#include "engine/network/layer_stack.hpp"
#include "engine/network/layers/activated.hpp"

namespace ravine {

namespace {

/// Where the numbers of the layers inside lie in the block's cache: the input and each layer's output, gradients of all
/// of these, room for the gradient that comes through the projection, and each layer's own cache.
template <class Scalar, class Number = Scalar>
class InsideMemory {
  public:
    InsideMemory(const LayerStack<Scalar>& stack, Number* cache, int samples, std::uint32_t first_place = 0)
        : stack_(stack), cache_(cache), samples_(samples), first_place_(first_place) {}

    std::uint32_t first_place() const { return first_place_; }
    Number* input(std::size_t i) const { return cache_ + widths_before(i) * std::size_t(samples_); }
    Number* output(std::size_t i) const { return input(i + 1); }
    Number* gradient(std::size_t i) const { return input(i) + all_widths() * std::size_t(samples_); }
    Number* turned_input(std::size_t) const { return nullptr; }
    Number* spare() const { return cache_ + 2 * all_widths() * std::size_t(samples_); }
    Number* cache(std::size_t i) const {
        Number* place = spare() + std::size_t(stack_[0].inputs()) * std::size_t(samples_);
        for (std::size_t k = 0; k < i; ++k) place += stack_[k].cache_size(samples_);
        return place;
    }

    static std::size_t per_sample(const LayerStack<Scalar>& stack) {
        const InsideMemory layout(stack, nullptr, 1);
        std::size_t numbers = 2 * layout.all_widths() + std::size_t(stack[0].inputs());
        for (std::size_t i = 0; i < stack.size(); ++i) numbers += stack[i].cache_per_sample();
        return numbers;
    }

  private:
    std::size_t widths_before(std::size_t i) const {
        std::size_t widths = 0;
        for (std::size_t k = 0; k < i; ++k) widths += std::size_t(stack_[k].inputs());
        return widths;
    }
    std::size_t all_widths() const { return widths_before(stack_.size()) + std::size_t(stack_.outputs()); }

    const LayerStack<Scalar>& stack_;
    Number* cache_;
    int samples_;
    std::uint32_t first_place_;
};

template <class Scalar>
class Residual : public Layer<Scalar> {
  public:
    Residual(const LayerSpecification& specification, int inputs)
        : stack_(specification.layers, inputs),
          projection_{inputs, stack_.outputs(), false},
          initializer_(last_initializer(specification.layers)) {}

    int inputs() const override { return projection_.inputs; }
    int outputs() const override { return projection_.outputs; }
    std::uint32_t places() const override { return stack_.places(); }
    std::size_t parameter_count() const override {
        return stack_.parameter_count() + (projects() ? projection_.parameter_count() : 0);
    }
    std::size_t buffer_count() const override { return stack_.buffer_count(); }
    std::size_t cache_per_sample() const override { return InsideMemory<Scalar>::per_sample(stack_); }
    std::size_t cache_per_batch() const override {
        std::size_t numbers = 0;
        for (std::size_t i = 0; i < stack_.size(); ++i) numbers += stack_[i].cache_per_batch();
        return numbers;
    }
    bool couples_samples() const override { return stack_.couples_samples(); }
    bool keeps_features() const override { return !projects(); }

    std::vector<ParameterBlock> blocks() const override {
        std::vector<ParameterBlock> all = stack_.blocks();
        for (ParameterBlock& block : all) block.name = "layers." + std::to_string(block.layer) + "." + block.name;
        if (projects())
            all.push_back({"projection.weight", 0, stack_.parameter_count(), outputs(), inputs(), true, true,
                           FeatureAxis::columns});
        std::stable_partition(all.begin(), all.end(), std::mem_fn(&ParameterBlock::is_learned));
        return all;
    }

    void initialize(std::span<Scalar> parameters, std::span<Scalar> buffers, RandomStream& random) const override {
        for (std::size_t i = 0; i < stack_.size(); ++i)
            stack_[i].initialize(stack_.parameters_of(i, parameters), stack_.buffers_of(i, buffers), random);
        if (!projects()) return;
        std::vector<double> weights(projection_.weight_count());
        find_row(initializers(), initializer_.id)->fill(weights, inputs(), outputs(), random, initializer_.values);
        std::ranges::transform(weights, parameters.begin() + std::ptrdiff_t(stack_.parameter_count()),
                               [](double weight) { return Scalar(weight); });
    }

    void forward(const LayerMemory<Scalar>& at, const Pass& pass) const override {
        const InsideMemory<Scalar> inside(stack_, at.cache, pass.samples, at.place);
        std::copy_n(at.input, input_count(pass), inside.input(0));
        stack_.forward(at.parameters, at.buffers, inside, pass);
        if (projects())
            projection_.forward(at.parameters + stack_.parameter_count(), at.input, at.output, pass.samples);
        else
            std::copy_n(at.input, input_count(pass), at.output);
        add(at.output, inside.output(stack_.size() - 1), output_count(pass));
    }

    void backward(const LayerMemory<Scalar>& at, const LayerGradients<Scalar>& gradients,
                  const Pass& pass) const override {
        const InsideMemory<Scalar> inside(stack_, at.cache, pass.samples, at.place);
        std::copy_n(gradients.output, output_count(pass), inside.gradient(stack_.size()));
        stack_.backward(at.parameters, at.buffers, inside, gradients.parameters, pass);
        const Scalar* around = gradients.output;
        if (projects()) {
            projection_.backward(at.parameters + stack_.parameter_count(), at.input, gradients.output,
                                 gradients.parameters + stack_.parameter_count(), inside.spare(), pass.samples);
            around = inside.spare();
        }
        if (!gradients.input) return;
        std::copy_n(inside.gradient(0), input_count(pass), gradients.input);
        add(gradients.input, around, input_count(pass));
    }

    void remember(const Scalar* cache, Scalar* buffers, const Pass& pass) const override {
        stack_.remember(InsideMemory<Scalar, const Scalar>(stack_, cache, pass.samples), buffers, pass);
    }

  private:
    bool projects() const { return inputs() != outputs(); }
    std::size_t input_count(const Pass& pass) const { return std::size_t(inputs()) * std::size_t(pass.samples); }
    std::size_t output_count(const Pass& pass) const { return std::size_t(outputs()) * std::size_t(pass.samples); }
    static void add(Scalar* to, const Scalar* from, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) to[i] += from[i];
    }

    LayerStack<Scalar> stack_;
    Affine<Scalar> projection_;  // where the widths differ
    Selection initializer_;
};

}  // namespace

int residual_outputs(const LayerSpecification& specification, int inputs) {
    int width = inputs;
    for (const LayerSpecification& layer : specification.layers)
        width = find_row(layers(), layer.layer.id)->outputs(layer, width);
    return width;
}

template <class Scalar>
std::unique_ptr<Layer<Scalar>> make_residual(const LayerSpecification& specification, int inputs) {
    return activated(Residual<Scalar>(specification, inputs), specification.activation);
}

template std::unique_ptr<Layer<float>> make_residual(const LayerSpecification&, int);
template std::unique_ptr<Layer<double>> make_residual(const LayerSpecification&, int);

}  // namespace ravine
