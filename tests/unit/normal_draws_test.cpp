#include "engine/core/normal_draws.hpp"

#include <cmath>
#include <numbers>
#include <vector>

#include "engine/core/random.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

/// An even number of them.
std::vector<float> normal_numbers(RandomStream random, std::size_t count) {
    std::vector<float> numbers;
    while (numbers.size() < count) {
        const std::uint32_t for_radius = random.bits(), for_angle = random.bits();
        const NormalPair pair = normal_pair(for_radius, for_angle);
        numbers.insert(numbers.end(), {pair.first, pair.second});
    }
    return numbers;
}

}  // namespace

TEST_CASE("normal numbers by the many are Box and Muller's of the stream's draws") {
    RandomStream draws(11, RandomPurpose::layer_noise, 3);
    const std::vector<float> numbers = normal_numbers(draws, 300);
    for (std::size_t i = 0; i < numbers.size(); i += 2) {
        const double u = double(draws.bits() >> 1) * 0x1p-31 + 0x1p-32;
        const double angle = 2 * std::numbers::pi * double(draws.bits()) * 0x1p-32;
        const double radius = std::sqrt(-2 * std::log(u));
        // Next to u = 1 single precision leaves few digits of the logarithm.
        CHECK_THAT(numbers[i], WithinAbs(radius * std::cos(angle), 1e-3));
        CHECK_THAT(numbers[i + 1], WithinAbs(radius * std::sin(angle), 1e-3));
        if (radius > 0.1) CHECK_THAT(numbers[i], WithinAbs(radius * std::cos(angle), 4e-6));
    }
}

TEST_CASE("normal numbers by the many have the normal's moments and tails, and no pair hangs together") {
    const std::vector<float> numbers = normal_numbers({12, RandomPurpose::layer_noise}, 1'000'000);
    double sum = 0, squares = 0, fourths = 0, products = 0;
    int beyond_two = 0, beyond_four = 0;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const double x = double(numbers[i]);
        REQUIRE(std::isfinite(x));
        sum += x, squares += x * x, fourths += x * x * x * x;
        if (i % 2 == 1) products += x * double(numbers[i - 1]);
        beyond_two += std::abs(x) > 2, beyond_four += std::abs(x) > 4;
    }
    const double count = double(numbers.size());
    CHECK(std::abs(sum / count) < 0.005);
    CHECK(std::abs(squares / count - 1) < 0.007);
    CHECK(std::abs(fourths / count - 3) < 0.05);
    CHECK(std::abs(products / count) < 0.004);
    CHECK(std::abs(beyond_two / count - 0.0455003) < 0.001);
    CHECK(std::abs(beyond_four / count - 6.33e-5) < 4e-5);
}

TEST_CASE("the ends of what is drawn give finite numbers") {
    for (const std::uint32_t radius : {0u, 1u, 0x7fffffffu, 0xffffffffu})
        for (const std::uint32_t angle : {0u, 0x1fffffffu, 0x20000000u, 0x80000000u, 0xdfffffffu, 0xffffffffu}) {
            const NormalPair pair = normal_pair(radius, angle);
            CHECK(std::isfinite(pair.first));
            CHECK(std::isfinite(pair.second));
            CHECK(std::hypot(pair.first, pair.second) < 6.7f);
        }
}

TEST_CASE("the logarithm in single precision is right to 1e-6") {
    for (float x = 1e-37f; x < 1e37f; x *= 1.0137f)
        CHECK_THAT(logarithm_of(x), WithinRel(std::log(x), 1e-6f) || WithinAbs(std::log(x), 1e-7f));
}
