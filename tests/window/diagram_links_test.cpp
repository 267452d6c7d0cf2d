#include "app/window/network/diagram_links.hpp"

#include <cmath>
#include <limits>

#include "app/window/network/network_words.hpp"
#include "engine/core/table.hpp"
#include "tests/catch.hpp"
#include "tests/layer_cases.hpp"

using namespace ravine;

namespace {

std::shared_ptr<const Network<float>> network_of(const std::vector<int>& widths, int inputs = 2) {
    NetworkSpecification specification;
    for (const int units : widths) specification.layers.push_back(dense_layer(units));
    const auto network = Network<float>::build(specification, inputs, Task::classify, 2, {"binary_cross_entropy", {}});
    REQUIRE(network);
    return *network;
}

DiagramLayout layout_of(const std::vector<int>& widths) {
    return lay_out_diagram(
        widths, {.width = 600, .height = 400, .margin = 50, .least_pitch = 100, .least_tile = 14, .most_tile = 40});
}

/// θ = 1, −2, 3, −4, …
std::vector<float> numbered(const Network<float>& network) {
    std::vector<float> parameters;
    for (std::size_t i = 1; i <= network.parameter_count(); ++i)
        parameters.push_back(i % 2 == 0 ? -static_cast<float>(i) : static_cast<float>(i));
    return parameters;
}

}  // namespace

TEST_CASE("each link carries the weight from its unit to the next layer's, weakest first") {
    const auto network = network_of({3});
    const std::vector<float> parameters = numbered(*network);
    const auto gaps = choose_links(*network, parameters, layout_of({2, 3, 1}), 100);
    REQUIRE(gaps.size() == 2);
    REQUIRE(gaps[0].links.size() == 6);
    for (const DiagramLink& link : gaps[0].links)
        CHECK(link.weight == parameters[static_cast<std::size_t>(link.to * 2 + link.from)]);
    CHECK(gaps[0].links.front().weight == 1);
    CHECK(gaps[0].links.back().weight == -6);
    CHECK(bias_of(*network, parameters, 0, 2) == parameters[8]);
    CHECK(largest_weight(*network, parameters) == 12);  // θ₁₃ is the output's bias
}

TEST_CASE("of many links the strongest stay, among units that are shown, and the omission is said") {
    const auto network = network_of({4, 300});
    const std::vector<float> parameters = numbered(*network);
    const DiagramLayout layout = layout_of({2, 4, 300, 1});
    REQUIRE(layout.columns[2].hidden > 0);
    const auto gaps = choose_links(*network, parameters, layout, 28);
    CHECK(gaps[0].links.size() == 8);
    REQUIRE(gaps[1].links.size() == 10);
    CHECK(gaps[2].links.size() == 10);
    CHECK(gaps[1].weights == 1200);
    for (const DiagramLink& link : gaps[1].links) {
        CHECK(link.to < layout.columns[2].shown);
        CHECK(link.to >= layout.columns[2].shown - 3);  // these rows hold the largest numbers
    }
    CHECK(omission_words(gaps) == "the strongest 28 of 1 508 links");
    CHECK(
        omission_words(choose_links(*network_of({3}), numbered(*network_of({3})), layout_of({2, 3, 1}), 100)).empty());
}

TEST_CASE(
    "of a maxout unit's pieces the strongest weight is shown; other layers have no links, and blocks a way around") {
    NetworkSpecification specification{{test::layer_of("maxout", {2, 3}), test::layer_of("batch_norm"),
                                        test::residual_of({dense_layer(2)}), test::residual_of({dense_layer(3)})}};
    const auto network = *Network<float>::build(specification, 2, Task::classify, 2, {"binary_cross_entropy", {}});
    const std::vector<float> parameters = numbered(*network);
    const auto gaps = choose_links(*network, parameters, layout_of({2, 2, 2, 2, 3, 1}), 100);
    REQUIRE(gaps.size() == 5);
    REQUIRE(gaps[0].links.size() == 4);  // W = 1, −2; 3, −4; 5, −6 of the first unit; 7, −8; …, 11, −12
    CHECK(gaps[0].links.front().weight == 5);
    CHECK(gaps[0].links.back().weight == -12);
    CHECK(gaps[0].links.back().pieces == 3);
    CHECK(gaps[0].weights == 12);
    const std::vector<GapKind> kinds = {GapKind::weights, GapKind::level, GapKind::block, GapKind::block,
                                        GapKind::weights};
    for (std::size_t i = 0; i < kinds.size(); ++i) CHECK(gaps[i].kind == kinds[i]);
    CHECK(gaps[1].links.empty());
    CHECK(gaps[2].links.empty());
    CHECK_FALSE(gaps[2].projects);
    CHECK(gaps[3].projects);
}

TEST_CASE("weights that are not finite are no links to be seen") {
    const auto network = network_of({2});
    std::vector<float> parameters = numbered(*network);
    parameters[0] = std::numeric_limits<float>::quiet_NaN();
    parameters[1] = std::numeric_limits<float>::infinity();
    CHECK(largest_weight(*network, parameters) == 8);
    const auto gaps = choose_links(*network, parameters, layout_of({2, 2, 1}), 100);
    CHECK(gaps[0].links.front().weight == 0);
}

TEST_CASE("a link is found where its curve passes, and nothing is found far from all") {
    const auto network = network_of({3});
    const auto gaps = choose_links(*network, numbered(*network), layout_of({2, 3, 1}), 100);
    const DiagramLayout layout = layout_of({2, 3, 1});
    const DiagramColumn &from = layout.columns[0], &to = layout.columns[1];
    for (float t = 0.05f; t < 1; t += 0.05f) {
        CHECK(link_rise_at(link_across(t)) == Approx(link_rise(t)).margin(1e-4));
        const float y = from.y(1) + link_rise(t) * (to.y(0) - from.y(1));
        const DiagramLink* link = link_at(gaps[0], from, to, link_across(t), y, 5);
        REQUIRE(link != nullptr);
        const float found = from.y(link->from) + link_rise(t) * (to.y(link->to) - from.y(link->from));
        CHECK(std::abs(found - y) < 0.05f);
    }
    CHECK(link_at(gaps[0], from, to, 0.5f, -40, 5) == nullptr);
}

TEST_CASE("the network, a layer and a weight in words") {
    const auto network = network_of({8, 12});
    InputPipeline inputs;
    for (const char* id : {"x1", "sin_x1"}) inputs.rows.push_back(find_row(features(), id));
    CHECK(network_words(*network) == "2 → 8 tanh → 12 tanh → 1 sigmoid · 145 parameters");
    CHECK(layer_words(dense_layer(12, "relu")) == "Dense 12 · ReLU");
    CHECK(layer_words(dense_layer(12, "sigmoid"), true) == "12 · sigmoid");
    CHECK(link_words(*network, inputs, 0, {1, 2, 0.25f}) == "w₃₂ = 0.2500\nlayer 1, from sin x₁ to unit 3");
    CHECK(link_words(*network, inputs, 1, {1, 11, -1}) == "w[12, 2] = -1.0000\nlayer 2, from unit 2 to unit 12");
    CHECK(link_words(*network, inputs, 2, {0, 0, 1}) == "w₁₁ = 1.0000\noutput layer, from unit 1 to output 1");
}
