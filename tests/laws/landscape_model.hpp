#pragma once
// A small model for the tests of planes and maps: moons, two features, a network of the given hidden layers, and a
// path.

#include <string>
#include <vector>

#include "engine/core/random.hpp"
#include "engine/core/table.hpp"
#include "engine/data/generators.hpp"
#include "engine/train/model.hpp"
#include "tests/catch.hpp"

namespace ravine {

inline std::shared_ptr<const std::vector<float>> shared(std::vector<float> parameters) {
    return std::make_shared<const std::vector<float>>(std::move(parameters));
}

/// Classes of two moons on even points, as initialised.
inline Model make_layered_model(std::vector<LayerSpecification> layers, int points = 300) {
    Scenario scenario;
    GeneratorSource source{standard_selection(*find_row(generators(), "moons"))};
    source.points = points;
    scenario.data = {source, 0.3, 1};
    scenario.features = {"x1", "x2"};
    scenario.network.layers = std::move(layers);

    Model model;
    Result<Dataset> data = load_dataset(Task::classify, scenario.data);
    REQUIRE(data);
    model.data = std::make_shared<const Dataset>(std::move(*data));
    scenario.loss = {std::string(standard_loss(Task::classify, model.data->classes)), {}};
    model.scenario = std::make_shared<const Scenario>(scenario);
    Result<InputPipeline> inputs = build_input_pipeline(*model.data, scenario.features, false);
    REQUIRE(inputs);
    model.inputs = *inputs;
    auto network = Network<float>::build(scenario.network, 2, Task::classify, model.data->classes, scenario.loss);
    REQUIRE(network);
    model.network = *network;
    std::vector<float> parameters(model.network->vector_size());
    model.network->initialize(parameters, 7);
    model.parameters = shared(std::move(parameters));
    return model;
}

/// `units` are the widths of dense layers.
inline Model make_test_model(const std::vector<int>& units, int points = 300, const std::string& activation = "tanh") {
    std::vector<LayerSpecification> layers;
    for (int width : units) layers.push_back(dense_layer(width, activation));
    return make_layered_model(std::move(layers), points);
}

inline std::vector<float> random_vector(std::size_t size, std::uint64_t stream) {
    RandomStream random(99, RandomPurpose::directions, stream);
    std::vector<float> vector(size);
    for (float& value : vector) value = static_cast<float>(random.normal());
    return vector;
}

inline std::vector<float> moved(std::vector<float> from, const std::vector<float>& direction, double length) {
    for (std::size_t i = 0; i < from.size(); ++i) from[i] += static_cast<float>(length * double(direction[i]));
    return from;
}

}  // namespace ravine
