#include "app/window/pictures/neuron_atlas.hpp"

#include <algorithm>
#include <cmath>

#include "app/window/look/theme.hpp"

namespace ravine {
namespace {

float largest(const std::vector<float>& map) {
    float most = 0;
    for (const float value : map)
        if (std::isfinite(value)) most = std::max(most, std::abs(value));
    return most;
}

/// Inputs are scaled each by itself, neurons by the largest of their layer, so that a silent one stays dark.
std::vector<float> scales_of(const std::vector<std::vector<float>>& maps, bool are_inputs) {
    std::vector<float> scales;
    for (const std::vector<float>& map : maps) scales.push_back(std::max(largest(map), 1e-6f));
    if (!are_inputs && !scales.empty()) scales.assign(maps.size(), *std::max_element(scales.begin(), scales.end()));
    return scales;
}

/// OpenGL 3.3 promises this many layers in a texture. Each layer of the network gets its share; its further neurons
/// stay dark.
constexpr std::size_t most_tiles = 256;

}  // namespace

void NeuronAtlas::upload(const NeuronMaps& maps) {
    first_tile_.assign(1, 0);
    std::vector<float> values;
    std::size_t tiles = 0, map_size = 0;
    const std::size_t share = std::max<std::size_t>(1, most_tiles / std::max<std::size_t>(1, maps.layers.size()));
    for (std::size_t layer = 0; layer < maps.layers.size(); ++layer) {
        const std::vector<float> scales = scales_of(maps.layers[layer], layer == 0);
        const std::size_t count = std::min({scales.size(), share, most_tiles - tiles});
        for (std::size_t unit = 0; unit < count; ++unit, ++tiles) {
            const std::vector<float>& map = maps.layers[layer][unit];
            map_size = map.size();
            for (const float value : map) values.push_back(std::isfinite(value) ? value / scales[unit] : 0);
        }
        first_tile_.push_back(static_cast<int>(tiles));
    }
    if (tiles == 0) return;
    columns_ = static_cast<int>(std::ceil(std::sqrt(static_cast<double>(tiles))));
    rows_ = (static_cast<int>(tiles) + columns_ - 1) / columns_;
    activations_.upload(maps.size, static_cast<int>(map_size) / maps.size, static_cast<int>(tiles), values);
}

void NeuronAtlas::update(const Picture<NeuronMaps>& maps, int tile) {
    if (maps.version != uploaded_ || !activations_) {
        upload(maps.content);
        uploaded_ = maps.version;
    }
    if (!activations_) return;
    const std::vector<double> key{static_cast<double>(maps.version), theme().light ? 1.0 : 0.0};
    picture_.draw(columns_ * tile, rows_ * tile, key, [&](gl::PictureProgram& program) {
        activations_.bind(0);
        program.set("activations", 0);
        program.set("columns", columns_);
        program.set("rows", rows_);
        program.set("tiles", first_tile_.back());
        program.set_colours("negative", 1, to_rgb(class_colour(0)).data());
        program.set_colours("positive", 1, to_rgb(class_colour(1)).data());
        program.set_colours("zero", 1, to_rgb(theme().panel).data());
    });
}

void NeuronAtlas::show(ImDrawList& list, int layer, int unit, ImVec2 least, ImVec2 most, float rounding) const {
    if (picture_.picture() == nullptr || layer + 1 >= static_cast<int>(first_tile_.size())) return;
    const int tile = first_tile_[static_cast<std::size_t>(layer)] + unit;
    if (unit < 0 || tile >= first_tile_[static_cast<std::size_t>(layer) + 1]) return;
    const float column = static_cast<float>(tile % columns_), row = static_cast<float>(tile / columns_);
    const float width = 1.0f / static_cast<float>(columns_), height = 1.0f / static_cast<float>(rows_);
    list.AddImageRounded(texture_id(picture_.picture()->texture()), least, most, {column * width, (row + 1) * height},
                         {(column + 1) * width, row * height}, IM_COL32_WHITE, rounding);
}

}  // namespace ravine
