#include "app/window/network/network_edits.hpp"

#include "app/window/playground/update_words.hpp"
#include "engine/core/table.hpp"
#include "engine/network/layers.hpp"
#include "engine/optimize/optimizers.hpp"
#include "tests/catch.hpp"

using namespace ravine;

TEST_CASE("a new layer takes its place and is like the one to its left") {
    NetworkSpecification network{{dense_layer(4, "relu"), dense_layer(6)}};
    insert_layer(network, 1);
    CHECK(network.layers == std::vector{dense_layer(4, "relu"), dense_layer(4, "relu"), dense_layer(6)});
    insert_layer(network, 3);
    CHECK(network.layers.back() == dense_layer(6));
    remove_layer(network, 0);
    remove_layer(network, 7);
    CHECK(network.layers == std::vector{dense_layer(4, "relu"), dense_layer(6), dense_layer(6)});
    NetworkSpecification linear;
    insert_layer(linear, 0);
    CHECK(linear.layers.size() == 1);
}

TEST_CASE("a new layer may be of any kind, and fits where it is put") {
    for (const LayerRow& row : layers()) {
        INFO(row.id);
        Scenario scenario = standard_scenario();
        scenario.network.layers = {dense_layer(4, "relu"), dense_layer(6)};
        insert_layer(scenario.network, 1, row.id, 2);
        REQUIRE(scenario.network.layers.size() == 3);
        CHECK(scenario.network.layers[1].layer.id == row.id);
        CHECK(check_scenario(scenario));
        CHECK(width_before(scenario.network.layers, 2, 2) == 4);
        insert_layer(scenario.network, 2);
        CHECK(units_of(scenario.network.layers[2]) != nullptr);
    }
    CHECK(width_before({}, 0, 3) == 3);
}

TEST_CASE("a layer that becomes one of another kind keeps its units and how they start") {
    const LayerSpecification dense = dense_layer(5, "relu", "he_normal");
    const LayerSpecification maxout = changed_to(dense, "maxout", 3);
    CHECK(maxout.layer.values == std::vector<double>{5, 2});
    CHECK(maxout.initializer.id == "he_normal");
    CHECK(changed_to(maxout, "dense", 3).layer.values == std::vector<double>{5});
    const LayerSpecification block = changed_to(dense, "residual", 3);
    CHECK(block.layers == std::vector{dense_layer(3, "tanh"), dense_layer(3, "linear")});
    CHECK(changed_to(dense, "dense", 3) == dense);
    CHECK(changed_to(dense, "unknown", 3) == dense);
}

TEST_CASE("a layer keeps to the range of its units") {
    LayerSpecification layer = dense_layer(2);
    CHECK(widen(layer, -1));
    CHECK_FALSE(widen(layer, -1));
    CHECK(*units_of(layer) == 1);
    CHECK(widen(layer, 100000));
    CHECK_FALSE(widen(layer, 1));
    Scenario scenario = standard_scenario();
    scenario.network.layers = {layer};
    CHECK(check_scenario(scenario));
}

TEST_CASE("features go in by the table's order, and one always stays") {
    Scenario scenario = standard_scenario();
    scenario.features = {"x1", "sin_x2"};
    toggle_feature(scenario, "x2");
    toggle_feature(scenario, "unknown");
    CHECK(scenario.features == std::vector<std::string>{"x1", "x2", "sin_x2"});
    for (const char* id : {"x1", "x2", "sin_x2"}) toggle_feature(scenario, id);
    CHECK(scenario.features == std::vector<std::string>{"sin_x2"});
    scenario.task = Task::curve;
    toggle_feature(scenario, "x2");
    CHECK(scenario.features.size() == 1);
}

namespace {

/// Those that are always shown.
std::vector<UpdateLine> shown_lines(const Selection& optimizer, double learning_rate) {
    std::vector<UpdateLine> lines = update_lines(optimizer, learning_rate, 118);
    std::erase_if(lines, [](const UpdateLine& line) { return line.is_correction; });
    return lines;
}

}  // namespace

TEST_CASE("the optimizer's step is told with its numbers, in the variant that is chosen") {
    Selection momentum = standard_selection(*find_row(optimizers(), "momentum"));
    auto lines = shown_lines(momentum, 0.5);
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].before == "v ← 0.9·v + g");
    CHECK(lines[1].before + lines[1].rate + lines[1].after == "θ ← θ − 0.500·v");
    momentum.values[2] = 1;
    CHECK(shown_lines(momentum, 0.5)[0].before == "v ← 0.9·v + 0.1·g");
    Selection adam = standard_selection(*find_row(optimizers(), "adam"));
    CHECK(update_lines(adam, 0.01, 118)[2].before == "m̂ ← m / (1 − 0.9^118)");
    CHECK(shown_lines(adam, 0.01)[2].after == "·m̂ / (√v̂ + 1e-08)");
    adam.values[4] = 0;
    adam.values[5] = 1;
    CHECK(shown_lines(adam, 0.01)[2].after == "·m / √(v + 1e-08)");
    CHECK(shown_lines(adam, 0.0008000000000000007)[2].rate == "0.0008");  // as schedules give it
    CHECK(update_lines({"unknown", {}}, 1, 1).empty());
    lines = shown_lines(standard_selection(*find_row(optimizers(), "newton")), 0.5);
    REQUIRE(lines.size() == 4);
    CHECK(lines[1].before == "d ← Q·diag(1/(|e| + 0.001))·Qᵀ·g");
    CHECK(lines[2].before + lines[2].rate + lines[2].after == "t ← 0.500, halved until L falls");
}

TEST_CASE("every optimizer's formula is the one of its default settings") {
    for (const OptimizerRow& row : optimizers()) CHECK(row.formula == row.formula_for(standard_values(row.settings)));
}
