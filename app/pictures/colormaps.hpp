#pragma once
// The table of colormaps for surfaces: perceptually uniform, never a rainbow.

#include <array>
#include <span>
#include <string_view>

#include "app/pictures/colors.hpp"

namespace ravine {

/// The map is linear between anchors; positions run from 0 to 255.
struct ColormapAnchor {
    int position;
    std::uint32_t color;  ///< 0xRRGGBB
};

struct ColormapRow {
    std::string_view id;
    std::string_view label;
    std::string_view source;
    std::span<const ColormapAnchor> anchors;
    std::span<const Setting> settings = {};
};

namespace colormap_anchors {
// As few as keep every channel within 2/255 of the published 256 colours.
inline constexpr ColormapAnchor viridis[] = {{0, 0x440154},   {23, 0x482173},  {46, 0x433E85},  {75, 0x355E8D},
                                             {127, 0x21908D}, {147, 0x1FA287}, {162, 0x2AB07F}, {179, 0x44BF70},
                                             {200, 0x70CF57}, {235, 0xCAE11F}, {243, 0xDFE318}, {251, 0xF4E61E},
                                             {255, 0xFDE725}};
inline constexpr ColormapAnchor cividis[] = {{0, 0x00224E},   {20, 0x003070},  {23, 0x013271},  {29, 0x143670},
                                             {41, 0x293F6E},  {71, 0x4A536C},  {116, 0x727374}, {136, 0x848279},
                                             {178, 0xADA272}, {212, 0xD1BF61}, {234, 0xE9D34E}, {252, 0xFEE434},
                                             {255, 0xFEE838}};
}  // namespace colormap_anchors

inline constexpr std::array<ColormapRow, 2> colormaps{{
    {"viridis", "Viridis", "van der Walt and Smith, matplotlib 1.5, 2015", colormap_anchors::viridis},
    {"cividis", "Cividis", "Nuñez, Anderton and Renslow, PLOS ONE 13(7), 2018", colormap_anchors::cividis},
}};
static_assert(is_sound_table(std::span<const ColormapRow>(colormaps)));
inline constexpr const ColormapRow& viridis = colormaps[0];
inline constexpr const ColormapRow& cividis = colormaps[1];

/// The colour at share 0 … 1 of the map; beyond the ends, the ends' colours; NaN gives the low end's.
constexpr Color sample(const ColormapRow& map, double share) {
    const double position = share > 0 ? (share < 1 ? share * 255 : 255.0) : 0.0;
    std::size_t next = 1;
    while (next + 1 < map.anchors.size() && map.anchors[next].position < position) ++next;
    const ColormapAnchor &low = map.anchors[next - 1], &high = map.anchors[next];
    return mix(rgb(low.color), rgb(high.color), (position - low.position) / (high.position - low.position));
}

}  // namespace ravine
