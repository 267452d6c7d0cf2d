#include "engine/network/initializers.hpp"

#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "engine/core/table.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

constexpr int inputs = 1250, outputs = 800;  // a million weights

struct Moments {
    double mean = 0, variance = 0, largest = 0;
};

Moments moments_of(const InitializerRow& row, std::uint64_t seed) {
    std::vector<double> weights(std::size_t(inputs) * outputs);
    RandomStream random(seed, RandomPurpose::initial_weights, 0);
    row.fill(weights, inputs, outputs, random, standard_values(row.settings));
    Moments moments;
    for (double weight : weights) {
        moments.mean += weight / double(weights.size());
        moments.variance += weight * weight / double(weights.size());
        moments.largest = std::max(moments.largest, std::abs(weight));
    }
    moments.variance -= moments.mean * moments.mean;
    return moments;
}

}  // namespace

TEST_CASE("every initialiser has the mean and the variance of its formula") {
    const std::map<std::string_view, double> variances = {
        {"zeros", 0},
        {"normal", 0.01},
        {"glorot_normal", 2.0 / (inputs + outputs)},
        {"glorot_uniform", 2.0 / (inputs + outputs)},
        {"he_normal", 2.0 / inputs},
        {"he_uniform", 2.0 / inputs},
    };
    for (const InitializerRow& row : initializers()) {
        INFO(row.id);
        REQUIRE(variances.count(row.id) == 1);
        const double variance = variances.at(row.id);
        const Moments moments = moments_of(row, 7);
        CHECK_THAT(moments.mean, WithinAbs(0, 4 * std::sqrt(variance / 1e6) + 1e-300));  // four standard errors
        CHECK_THAT(moments.variance, WithinRel(variance, 0.006) || WithinAbs(variance, 1e-300));
        if (row.id.ends_with("uniform")) CHECK(moments.largest <= std::sqrt(3 * variance));
        if (row.id.ends_with("normal")) CHECK(moments.largest > 4 * std::sqrt(variance));
    }
}

TEST_CASE("initial weights depend on the seed alone") {
    for (const InitializerRow& row : initializers()) {
        INFO(row.id);
        CHECK(moments_of(row, 1).mean == moments_of(row, 1).mean);
        if (row.id != "zeros") CHECK(moments_of(row, 1).mean != moments_of(row, 2).mean);
    }
}
