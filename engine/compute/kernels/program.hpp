#pragma once
// The operations of a network.

#include <vector>

#include "engine/compute/kernels/operation.hpp"
#include "engine/network/network.hpp"

namespace ravine::kernels {

/// Rows of what a layer gives.
struct LayerRows {
    int first, count;
};

struct Program {
    std::vector<Operation> forward;
    std::vector<Operation> backward;  ///< in the order in which they run
    std::vector<WeightBlock> weights;
    std::vector<LayerRows> layers;  ///< the inputs, then of each layer of the network
    ProgramShape shape;
};

/// Whether products apply the activation behind them, and take back the one in front of them, by themselves.
enum class Fusion { off, activations };

/// Every row of layers() has its operations (program.cpp).
template <class Scalar>
Program make_program(const Network<Scalar>& network, Fusion fusion);

extern template Program make_program(const Network<float>&, Fusion);
extern template Program make_program(const Network<double>&, Fusion);

}  // namespace ravine::kernels
