#include "app/window/network/diagram_links.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace ravine {
namespace {

const ParameterBlock* block_of(const Network<float>& network, int layer, std::string_view name, bool is_weight) {
    for (const ParameterBlock& block : network.blocks())
        if (block.layer == layer && block.name == name && block.is_weight == is_weight) return &block;
    return nullptr;
}

float sound(float weight) { return std::isfinite(weight) ? weight : 0; }

bool weaker(const DiagramLink& a, const DiagramLink& b) { return std::abs(a.weight) < std::abs(b.weight); }

/// Of a unit with several pieces, whose rows are adjacent, the strongest weight.
DiagramLink link_of(const ParameterBlock& block, std::span<const float> parameters, int from, int to, int pieces) {
    DiagramLink link{from, to, 0, pieces};
    for (int piece = 0; piece < pieces; ++piece) {
        const std::size_t row = static_cast<std::size_t>(to * pieces + piece), column = static_cast<std::size_t>(from);
        const float weight = sound(parameters[block.offset + row * static_cast<std::size_t>(block.columns) + column]);
        if (std::abs(weight) > std::abs(link.weight)) link.weight = weight;
    }
    return link;
}

DiagramGap choose_gap(const ParameterBlock& block, std::span<const float> parameters, int shown_from, int shown_to,
                      int pieces, std::size_t most) {
    DiagramGap gap;
    gap.weights = block.size();
    for (int to = 0; to < std::min(shown_to, block.rows / pieces); ++to)
        for (int from = 0; from < std::min(shown_from, block.columns); ++from)
            gap.links.push_back(link_of(block, parameters, from, to, pieces));
    if (gap.links.size() > most) {
        const auto cut = gap.links.end() - static_cast<std::ptrdiff_t>(most);
        std::nth_element(gap.links.begin(), cut, gap.links.end(), weaker);
        gap.links.erase(gap.links.begin(), cut);
    }
    std::sort(gap.links.begin(), gap.links.end(), weaker);
    return gap;
}

/// Links that could be drawn in each gap.
std::vector<std::size_t> link_counts(const DiagramLayout& layout) {
    std::vector<std::size_t> counts;
    for (std::size_t i = 0; i + 1 < layout.columns.size(); ++i)
        counts.push_back(static_cast<std::size_t>(layout.columns[i].shown) *
                         static_cast<std::size_t>(layout.columns[i + 1].shown));
    return counts;
}

/// The most links that each gap may have for all gaps together to have at most so many; at least one.
std::size_t fair_share(std::vector<std::size_t> counts, std::size_t all) {
    std::sort(counts.begin(), counts.end());
    for (std::size_t i = 0; i < counts.size(); ++i) {
        const std::size_t share = all / (counts.size() - i);
        if (counts[i] > share) return std::max<std::size_t>(1, share);
        all -= counts[i];
    }
    return counts.empty() ? 1 : std::max<std::size_t>(1, counts.back());
}

}  // namespace

const ParameterBlock* weights_of(const Network<float>& network, int layer) {
    return block_of(network, layer, "weight", true);
}

GapKind gap_kind(const Network<float>& network, int layer) {
    if (weights_of(network, layer) != nullptr) return GapKind::weights;
    return network.specifications()[static_cast<std::size_t>(layer)].layers.empty() ? GapKind::level : GapKind::block;
}

float bias_of(const Network<float>& network, std::span<const float> parameters, int layer, int unit) {
    const ParameterBlock* block = block_of(network, layer, "bias", false);
    return block != nullptr && unit < block->rows ? parameters[block->offset + static_cast<std::size_t>(unit)] : 0;
}

std::vector<DiagramGap> choose_links(const Network<float>& network, std::span<const float> parameters,
                                     const DiagramLayout& layout, std::size_t most) {
    const std::size_t share = fair_share(link_counts(layout), most);
    std::vector<DiagramGap> gaps;
    for (int layer = 0; layer < network.depth(); ++layer) {
        const ParameterBlock* block = weights_of(network, layer);
        const auto column = static_cast<std::size_t>(layer);
        DiagramGap& gap = gaps.emplace_back();
        if (block != nullptr && parameters.size() >= network.parameter_count() && column + 1 < layout.columns.size())
            gap = choose_gap(*block, parameters, layout.columns[column].shown, layout.columns[column + 1].shown,
                             block->rows / network.width(layer), share);
        gap.kind = gap_kind(network, layer);
        gap.projects = block_of(network, layer, "projection.weight", true) != nullptr;
    }
    return gaps;
}

float largest_weight(const Network<float>& network, std::span<const float> parameters) {
    float most = 1e-12f;
    if (parameters.size() < network.parameter_count()) return most;
    for (const ParameterBlock& block : network.blocks())
        if (block.is_weight)
            for (const float weight : parameters.subspan(block.offset, block.size()))
                most = std::max(most, std::abs(sound(weight)));
    return most;
}

float link_across(float t) { return 1.5f * t * (1 - t) + t * t * t; }
float link_rise(float t) { return t * t * (3 - 2 * t); }

float link_rise_at(float across) {
    float least = 0, most = 1;
    for (int i = 0; i < 20; ++i) {
        const float middle = 0.5f * (least + most);
        (link_across(middle) < across ? least : most) = middle;
    }
    return link_rise(0.5f * (least + most));
}

const DiagramLink* link_at(const DiagramGap& gap, const DiagramColumn& from, const DiagramColumn& to, float across,
                           float y, float reach) {
    const float rise = link_rise_at(across);
    const DiagramLink* nearest = nullptr;
    for (const DiagramLink& link : gap.links) {  // strong ones come last and win where two cross
        const float start = from.y(link.from), distance = std::abs(start + rise * (to.y(link.to) - start) - y);
        if (distance > reach) continue;
        reach = distance;
        nearest = &link;
    }
    return nearest;
}

}  // namespace ravine
