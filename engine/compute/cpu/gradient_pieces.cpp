#include "engine/compute/cpu/gradient_pieces.hpp"

#include <algorithm>
#include <cstddef>

namespace ravine {

namespace {

/// The part in pieces of at most the usual size.
void cut(Part part, std::vector<GradientPiece>& pieces) {
    for (std::size_t begin = part.begin; begin < part.end; begin += usual_part)
        pieces.push_back({{begin, std::min(begin + usual_part, part.end)}});
}

/// Whole rows of a layer's weights, as many as whole tiles of the product have.
void cut_rows(const ParameterBlock& weights, std::vector<GradientPiece>& pieces) {
    constexpr int tile = 4;
    const auto columns = static_cast<std::size_t>(weights.columns);
    const int most = std::max(1, static_cast<int>(usual_part / columns) / tile) * tile;
    for (int row = 0; row < weights.rows; row += most) {
        const int rows = std::min(most, weights.rows - row);
        const std::size_t begin = weights.offset + std::size_t(row) * columns;
        pieces.push_back({{begin, begin + std::size_t(rows) * columns}, weights.layer, row, rows});
    }
}

}  // namespace

template <class Scalar>
std::vector<int> left_layers(const Network<Scalar>& network) {
    constexpr int least_weights = 16384;
    std::vector<int> layers;
    for (int layer = 0; layer < network.depth(); ++layer) {
        const std::optional<DenseShape> shape = network.dense_shape(layer);
        if (shape && shape->inputs * shape->outputs >= least_weights) layers.push_back(layer);
    }
    return layers;
}

template <class Scalar>
std::vector<GradientPiece> gradient_pieces(const Network<Scalar>& network, std::span<const int> left_layers) {
    std::vector<GradientPiece> pieces;
    std::size_t begin = 0;  // of what is not in a piece yet
    for (const ParameterBlock& block : network.blocks()) {
        if (!block.is_weight || std::ranges::find(left_layers, block.layer) == left_layers.end()) continue;
        cut({begin, block.offset}, pieces);
        cut_rows(block, pieces);
        begin = block.offset + block.size();
    }
    cut({begin, network.parameter_count()}, pieces);
    return pieces;
}

template std::vector<int> left_layers(const Network<float>&);
template std::vector<int> left_layers(const Network<double>&);
template std::vector<GradientPiece> gradient_pieces(const Network<float>&, std::span<const int>);
template std::vector<GradientPiece> gradient_pieces(const Network<double>&, std::span<const int>);

}  // namespace ravine
