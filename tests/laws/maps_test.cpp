#include "engine/landscape/decision_map.hpp"
#include "tests/backend.hpp"
#include "tests/laws/landscape_model.hpp"

using namespace ravine;

namespace {

constexpr Window window{-5, 4, -3, 6};

DecisionMap decide(const Model& model, int columns, int rows, int threads) {
    ThreadPool pool(threads);
    return evaluate_decision_map(model, window, columns, rows, pool, false, tested_backend());
}

NeuronMaps neurons(const Model& model, int size, int threads) {
    ThreadPool pool(threads);
    return evaluate_neuron_maps(model, window, size, pool, tested_backend());
}

/// A curve y = f(x) with one hidden layer.
Model make_curve_model() {
    Model model = make_test_model({3});
    auto data = std::make_shared<Dataset>();
    data->task = Task::curve;
    data->points = {{-1, 0, 1}, {0, 0, 2}, {1, 0, 1}};
    data->splits.assign(3, Split::train);
    model.data = data;
    Result<InputPipeline> inputs = build_input_pipeline(*data, std::vector<std::string>{"x1", "sin_x1"}, false);
    REQUIRE(inputs);
    model.inputs = *inputs;
    auto network = Network<float>::build(model.scenario->network, 2, Task::curve, 0, {"mean_squared_error", {}});
    REQUIRE(network);
    model.network = *network;
    std::vector<float> parameters(model.network->vector_size());
    model.network->initialize(parameters, 3);
    model.parameters = shared(std::move(parameters));
    return model;
}

/// What the network says at one point, in single precision.
std::vector<float> single_prediction(const Model& model, double x, double y) {
    NetworkWorkspace<float> workspace = model.network->make_workspace(1);
    model.inputs.apply(x, y, workspace.activations[0].data());
    std::vector<float> prediction(static_cast<std::size_t>(prediction_width(model)));
    model.network->loss().single.predict(model.network->forward(model.parameters->data(), workspace, {1}),
                                         prediction.data(), model.network->classes(), 1);
    return prediction;
}

}  // namespace

TEST_CASE("a decision map holds the predictions at the middles of its pixels") {
    const Model model = make_test_model({6, 5});
    const DecisionMap map = decide(model, 97, 83, 2);
    REQUIRE((map.columns == 97 && map.rows == 83 && map.planes == 2));
    REQUIRE(map.values.size() == 2u * 97 * 83);
    CHECK(map.x(0) == Approx(-5 + 4.5 / 97));
    CHECK(map.y(82) == Approx(6 - 4.5 / 83));
    ThreadPool pool(1);
    for (const auto& [column, row] : {std::pair{0, 0}, {96, 0}, {0, 82}, {50, 41}, {96, 82}}) {
        const std::vector<float> expected = single_prediction(model, map.x(column), map.y(row));
        const std::vector<double> precise = predict(model, std::vector<Point>{{map.x(column), map.y(row), 0}}, pool);
        for (std::size_t plane = 0; plane < 2; ++plane) {
            const float value = map.values[(plane * 83 + std::size_t(row)) * 97 + std::size_t(column)];
            CHECK(value == expected[plane]);
            CHECK_THAT(double(value), WithinAbs(precise[plane], 1e-6));
        }
    }
}

TEST_CASE("a curve's map is one row over x") {
    const Model model = make_curve_model();
    const DecisionMap map = decide(model, 50, 40, 1);
    REQUIRE((map.columns == 50 && map.rows == 1 && map.planes == 1));
    ThreadPool pool(1);
    const std::vector<double> expected = predict(model, std::vector<Point>{{map.x(20), 0, 0}}, pool);
    CHECK(map.values[20] == static_cast<float>(expected[0]));
    const NeuronMaps maps = neurons(model, 16, 1);
    CHECK(maps.layers[0][0].size() == 16);
    CHECK(maps.layers.back().size() == 1);
}

TEST_CASE("the inputs of pixels are those of the pipeline, feature by feature") {
    Model model = make_test_model({3});
    std::vector<std::string> ids;
    for (const FeatureRow& feature : features()) ids.emplace_back(feature.id);
    for (bool standardize : {false, true}) {
        const Result<InputPipeline> pipeline = build_input_pipeline(*model.data, ids, standardize);
        REQUIRE(pipeline);
        const PixelInputs pixels(*pipeline, window, 13, 7);
        std::vector<float> begin(20 * ids.size()), end(71 * ids.size()), expected(ids.size());
        pixels.fill(0, 20, begin.data());  // in parts that are no whole rows
        pixels.fill(20, 71, end.data());
        for (int pixel = 0; pixel < pixels.count(); ++pixel) {
            pipeline->apply(pixel_middle(window.x_least, window.x_most, pixel % 13, 13),
                            pixel_middle(window.y_least, window.y_most, pixel / 13, 7), expected.data());
            for (std::size_t k = 0; k < ids.size(); ++k) {
                INFO(ids[k] << " at pixel " << pixel);
                const auto place = static_cast<std::size_t>(pixel);
                CHECK((place < 20 ? begin[k * 20 + place] : end[k * 71 + place - 20]) == expected[k]);
            }
        }
    }
}

TEST_CASE("neuron maps begin with the features and end with the output layer") {
    const Model model = make_test_model({6, 5});
    const int size = 20;
    const NeuronMaps maps = neurons(model, size, 2);
    REQUIRE(maps.layers.size() == 4);  // inputs, two hidden layers, output
    const std::size_t widths[] = {2, 6, 5, 1};
    for (std::size_t layer = 0; layer < 4; ++layer) {
        REQUIRE(maps.layers[layer].size() == widths[layer]);
        for (const auto& map : maps.layers[layer]) REQUIRE(map.size() == 400);
    }
    const auto at = [](int column, int row) { return static_cast<std::size_t>(row * size + column); };
    const double x = pixel_middle(window.x_least, window.x_most, 3, size);
    const double y = pixel_middle(window.y_least, window.y_most, 17, size);
    CHECK(maps.layers[0][0][at(3, 17)] == static_cast<float>(x));
    CHECK(maps.layers[0][1][at(3, 17)] == static_cast<float>(y));

    NetworkWorkspace<float> workspace = model.network->make_workspace(1);
    std::ranges::copy(std::array{static_cast<float>(x), static_cast<float>(y)}, workspace.activations[0].begin());
    model.network->forward(model.parameters->data(), workspace, {1});
    for (std::size_t layer = 1; layer < 4; ++layer)
        for (std::size_t unit = 0; unit < widths[layer]; ++unit)
            CHECK(maps.layers[layer][unit][at(3, 17)] == workspace.activations[layer][unit]);
}

TEST_CASE("maps have the same bits for any number of threads") {
    const Model model = make_test_model({7, 3});
    const DecisionMap map = decide(model, 131, 71, 1);
    const NeuronMaps maps = neurons(model, 70, 1);
    for (int threads : {2, 5}) {
        CHECK(decide(model, 131, 71, threads).values == map.values);
        CHECK(neurons(model, 70, threads).layers == maps.layers);
    }
}
