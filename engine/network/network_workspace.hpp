#pragma once
// What a network computes in.

#include <span>
#include <vector>

#include "engine/core/aligned_vector.hpp"

namespace ravine {

/// What a workspace is for beside forward passes.
struct WorkspaceUse {
    bool backward = false;
    /// Dense layers whose weights' gradient backward passes leave out: where they are parts of a batch, it is summed up
    /// row by row over all of them, and several threads share the rows.
    std::span<const int> left_layers = {};
};

/// Scratch memory of one thread for batches up to a size, in one piece: activations, caches and gradients of every
/// layer. Everything is readable after a forward pass: the pictures of neurons come from here.
template <class Scalar>
struct NetworkWorkspace {
    int most_samples = 0;
    using Numbers = std::span<Scalar>;
    std::vector<Numbers> activations;  ///< [0] inputs, [k + 1] output of layer k; each [width × samples of the pass]
    std::vector<Numbers> caches;       ///< one per layer
    std::vector<Numbers> gradients;    ///< like activations; empty where there are no backward passes
    std::vector<Numbers> turned;       ///< inputs of left layers, as turn_samples() gives them; empty for the others
    PageVector<Scalar> memory;         ///< where all of them lie

    NetworkWorkspace() = default;
    NetworkWorkspace(NetworkWorkspace&&) = default;
    NetworkWorkspace& operator=(NetworkWorkspace&&) = default;
};

}  // namespace ravine
