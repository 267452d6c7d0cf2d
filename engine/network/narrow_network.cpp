#include "engine/network/narrow_network.hpp"

#include <algorithm>

namespace ravine {

namespace {

bool is_narrow(const DenseShape& shape) {
    return std::max(shape.inputs, shape.outputs) <= most_narrow_units &&
           (shape.activation == nullptr || shape.activation->is_elementwise);
}

}  // namespace

template <class Scalar>
std::optional<NarrowNetwork<Scalar>> NarrowNetwork<Scalar>::make(const Network<Scalar>& network) {
    NarrowNetwork narrow;
    narrow.lanes_ = 4;
    std::size_t parameters = 0;
    for (int i = 0; i < network.depth(); ++i) {
        const std::optional<DenseShape> shape = network.dense_shape(i);
        if (!shape || !is_narrow(*shape)) return {};
        if (std::max(shape->inputs, shape->outputs) > narrow.lanes_) narrow.lanes_ = most_narrow_units;
        Step& step = narrow.steps_.emplace_back();
        step = {parameters, shape->inputs, shape->outputs, false, {}, {}, shape->settings};
        if (const ActivationRow* row = shape->activation) {
            step.activation = row->kernels<Scalar>();
            step.keeps_sums = row->derivative_needs_sums;
        }
        parameters += std::size_t(shape->outputs) * std::size_t(shape->inputs + 1);
    }
    for (Step& step : narrow.steps_) step.kernels = narrow_kernels<Scalar>(narrow.lanes_, step.inputs, step.outputs);
    return narrow;
}

template <class Scalar>
typename NarrowNetwork<Scalar>::Memory NarrowNetwork<Scalar>::make_memory(int most_samples) const {
    const auto numbers = std::size_t(most_samples) * std::size_t(lanes_);
    Memory memory;
    memory.outputs.resize(steps_.size() + 1, AlignedVector<Scalar>(numbers));
    memory.gradients = memory.outputs;
    memory.gradients.front().clear();
    for (const Step& step : steps_) memory.sums.emplace_back(step.keeps_sums ? numbers : 0);
    return memory;
}

template <class Scalar>
void NarrowNetwork<Scalar>::forward(const Scalar* parameters, Memory& memory, int samples) const {
    for (std::size_t i = 0; i < steps_.size(); ++i) {
        const Step& step = steps_[i];
        Scalar* output = memory.outputs[i + 1].data();
        Scalar* sums = step.keeps_sums ? memory.sums[i].data() : output;
        step.kernels.forward(parameters + step.parameters, memory.outputs[i].data(), sums, step.outputs, samples);
        if (step.activation.forward) step.activation.forward(sums, output, lanes_, samples, step.settings);
    }
}

template <class Scalar>
void NarrowNetwork<Scalar>::backward(const Scalar* parameters, Memory& memory, int samples,
                                     Scalar* parameter_gradient) const {
    for (std::size_t i = steps_.size(); i-- > 0;) {
        const Step& step = steps_[i];
        Scalar* gradient = memory.gradients[i + 1].data();
        if (step.activation.backward)
            step.activation.backward(memory.sums[i].data(), memory.outputs[i + 1].data(), gradient, lanes_, samples,
                                     step.settings);
        step.kernels.backward(parameters + step.parameters, memory.outputs[i].data(), gradient,
                              parameter_gradient + step.parameters, i > 0 ? memory.gradients[i].data() : nullptr,
                              step.inputs, samples);
    }
}

template class NarrowNetwork<float>;
template class NarrowNetwork<double>;

}  // namespace ravine
