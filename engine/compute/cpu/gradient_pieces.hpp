#pragma once
// The pieces in which a batch's gradient is completed, each by any thread.

#include <span>
#include <vector>

#include "engine/core/parallel.hpp"
#include "engine/network/network.hpp"

namespace ravine {

struct GradientPiece {
    Part part;       ///< of θ
    int layer = -1;  ///< whose weights' gradient it is some rows of, which passes leave out; −1: they do not
    int first_row = 0, rows = 0;
};

/// Layers with so many weights that several threads sum their gradient up in less time than they take to add their own
/// ones: WorkspaceUse::left_layers.
template <class Scalar>
std::vector<int> left_layers(const Network<Scalar>& network);

/// All of θ, in order.
template <class Scalar>
std::vector<GradientPiece> gradient_pieces(const Network<Scalar>& network, std::span<const int> left_layers);

extern template std::vector<int> left_layers(const Network<float>&);
extern template std::vector<int> left_layers(const Network<double>&);
extern template std::vector<GradientPiece> gradient_pieces(const Network<float>&, std::span<const int>);
extern template std::vector<GradientPiece> gradient_pieces(const Network<double>&, std::span<const int>);

}  // namespace ravine
