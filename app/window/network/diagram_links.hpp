#pragma once
// Which weights the diagram shows as links, and the curve that a link takes. No ImGui.

#include <span>
#include <vector>

#include "app/window/network/diagram_layout.hpp"
#include "engine/network/network.hpp"

namespace ravine {

/// One weight between a shown unit of a column and one of the next.
struct DiagramLink {
    int from = 0, to = 0;
    float weight = 0;
    int pieces = 1;  ///< of a maxout unit, of which this weight is the strongest
};

/// What lies between two columns.
enum class GapKind {
    weights,  ///< links between units
    level,    ///< each unit is made of the one to its left alone, or of all by their statistics
    block,    ///< layers inside of a block, and a way around them
};

/// The links of one gap, weakest first, so that strong ones are drawn over them.
struct DiagramGap {
    std::vector<DiagramLink> links;
    std::size_t weights = 0;  ///< how many there are between the two layers, shown or not
    GapKind kind = GapKind::weights;
    bool projects = false;  ///< of a block: its way around has weights of its own
};

/// At most `most` links in all: of each gap the strongest among the units that have tiles, as many of one gap as of
/// another where it has so many. Gap k holds the weights of layer k, of a maxout unit's pieces the strongest; a weight
/// that is not finite counts as 0.
std::vector<DiagramGap> choose_links(const Network<float>& network, std::span<const float> parameters,
                                     const DiagramLayout& layout, std::size_t most);

/// The largest |weight| of all; at least a tiny number, to divide by.
float largest_weight(const Network<float>& network, std::span<const float> parameters);

/// How the layer's units come from those to their left.
GapKind gap_kind(const Network<float>& network, int layer);
/// The matrix of a layer's weights, or nullptr; those inside of a block are none.
const ParameterBlock* weights_of(const Network<float>& network, int layer);
/// A unit's bias; 0 where the layer has none.
float bias_of(const Network<float>& network, std::span<const float> parameters, int layer, int unit);

/// A link is a cubic Bézier with level ends. Of the way from left to right and from start to end height (both 0…1), at
/// the curve's parameter t.
float link_across(float t);
float link_rise(float t);
/// How far it has risen at this share of the way across.
float link_rise_at(float across);

/// The link that passes y most closely at a share `across` of the gap, or nullptr where none is within `reach`.
const DiagramLink* link_at(const DiagramGap& gap, const DiagramColumn& from, const DiagramColumn& to, float across,
                           float y, float reach);

}  // namespace ravine
