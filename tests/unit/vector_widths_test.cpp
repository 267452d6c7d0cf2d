#include "tests/vector_widths.hpp"

#include <cmath>
#include <memory>
#include <vector>

#include "engine/train/trainer.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

/// θ after some epochs of a network that has a layer of each kind of product: few rows, many, a single one.
template <class Scalar>
std::vector<Scalar> trained(vectors::Width width) {
    const test::OneWidth narrowed(width);
    Scenario scenario = standard_scenario();
    scenario.data = {GeneratorSource{{"circle", {}}, 100, 0.1, 1}, 0.3, 1};
    scenario.network.layers = {dense_layer(20, "tanh"), dense_layer(6, "gelu"), dense_layer(18, "sigmoid")};
    scenario.batch_size = 16;
    const auto trainer = Trainer<Scalar>::create(scenario, ".", std::make_shared<ThreadPool>(1));
    REQUIRE(trainer);
    while ((*trainer)->epoch() < 5) (*trainer)->step(0);
    return {(*trainer)->parameters().begin(), (*trainer)->parameters().end()};
}

template <class Scalar>
void check_alike(double tolerance) {
    const std::vector<Scalar> narrowest = trained<Scalar>(vectors::Width::plain);
    for (const vectors::Width width : test::all_widths()) {
        INFO("width " << int(width));
        const std::vector<Scalar> other = trained<Scalar>(width);
        REQUIRE(other.size() == narrowest.size());
        for (std::size_t i = 0; i < other.size(); ++i)
            CHECK_THAT(double(other[i]), WithinAbs(double(narrowest[i]), tolerance));
    }
}

}  // namespace

TEST_CASE("training in the narrowest and in wider vectors agrees to rounding") {
    check_alike<float>(1e-4);
    check_alike<double>(1e-11);
}
