#include <algorithm>

#include "engine/network/network.hpp"

namespace ravine {

namespace {

bool are_alike(const LayerSpecification& a, const LayerSpecification& b) {
    return a.layer == b.layer && a.activation == b.activation && a.layers == b.layers;
}

/// Pairs layers of the same kind in their order: `to` from `first` to `end` with `from` from `source` to `source_end`.
void pair_in_order(std::span<const LayerSpecification> from, int source, int source_end,
                   std::span<const LayerSpecification> to, int first, int end, std::vector<int>& matches) {
    for (int target = first; target < end; ++target)
        for (int i = source; i < source_end; ++i) {
            if (from[std::size_t(i)].layer.id != to[std::size_t(target)].layer.id) continue;
            matches[std::size_t(target)] = i;
            source = i + 1;
            break;
        }
}

}  // namespace

std::vector<int> match_layers(std::span<const LayerSpecification> from, std::span<const LayerSpecification> to) {
    const int from_hidden = static_cast<int>(from.size()) - 1, to_hidden = static_cast<int>(to.size()) - 1;
    const int common = std::min(from_hidden, to_hidden);
    std::vector<int> matches(to.size(), -1);
    matches.back() = from_hidden;
    int front = 0, back = 0;
    for (; front < common && are_alike(from[std::size_t(front)], to[std::size_t(front)]); ++front)
        matches[std::size_t(front)] = front;
    for (; front + back < common; ++back) {
        const int i = from_hidden - 1 - back, j = to_hidden - 1 - back;
        if (!are_alike(from[std::size_t(i)], to[std::size_t(j)])) break;
        matches[std::size_t(j)] = i;
    }
    pair_in_order(from, front, from_hidden - back, to, front, to_hidden - back, matches);
    return matches;
}

namespace {

template <class Scalar>
void copy_common_part(const ParameterBlock& from, const Scalar* source, const ParameterBlock& to, Scalar* target) {
    const std::size_t rows = std::size_t(std::min(from.rows, to.rows));
    const int columns = std::min(from.columns, to.columns);
    for (std::size_t row = 0; row < rows; ++row)
        std::copy_n(source + from.offset + row * std::size_t(from.columns), columns,
                    target + to.offset + row * std::size_t(to.columns));
}

}  // namespace

template <class Scalar>
void transfer_parameters(const Network<Scalar>& from_network, std::span<const Scalar> from,
                         const Network<Scalar>& to_network, std::span<Scalar> to) {
    const std::vector<int> matches = match_layers(from_network.specifications(), to_network.specifications());
    for (const ParameterBlock& target : to_network.blocks())
        for (const ParameterBlock& source : from_network.blocks())
            if (source.layer == matches[std::size_t(target.layer)] && source.name == target.name &&
                source.kind == target.kind)
                copy_common_part(source, from.data(), target, to.data());
}

template void transfer_parameters(const Network<float>&, std::span<const float>, const Network<float>&,
                                  std::span<float>);
template void transfer_parameters(const Network<double>&, std::span<const double>, const Network<double>&,
                                  std::span<double>);

}  // namespace ravine
