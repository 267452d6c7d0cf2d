#include <cmath>
#include <string>
#include <vector>

#include "engine/data/features.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

Dataset three_points(Task task = Task::classify) {
    return {.task = task,
            .classes = 2,
            .points = {{1, 10, 0}, {3, 10, 1}, {100, 50, 0}},
            .splits = {Split::train, Split::train, Split::validation}};
}

std::vector<std::string> all_features() {
    std::vector<std::string> ids;
    for (const FeatureRow& row : features()) ids.emplace_back(row.id);
    return ids;
}

}  // namespace

TEST_CASE("features are computed from the raw point, in the order asked for") {
    const auto pipeline = build_input_pipeline(three_points(), all_features(), false);
    REQUIRE(pipeline);
    REQUIRE(pipeline->inputs() == 7);
    std::vector<double> inputs(7);
    pipeline->apply(2, -3, inputs.data());
    CHECK(inputs == std::vector<double>{2, -3, 4, 9, -6, std::sin(2.0), std::sin(-3.0)});
}

TEST_CASE("standardisation uses the training points alone; a coordinate that never changes is only centred") {
    const std::vector<std::string> ids{"x1", "x2"};
    const auto pipeline = build_input_pipeline(three_points(), ids, true);
    REQUIRE(pipeline);
    CHECK(pipeline->mean[0] == 2);
    CHECK(pipeline->deviation[0] == 1);
    CHECK(pipeline->mean[1] == 10);
    CHECK(pipeline->deviation[1] == 1);
    std::vector<float> inputs(2);
    pipeline->apply(3, 10, inputs.data());
    CHECK(inputs == std::vector<float>{1, 0});
}

TEST_CASE("a curve has the features of x1 alone") {
    const auto pipeline = build_input_pipeline(three_points(Task::curve), standard_features(Task::curve), false);
    REQUIRE(pipeline);
    CHECK(pipeline->dimensions == 1);
    CHECK(pipeline->inputs() == 1);
    const std::vector<std::string> ids{"x1", "sin_x2"};
    const auto refused = build_input_pipeline(three_points(Task::curve), ids, false);
    REQUIRE_FALSE(refused);
    CHECK(refused.error().where == "features[1]");
    CHECK_THAT(refused.error().what, contains_text("needs x2"));
}

TEST_CASE("unknown, repeated and no features are errors") {
    const auto error = [](std::vector<std::string> ids) {
        const auto pipeline = build_input_pipeline(three_points(), ids, false);
        REQUIRE_FALSE(pipeline);
        return pipeline.error().message();
    };
    CHECK_THAT(error({"x1", "x3"}), contains_text("features[1]: unknown feature 'x3'"));
    CHECK_THAT(error({"x1", "x3"}), contains_text("x1_times_x2"));
    CHECK_THAT(error({"x1", "x1"}), contains_text("twice"));
    CHECK_THAT(error({}), contains_text("no input feature"));
}

TEST_CASE("the named operator on the named operands is the feature's value") {
    for (const FeatureRow& row : features()) {
        INFO(row.id);
        const double x[] = {1.25, -0.75};
        const double first = x[row.operands[0]];
        const double value = row.onnx_operator == "Sin"   ? std::sin(first)
                             : row.onnx_operator == "Mul" ? first * x[row.operands[1]]
                                                          : first;
        CHECK(row.value(x[0], x[1]) == value);
        CHECK((row.operands[1] >= 0) == (row.onnx_operator == "Mul"));
        CHECK(row.needs_x2 == (row.operands[0] == 1 || row.operands[1] == 1));
    }
}
