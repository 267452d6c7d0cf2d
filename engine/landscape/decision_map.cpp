#include "engine/landscape/decision_map.hpp"

#include <algorithm>
#include <span>

namespace ravine {

namespace {

// What a layer of 32 units reads and writes stays in the first-level cache, and the rows do not all begin in the same
// few places of it, as they would if a batch were a high power of 2 (256 missed the cache five times as often).
constexpr int batch_size = 96;
constexpr int piece_size = 16 * batch_size;

int rows_of(const Model& model, int rows) { return model.inputs.dimensions == 1 ? 1 : rows; }

/// What one thread computes in.
struct MapMemory {
    NetworkWorkspace<float> workspace;
    std::vector<float> predictions;  // [prediction_width × samples]
};

MapMemory make_map_memory(const Model& model) {
    return {model.network->make_workspace(batch_size),
            std::vector<float>(static_cast<std::size_t>(prediction_width(model)) * batch_size)};
}

/// Calls receive(memory, first pixel, number of pixels) for every batch once the network with these parameters has seen
/// it.
template <class Receiver>
void for_each_batch(const Model& model, const std::vector<float>& parameters, const PixelInputs& pixels,
                    ThreadPool& pool, const Receiver& receive) {
    const int count = pixels.count();
    PerThread<MapMemory> memories(pool);
    pool.for_each(static_cast<std::size_t>((count + piece_size - 1) / piece_size), [&](std::size_t piece, auto thread) {
        MapMemory& memory = memories.of(thread, [&] { return make_map_memory(model); });
        const int begin = static_cast<int>(piece) * piece_size, end = std::min(begin + piece_size, count);
        for (int first = begin; first < end; first += batch_size) {
            const int samples = std::min(batch_size, end - first);
            pixels.fill(first, samples, memory.workspace.activations[0].data());
            model.network->forward(parameters.data(), memory.workspace, {samples});
            receive(memory, first, samples);
        }
    });
}

/// Adds a share of a batch's predictions, one plane per number of a prediction.
void add_predictions(const Network<float>& network, MapMemory& memory, int samples, float share, float* values,
                     std::size_t plane_size) {
    network.loss().single.predict(memory.workspace.activations.back().data(), memory.predictions.data(),
                                  network.classes(), samples);
    const float* prediction = memory.predictions.data();
    for (int planes = std::max(1, network.classes()); planes > 0; --planes, values += plane_size, prediction += samples)
        for (int i = 0; i < samples; ++i) values[i] += share * prediction[i];
}

/// One layer's activations [units × samples] of a batch, spread over the maps of its units.
void write_activations(std::span<const float> activations, int first, int samples,
                       std::vector<std::vector<float>>& maps) {
    for (std::size_t unit = 0; unit < maps.size(); ++unit)
        std::copy_n(activations.data() + unit * static_cast<std::size_t>(samples), samples, maps[unit].data() + first);
}

}  // namespace

DecisionMap evaluate_decision_map(const Model& model, const Window& window, int columns, int rows, ThreadPool& pool,
                                  bool with_members) {
    rows = rows_of(model, rows);
    const PixelInputs pixels(model.inputs, window, columns, rows);
    DecisionMap map{columns, rows, prediction_width(model), window, {}};
    const auto plane_size = static_cast<std::size_t>(pixels.count());
    map.values.resize(static_cast<std::size_t>(map.planes) * plane_size);
    const float share = 1.0f / static_cast<float>(1 + model.other_members.size());
    for_each_member(model, [&](const auto& parameters) {
        if (with_members) map.members.emplace_back(map.values.size());
        std::vector<float>& values = with_members ? map.members.back() : map.values;
        for_each_batch(model, *parameters, pixels, pool, [&](MapMemory& memory, int first, int samples) {
            add_predictions(*model.network, memory, samples, with_members ? 1 : share, values.data() + first,
                            plane_size);
        });
        for (std::size_t i = 0; with_members && i < values.size(); ++i) map.values[i] += share * values[i];
    });
    return map;
}

NeuronMaps evaluate_neuron_maps(const Model& model, const Window& window, int size, ThreadPool& pool) {
    const PixelInputs pixels(model.inputs, window, size, rows_of(model, size));
    NeuronMaps maps{size, window, {}};
    const auto layer_maps = [&](int width) {
        const std::vector<float> map(static_cast<std::size_t>(pixels.count()));
        return std::vector<std::vector<float>>(static_cast<std::size_t>(width), map);
    };
    maps.layers.push_back(layer_maps(model.network->inputs()));
    for (int layer = 0; layer < model.network->depth(); ++layer)
        maps.layers.push_back(layer_maps(model.network->width(layer)));
    for_each_batch(model, *model.parameters, pixels, pool, [&](MapMemory& memory, int first, int samples) {
        for (std::size_t layer = 0; layer < maps.layers.size(); ++layer)
            write_activations(memory.workspace.activations[layer], first, samples, maps.layers[layer]);
    });
    return maps;
}

}  // namespace ravine
