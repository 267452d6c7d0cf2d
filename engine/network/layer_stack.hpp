#pragma once
// Layers one after the other: what a network is made of, and a block of layers inside one.

#include <memory>
#include <span>
#include <vector>

#include "engine/network/layer.hpp"
#include "engine/network/network_specification.hpp"

namespace ravine {

/// `Memory` gives the places of a pass for layer i, counted from 0: input(i), output(i) and cache(i); gradient(i) is
/// ∂L/∂input(i), which may be null for i = 0, and gradient(size()) is ∂L/∂output of the last layer; turned_input(i) is
/// null, or where layer i leaves the gradient of its weights to its caller. first_place() is the number of the first
/// layer, counted through all blocks.
template <class Scalar>
class LayerStack {
  public:
    LayerStack() = default;
    /// The specifications have been checked.
    LayerStack(std::span<const LayerSpecification> specifications, int inputs);

    std::size_t size() const { return layers_.size(); }
    const Layer<Scalar>& operator[](std::size_t i) const { return *layers_[i]; }
    int outputs() const { return outputs_; }
    std::uint32_t places() const { return places_; }
    std::size_t parameter_count() const { return parameter_count_; }
    std::size_t buffer_count() const { return buffer_count_; }
    bool couples_samples() const;
    /// Learned blocks in order, then the buffers; offsets as Layer::blocks has them, `layer` is the place in the stack.
    const std::vector<ParameterBlock>& blocks() const { return blocks_; }

    std::span<Scalar> parameters_of(std::size_t i, std::span<Scalar> parameters) const {
        return parameters.subspan(parameter_offsets_[i], layers_[i]->parameter_count());
    }
    std::span<Scalar> buffers_of(std::size_t i, std::span<Scalar> buffers) const {
        return buffers.subspan(buffer_offsets_[i], layers_[i]->buffer_count());
    }

    template <class Memory>
    void forward(const Scalar* parameters, const Scalar* buffers, const Memory& memory, const Pass& pass) const {
        for (std::size_t i = 0; i < size() && !pass.is_interrupted(); ++i)
            layers_[i]->forward(memory_of(i, parameters, buffers, memory), pass);
    }

    template <class Memory>
    void backward(const Scalar* parameters, const Scalar* buffers, const Memory& memory, Scalar* parameter_gradient,
                  const Pass& pass) const {
        for (std::size_t i = size(); i-- > 0 && !pass.is_interrupted();)
            layers_[i]->backward(memory_of(i, parameters, buffers, memory),
                                 {memory.gradient(i + 1), parameter_gradient + parameter_offsets_[i],
                                  memory.gradient(i), memory.turned_input(i)},
                                 pass);
    }

    template <class Memory>
    void remember(const Memory& memory, Scalar* buffers, const Pass& pass) const {
        for (std::size_t i = 0; i < size(); ++i)
            layers_[i]->remember(memory.cache(i), buffers + buffer_offsets_[i], pass);
    }

  private:
    template <class Memory>
    LayerMemory<Scalar> memory_of(std::size_t i, const Scalar* parameters, const Scalar* buffers,
                                  const Memory& memory) const {
        return {parameters + parameter_offsets_[i],
                buffers + buffer_offsets_[i],
                memory.input(i),
                memory.output(i),
                memory.cache(i),
                memory.first_place() + first_places_[i]};
    }
    void add_blocks_of(const Layer<Scalar>& layer, std::string_view kind, bool keeps_features);

    std::vector<std::unique_ptr<Layer<Scalar>>> layers_;
    std::vector<std::size_t> parameter_offsets_, buffer_offsets_;
    std::vector<std::uint32_t> first_places_;
    std::vector<ParameterBlock> blocks_;
    int outputs_ = 0;
    std::size_t parameter_count_ = 0, buffer_count_ = 0;
    std::uint32_t places_ = 0;
};

extern template class LayerStack<float>;
extern template class LayerStack<double>;

}  // namespace ravine
