#include "app/window/network/network_words.hpp"

#include "engine/core/table.hpp"
#include "tests/catch.hpp"
#include "tests/layer_cases.hpp"

using namespace ravine;

namespace {

std::string words_of(const std::vector<int>& widths) {
    NetworkSpecification specification;
    for (const int units : widths) specification.layers.push_back(dense_layer(units));
    return network_words(**Network<float>::build(specification, 2, Task::classify, 2, {"binary_cross_entropy", {}}));
}

}  // namespace

TEST_CASE("a network is said layer by layer, and layers that repeat are counted") {
    CHECK(words_of({}) == "2 → 1 sigmoid · 3 parameters");
    CHECK(words_of({3}) == "2 → 3 tanh → 1 sigmoid · 13 parameters");
    CHECK(words_of({2, 2}) == "2 → 2 tanh → 2 tanh → 1 sigmoid · 15 parameters");
    CHECK(words_of({4, 2, 2, 2}) == "2 → 4 tanh → 3 × 2 tanh → 1 sigmoid · 37 parameters");
}

TEST_CASE("layers without units are said by their names") {
    using test::layer_of;
    NetworkSpecification specification{{dense_layer(4, "linear"), layer_of("batch_norm"), layer_of("dropout", {0.2}),
                                        test::residual_of({dense_layer(4)}), layer_of("maxout", {3, 2})}};
    specification.layers[1].activation = {"relu", {}};
    const auto network = *Network<float>::build(specification, 2, Task::classify, 2, {"binary_cross_entropy", {}});
    CHECK(network_words(*network) ==
          "2 → 4 linear → batch norm ReLU → dropout → residual → 3 maxout → 1 sigmoid · 74 parameters");
    CHECK(layer_words(specification.layers[1]) == "Batch norm · ReLU");
    CHECK(layer_words(specification.layers[2]) == "Dropout 0.2");
    CHECK(layer_words(specification.layers[3]) == "Residual");
    CHECK(layer_words(specification.layers[4], true) == "Maxout 3");
    CHECK(kind_words(specification.layers[4]) == "maxout");
    CHECK(kind_words(specification.layers[1]) == "batch norm, ReLU");
    const std::vector<float> parameters(network->vector_size(), 0.5f);
    CHECK(unit_numbers(*network, parameters, 0, 1) == "\nbias 0.5000");
    CHECK(unit_numbers(*network, parameters, 1, 1) == "\nγ 0.5000\nβ 0.5000\nμ 0.5000\nσ² 0.5000");
    for (const int layer : {2, 3, 4}) CHECK(unit_numbers(*network, parameters, layer, 1).empty());
}

TEST_CASE("what does not fit over a column goes on below, but for the width's buttons") {
    const auto head = [](const LayerSpecification& layer, std::size_t room) {
        const HeadWords words = head_words(layer, [&](const std::string& all) { return all.size() <= room; });
        return words.label + " | " + words.below;
    };
    using test::layer_of;
    CHECK(head(dense_layer(8), 40) == "Dense 8 · tanh | ");
    CHECK(head(dense_layer(8), 8) == "8 · tanh | ");
    CHECK(head(layer_of("gaussian_noise", {0.2}), 8) == "Gaussian | noise 0.2");
    CHECK(head(layer_of("dropout", {0.2}), 8) == "Dropout | 0.2");
    CHECK(head(test::residual_of({dense_layer(2), dense_layer(3)}), 8) == "Residual | 2 layers");
    LayerSpecification bent = test::residual_of({dense_layer(2)});
    bent.activation = {"relu", {}};
    CHECK(head(bent, 8) == "Residual | ReLU");
}

TEST_CASE("features of a plane have numbered coordinates, those of a curve the one coordinate that its axis has") {
    const FeatureRow &x1 = *find_row(features(), "x1"), &sine = *find_row(features(), "sin_x1");
    CHECK(feature_words(x1, 2) == "x₁");
    CHECK(feature_words(x1, 1) == "x");
    CHECK(feature_words(sine, 2) == "sin x₁");
    CHECK(feature_words(sine, 1) == "sin x");
    for (const FeatureRow& row : features()) {
        CHECK(feature_words(row, 2) == row.label);
        if (!row.needs_x2) CHECK(feature_words(row, 1).find("₁") == std::string::npos);
    }
}
