#include "app/window/network/network_words.hpp"

#include "engine/core/table.hpp"
#include "tests/catch.hpp"

using namespace ravine;

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
