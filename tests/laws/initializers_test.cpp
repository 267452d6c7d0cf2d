#include "engine/network/initializers.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/core/table.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

constexpr int fan_in = 1250, fan_out = 800;  // a million weights

struct WeightMoments {
    double mean = 0, variance = 0, largest = 0;
};

WeightMoments moments_of(const InitializerRow& row, std::uint64_t seed, const std::vector<double>& settings) {
    std::vector<double> weights(std::size_t(fan_in) * fan_out);
    RandomStream random(seed, RandomPurpose::initial_weights, 0);
    row.fill(weights, fan_in, fan_out, random, settings);
    WeightMoments moments;
    for (double weight : weights) {
        moments.mean += weight / double(weights.size());
        moments.variance += weight * weight / double(weights.size());
        moments.largest = std::max(moments.largest, std::abs(weight));
    }
    moments.variance -= moments.mean * moments.mean;
    return moments;
}

WeightMoments moments_of(const InitializerRow& row, std::uint64_t seed) {
    return moments_of(row, seed, standard_values(row.settings));
}

}  // namespace

TEST_CASE("every initialiser has the mean and the variance of its formula") {
    const std::map<std::string_view, double> variances = {
        {"zeros", 0},
        {"constant", 0},
        {"uniform", 0.25 / 3},
        {"normal", 0.01},
        {"scaled_normal", 1.0 / fan_in},
        {"glorot_normal", 2.0 / (fan_in + fan_out)},
        {"glorot_uniform", 2.0 / (fan_in + fan_out)},
        {"he_normal", 2.0 / fan_in},
        {"he_uniform", 2.0 / fan_in},
        {"lecun_normal", 1.0 / fan_in},
        {"orthogonal", 1.0 / fan_in},
    };
    for (const InitializerRow& row : initializers()) {
        INFO(row.id);
        REQUIRE(variances.count(row.id) == 1);
        const double variance = variances.at(row.id);
        const WeightMoments moments = moments_of(row, 7);
        const double mean = row.id == "constant" ? 0.1 : 0;
        CHECK_THAT(moments.mean, WithinAbs(mean, 4 * std::sqrt(variance / 1e6) + 1e-10));  // four standard errors
        CHECK_THAT(moments.variance, WithinRel(variance, 0.006) || WithinAbs(variance, 1e-12));
        if (row.id.ends_with("uniform")) CHECK(moments.largest <= std::sqrt(3 * variance));
        if (row.id.ends_with("normal")) CHECK(moments.largest > 4 * std::sqrt(variance));
    }
}

TEST_CASE("an initialiser's settings are its mean and its spread") {
    const auto moments = [](std::string_view id, double setting) {
        return moments_of(*find_row(initializers(), id), 3, {setting});
    };
    for (double deviation : {0.02, 1.0, 3.0})  // 1 is the lecture's bad example
        CHECK_THAT(moments("normal", deviation).variance, WithinRel(deviation * deviation, 0.006));
    for (double limit : {0.05, 2.0})
        CHECK_THAT(moments("uniform", limit).variance, WithinRel(limit * limit / 3, 0.006));
    CHECK_THAT(moments("orthogonal", 2).variance, WithinRel(4.0 / fan_in, 0.006));
    CHECK_THAT(moments("constant", -0.7).mean, WithinAbs(-0.7, 1e-10));
}

TEST_CASE("initial weights depend on the seed alone") {
    for (const InitializerRow& row : initializers()) {
        INFO(row.id);
        CHECK(moments_of(row, 1).mean == moments_of(row, 1).mean);
        if (row.id != "zeros" && row.id != "constant") CHECK(moments_of(row, 1).mean != moments_of(row, 2).mean);
    }
}

TEST_CASE("orthogonal weights are orthogonal, whichever side is longer, and as long as the gain") {
    for (const auto& [in, out] : {std::pair{30, 20}, {20, 30}, {25, 25}, {1, 4}, {4, 1}}) {
        INFO(in << " inputs, " << out << " units");
        std::vector<double> weights(std::size_t(in * out));
        RandomStream random(5, RandomPurpose::initial_weights, 0);
        find_row(initializers(), "orthogonal")->fill(weights, in, out, random, std::vector{1.5});
        const int count = std::min(in, out), length = std::max(in, out);
        const int step = out <= in ? in : 1, stride = out <= in ? 1 : in;
        for (int i = 0; i < count; ++i)
            for (int j = 0; j <= i; ++j) {
                double product = 0;
                for (int k = 0; k < length; ++k)
                    product +=
                        weights[std::size_t(i * step + k * stride)] * weights[std::size_t(j * step + k * stride)];
                REQUIRE_THAT(product, WithinAbs(i == j ? 2.25 : 0, 1e-12));
            }
    }
}
