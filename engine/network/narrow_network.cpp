#include "engine/network/narrow_network.hpp"

#include <algorithm>
#include <utility>

#include "engine/core/vector_loop.hpp"

namespace ravine {

namespace {

bool is_narrow(const DenseShape& shape) {
    return std::max(shape.inputs, shape.outputs) <= most_narrow_units &&
           (shape.activation == nullptr || shape.activation->is_elementwise);
}

/// Copies some numbers that lie `from_stride` apart to where they will lie `to_stride` apart.
template <class Scalar>
void copy_apart(const Scalar* from, std::ptrdiff_t from_stride, Scalar* to, std::ptrdiff_t to_stride, int count) {
#pragma GCC unroll 4
    for (int i = 0; i < count; ++i) to[i * to_stride] = from[i * from_stride];
}

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
        step = {narrow.parameters_, false, shape->inputs, shape->outputs, {}, {{}, shape->settings, false}};
        if (const ActivationRow* row = shape->activation) {
            step.activation.kernels = row->kernels<Scalar>();
            step.activation.keeps_sums = row->derivative_needs_sums;
        }
        narrow.parameters_ += std::size_t(shape->outputs) * std::size_t(shape->inputs + 1);
    }
    narrow.find_last_steps();
    narrow.head_ = std::exchange(narrow.steps_.back().activation, {});
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
bool NarrowNetwork<Scalar>::keeps_sums() const {
    return std::ranges::any_of(steps_, [](const Step& step) { return step.activation.keeps_sums; });
}

template <class Scalar>
typename NarrowNetwork<Scalar>::Memory NarrowNetwork<Scalar>::make_memory(int most_samples) const {
    const std::size_t matrix = std::size_t(columns(most_samples)) * std::size_t(lanes_);
    Memory memory;
    memory.matrix = matrix;
    memory.outputs.resize((steps_.size() + 1) * matrix);
    memory.sums.resize(keeps_sums() ? steps_.size() * matrix : 0);
    memory.gradients.resize(2 * matrix);
    memory.head_outputs.resize(matrix);
    memory.head_sums.resize(head_.keeps_sums ? matrix : 0);
    memory.head_gradient.resize(matrix);
    memory.last_parameters.resize(parameters_ - last_ + std::size_t(narrow_reach(lanes_)));
    memory.last_gradient = memory.last_parameters;
    return memory;
}

/// Samples that are added are all 0.
template <class Scalar>
void NarrowNetwork<Scalar>::forward(const Scalar* parameters, Memory& memory, int samples) const {
    Scalar *x = memory.outputs.data(), *kept = memory.sums.data();
    const int rows = columns(samples);
    std::fill_n(x + samples * lanes_, (rows - samples) * lanes_, Scalar(0));
    std::copy(parameters + last_, parameters + parameters_, memory.last_parameters.data());
    for (const Step& step : steps_) {
        const Scalar* own = (step.is_last ? memory.last_parameters.data() : parameters) + step.parameters;
        Scalar* output = x + memory.matrix;
        Scalar* sums = step.activation.keeps_sums ? kept : output;
        step.kernels.forward(own, x, sums, step.outputs, rows);
        if (const auto activate = step.activation.kernels.forward)
            activate(sums, output, lanes_, rows, step.activation.settings);
        x = output;
        kept += memory.matrix;
    }
    activate_head(memory, x, rows);
}

template <class Scalar>
void NarrowNetwork<Scalar>::activate_head(Memory& memory, const Scalar* sums, int columns) const {
    const int units = steps_.back().outputs;
    Scalar* turned = (head_.keeps_sums ? memory.head_sums : memory.head_outputs).data();
    for (int unit = 0; unit < units; ++unit) copy_apart(sums + unit, lanes_, turned + unit * columns, 1, columns);
    if (head_.kernels.forward)
        head_.kernels.forward(turned, memory.head_outputs.data(), whole_vectors(units * columns), 1, head_.settings);
}

template <class Scalar>
void NarrowNetwork<Scalar>::backward(const Scalar* parameters, Memory& memory, int samples,
                                     Scalar* parameter_gradient) const {
    Scalar *gradient = memory.gradients.data(), *x_gradient = gradient + memory.matrix;
    const int rows = columns(samples);
    spread_head(memory, rows, gradient);
    for (std::size_t i = steps_.size(); i-- > 0; std::swap(gradient, x_gradient)) {
        const Step& step = steps_[i];
        const Scalar* own = (step.is_last ? memory.last_parameters.data() : parameters) + step.parameters;
        Scalar* of_own = (step.is_last ? memory.last_gradient.data() : parameter_gradient) + step.parameters;
        const Scalar* x = memory.outputs.data() + i * memory.matrix;
        if (const auto go_back = step.activation.kernels.backward)
            go_back(memory.sums.data() + i * memory.matrix, x + memory.matrix, gradient, lanes_, rows,
                    step.activation.settings);
        step.kernels.backward(own, x, gradient, of_own, i > 0 ? x_gradient : nullptr, step.inputs, rows);
    }
    std::copy_n(memory.last_gradient.data(), parameters_ - last_, parameter_gradient + last_);
}

template <class Scalar>
void NarrowNetwork<Scalar>::spread_head(Memory& memory, int columns, Scalar* gradient) const {
    const int units = steps_.back().outputs;
    Scalar* turned = memory.head_gradient.data();
    if (head_.kernels.backward)
        head_.kernels.backward(memory.head_sums.data(), memory.head_outputs.data(), turned,
                               whole_vectors(units * columns), 1, head_.settings);
    for (int unit = 0; unit < units; ++unit) copy_apart(turned + unit * columns, 1, gradient + unit, lanes_, columns);
}

template class NarrowNetwork<float>;
template class NarrowNetwork<double>;

}  // namespace ravine
