#include "engine/landscape/decision_map.hpp"

#include <algorithm>
#include <span>

#include "engine/core/aligned_vector.hpp"

namespace ravine {

namespace {

int rows_of(const Model& model, int rows) { return model.inputs.dimensions == 1 ? 1 : rows; }

auto fill_by(const PixelInputs& pixels) {
    return [&](int first, int count, float* inputs) { pixels.fill(first, count, inputs); };
}

/// to = share·from, or to += share·from.
void give_share(bool sets, float share, std::span<const float> from, float* to) {
    for (std::size_t i = 0; i < from.size(); ++i) to[i] = (sets ? 0 : to[i]) + share * from[i];
}

/// Gives some pixels' planes, one per number of a prediction, a share of their predictions: the first one, or another.
void add_predictions(const Network<float>& network, const PassedSamples& passed, bool is_first, float share,
                     PageVector<float>& predictions, float* values, std::size_t plane_size) {
    const int planes = std::max(1, network.classes());
    predictions.resize(std::size_t(planes) * std::size_t(passed.count));
    network.loss().single.predict(passed.layers.back().data(), predictions.data(), network.classes(), passed.count);
    const auto count = std::size_t(passed.count);
    for (std::size_t plane = 0; plane < std::size_t(planes); ++plane)
        give_share(is_first, share, std::span(predictions).subspan(plane * count, count),
                   values + plane * plane_size + passed.first);
}

/// One layer's activations [units × samples] of a batch, spread over the maps of its units.
void write_activations(std::span<const float> activations, int first, int samples,
                       std::vector<std::vector<float>>& maps) {
    for (std::size_t unit = 0; unit < maps.size(); ++unit)
        std::copy_n(activations.data() + unit * static_cast<std::size_t>(samples), samples, maps[unit].data() + first);
}

}  // namespace

DecisionMap evaluate_decision_map(const Model& model, const Window& window, int columns, int rows, ThreadPool& pool,
                                  bool with_members, const BackendRow& backend) {
    rows = rows_of(model, rows);
    const PixelInputs pixels(model.inputs, window, columns, rows);
    DecisionMap map{columns, rows, prediction_width(model), window, {}};
    const auto plane_size = static_cast<std::size_t>(pixels.count());
    map.values.resize(static_cast<std::size_t>(map.planes) * plane_size);
    const float share = 1.0f / static_cast<float>(1 + model.other_members.size());
    PerThread<PageVector<float>> memories(pool);
    bool is_first = true;
    for_each_member(model, [&](const auto& parameters) {
        if (with_members) map.members.emplace_back(map.values.size());
        UnsetVector<float>& values = with_members ? map.members.back() : map.values;
        const float weight = with_members ? 1 : share;
        const auto receive = [&](const PassedSamples& passed) {
            add_predictions(*model.network, passed, is_first || with_members, weight,
                            memories.of(passed.thread, [] { return PageVector<float>(); }), values.data(), plane_size);
        };
        backend.passes({*model.network, *parameters, pixels.count(), fill_by(pixels), receive, true}, pool);
        if (with_members) give_share(is_first, share, values, map.values.data());
        is_first = false;
    });
    return map;
}

NeuronMaps evaluate_neuron_maps(const Model& model, const Window& window, int size, ThreadPool& pool,
                                const BackendRow& backend) {
    const PixelInputs pixels(model.inputs, window, size, rows_of(model, size));
    NeuronMaps maps{size, window, {}};
    const auto layer_maps = [&](int width) {
        const std::vector<float> map(static_cast<std::size_t>(pixels.count()));
        return std::vector<std::vector<float>>(static_cast<std::size_t>(width), map);
    };
    maps.layers.push_back(layer_maps(model.network->inputs()));
    for (int layer = 0; layer < model.network->depth(); ++layer)
        maps.layers.push_back(layer_maps(model.network->width(layer)));
    const auto receive = [&](const PassedSamples& passed) {
        for (std::size_t layer = 0; layer < maps.layers.size(); ++layer)
            write_activations(passed.layers[layer], passed.first, passed.count, maps.layers[layer]);
    };
    backend.passes({*model.network, *model.parameters, pixels.count(), fill_by(pixels), receive}, pool);
    return maps;
}

}  // namespace ravine
