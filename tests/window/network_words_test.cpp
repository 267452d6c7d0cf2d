#include "app/window/network/network_words.hpp"

#include "engine/core/table.hpp"
#include "tests/catch.hpp"

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
