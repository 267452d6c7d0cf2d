#include "engine/network/narrow_network.hpp"

#include <algorithm>

namespace ravine {

namespace {

bool is_narrow(const DenseShape& shape) {
    return std::max(shape.inputs, shape.outputs) <= most_narrow_units &&
           (shape.activation == nullptr || shape.activation->is_elementwise);
}

int even(int samples) { return samples + samples % 2; }

}  // namespace

template <class Scalar>
std::optional<NarrowNetwork<Scalar>> NarrowNetwork<Scalar>::make(const Network<Scalar>& network) {
    NarrowNetwork narrow;
    narrow.lanes_ = 4;
    for (int i = 0; i < network.depth(); ++i) {
        const std::optional<DenseShape> shape = network.dense_shape(i);
        if (!shape || !is_narrow(*shape)) return {};
        if (std::max(shape->inputs, shape->outputs) > narrow.lanes_) narrow.lanes_ = most_narrow_units;
        Step& step = narrow.steps_.emplace_back();
        step = {narrow.parameters_, false, shape->inputs, shape->outputs, false, {}, {}, shape->settings};
        if (const ActivationRow* row = shape->activation) {
            step.activation = row->kernels<Scalar>();
            step.keeps_sums = row->derivative_needs_sums;
        }
        narrow.parameters_ += std::size_t(shape->outputs) * std::size_t(shape->inputs + 1);
    }
    narrow.find_last_steps();
    for (Step& step : narrow.steps_) step.kernels = narrow_kernels<Scalar>(narrow.lanes_, step.inputs, step.outputs);
    return narrow;
}

template <class Scalar>
void NarrowNetwork<Scalar>::find_last_steps() {
    last_ = parameters_;
    for (Step& step : steps_) {
        step.is_last = step.parameters + std::size_t(narrow_reach(lanes_)) > parameters_;
        if (!step.is_last) continue;
        last_ = std::min(last_, step.parameters);
        step.parameters -= last_;
    }
}

template <class Scalar>
typename NarrowNetwork<Scalar>::Memory NarrowNetwork<Scalar>::make_memory(int most_samples) const {
    const auto numbers = std::size_t(even(most_samples)) * std::size_t(lanes_);
    Memory memory;
    memory.outputs.resize(steps_.size() + 1, AlignedVector<Scalar>(numbers));
    memory.gradients = memory.outputs;
    memory.gradients.front().clear();
    for (const Step& step : steps_) memory.sums.emplace_back(step.keeps_sums ? numbers : 0);
    memory.last_parameters.resize(parameters_ - last_ + std::size_t(narrow_reach(lanes_)));
    memory.last_gradient = memory.last_parameters;
    return memory;
}

/// Kernels take an even number of samples; the one that is added is all 0.
template <class Scalar>
int NarrowNetwork<Scalar>::make_even(int samples, AlignedVector<Scalar>& numbers) const {
    if (samples % 2 != 0) std::fill_n(numbers.data() + samples * lanes_, lanes_, Scalar(0));
    return even(samples);
}

template <class Scalar>
void NarrowNetwork<Scalar>::forward(const Scalar* parameters, Memory& memory, int samples) const {
    samples = make_even(samples, memory.outputs.front());
    std::copy(parameters + last_, parameters + parameters_, memory.last_parameters.data());
    for (std::size_t i = 0; i < steps_.size(); ++i) {
        const Step& step = steps_[i];
        const Scalar* own = (step.is_last ? memory.last_parameters.data() : parameters) + step.parameters;
        Scalar* output = memory.outputs[i + 1].data();
        Scalar* sums = step.keeps_sums ? memory.sums[i].data() : output;
        step.kernels.forward(own, memory.outputs[i].data(), sums, step.outputs, samples);
        if (step.activation.forward) step.activation.forward(sums, output, lanes_, samples, step.settings);
    }
}

template <class Scalar>
void NarrowNetwork<Scalar>::backward(const Scalar* parameters, Memory& memory, int samples,
                                     Scalar* parameter_gradient) const {
    samples = make_even(samples, memory.gradients.back());
    for (std::size_t i = steps_.size(); i-- > 0;) {
        const Step& step = steps_[i];
        const Scalar* own = (step.is_last ? memory.last_parameters.data() : parameters) + step.parameters;
        Scalar* of_own = (step.is_last ? memory.last_gradient.data() : parameter_gradient) + step.parameters;
        Scalar* gradient = memory.gradients[i + 1].data();
        if (step.activation.backward)
            step.activation.backward(memory.sums[i].data(), memory.outputs[i + 1].data(), gradient, lanes_, samples,
                                     step.settings);
        step.kernels.backward(own, memory.outputs[i].data(), gradient, of_own,
                              i > 0 ? memory.gradients[i].data() : nullptr, step.inputs, samples);
    }
    std::copy_n(memory.last_gradient.data(), parameters_ - last_, parameter_gradient + last_);
}

template class NarrowNetwork<float>;
template class NarrowNetwork<double>;

}  // namespace ravine
