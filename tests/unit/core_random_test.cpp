#include "engine/core/random.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <vector>

#include "tests/catch.hpp"

using namespace ravine;

namespace {

using Words = std::array<std::uint32_t, 4>;

/// Philox 4×32-10 as the paper writes it, apart from the library that the engine uses.
Words philox(Words counter, std::array<std::uint32_t, 2> key) {
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t a = std::uint64_t{0xD2511F53u} * counter[0], b = std::uint64_t{0xCD9E8D57u} * counter[2];
        counter = {static_cast<std::uint32_t>(b >> 32) ^ counter[1] ^ key[0], static_cast<std::uint32_t>(b),
                   static_cast<std::uint32_t>(a >> 32) ^ counter[3] ^ key[1], static_cast<std::uint32_t>(a)};
        key[0] += 0x9E3779B9u;
        key[1] += 0xBB67AE85u;
    }
    return counter;
}

struct Moments {
    double mean = 0, variance = 0, skewness = 0, kurtosis = 0;
};

template <class Draw>
Moments moments(int count, const Draw& draw) {
    std::vector<double> values(static_cast<std::size_t>(count));
    for (double& value : values) value = draw();
    Moments m;
    m.mean = std::accumulate(values.begin(), values.end(), 0.0) / count;
    for (double value : values) m.variance += (value - m.mean) * (value - m.mean) / count;
    for (double value : values) {
        const double z = (value - m.mean) / std::sqrt(m.variance);
        m.skewness += z * z * z / count;
        m.kurtosis += z * z * z * z / count;
    }
    return m;
}

}  // namespace

TEST_CASE("Philox gives Random123's published answers") {
    CHECK(philox({0, 0, 0, 0}, {0, 0}) == Words{0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
    constexpr std::uint32_t ones = 0xffffffff;
    CHECK(philox({ones, ones, ones, ones}, {ones, ones}) == Words{0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
    CHECK(philox({0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344}, {0xa4093822, 0x299f31d0}) ==
          Words{0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
}

TEST_CASE("a stream's draws are Philox at seed, purpose, stream and place") {
    const std::uint64_t seed = 0x0123456789abcdef, stream = 0xfedcba9876543210;
    RandomStream random(seed, RandomPurpose::shuffle, stream);
    for (std::uint32_t block = 0; block < 10; ++block) {
        const Words expected = philox({0x76543210, 0xfedcba98, 5, block}, {0x89abcdef, 0x01234567});
        for (std::uint32_t word : expected) CHECK(random.bits() == word);
    }
}

TEST_CASE("a shuffle takes draws as if one by one, each for the last item that is left") {
    for (std::size_t before = 0; before < 6; ++before)
        for (const std::size_t count : {0, 1, 2, 3, 4, 5, 7, 31, 64, 257, 600}) {
            RandomStream one_by_one(3, RandomPurpose::shuffle, 9), at_once = one_by_one;
            for (std::size_t i = 0; i < before; ++i) REQUIRE(one_by_one.bits() == at_once.bits());
            std::vector<std::uint32_t> expected(count), found(count);
            std::iota(expected.begin(), expected.end(), 0u);
            found = expected;
            for (std::size_t left = count; left > 1; --left)
                std::swap(expected[left - 1], expected[one_by_one.below(static_cast<std::uint32_t>(left))]);
            at_once.shuffle(std::span(found));
            REQUIRE(found == expected);
            REQUIRE(at_once.bits() == one_by_one.bits());
        }
}

TEST_CASE("equal streams agree, others share nothing") {
    const auto first_words = [](std::uint64_t seed, RandomPurpose purpose, std::uint64_t stream) {
        RandomStream random(seed, purpose, stream);
        Words words;
        for (std::uint32_t& word : words) word = random.bits();
        return words;
    };
    const Words words = first_words(1, RandomPurpose::points, 0);
    CHECK(first_words(1, RandomPurpose::points, 0) == words);
    for (const Words& other :
         {first_words(2, RandomPurpose::points, 0), first_words(1, RandomPurpose::noise, 0),
          first_words(1, RandomPurpose::points, 1), first_words(1ull << 32, RandomPurpose::points, 0),
          first_words(1, RandomPurpose::points, 1ull << 32)})
        for (std::uint32_t word : other) CHECK(std::find(words.begin(), words.end(), word) == words.end());
    RandomStream random(1, RandomPurpose::points);
    random.bits();
    RandomStream copy = random;
    CHECK(copy.uniform() == random.uniform());
}

TEST_CASE("blocks of draws lie where single draws find them") {
    constexpr std::uint32_t first = 3, stride = 5, counter = 0xfffffff0;  // counts beyond 32 bits begin again
    constexpr std::size_t count = 21;
    const RandomStream random(4, RandomPurpose::layer_noise, 9, counter);
    std::array<std::uint32_t, 4 * count> draws;
    random.blocks(first, stride, count, draws.data());
    for (std::uint32_t i = 0; i < count; ++i) {
        RandomStream there(4, RandomPurpose::layer_noise, 9, counter + first + i * stride);
        for (std::size_t k = 0; k < 4; ++k) CHECK(draws[k * count + i] == there.bits());
    }
}

TEST_CASE("uniform numbers fill [0, 1) evenly") {
    RandomStream random(3, RandomPurpose::points);
    std::array<int, 20> bins{};
    const int count = 200'000;
    const Moments m = moments(count, [&] {
        const double value = random.uniform();
        REQUIRE((value >= 0 && value < 1));
        ++bins[static_cast<std::size_t>(value * 20)];
        return value;
    });
    CHECK(m.mean == Approx(0.5).margin(5 * std::sqrt(1.0 / 12 / count)));
    CHECK(m.variance == Approx(1.0 / 12).margin(0.001));
    double chi_squared = 0;
    for (int hits : bins) chi_squared += std::pow(hits - count / 20.0, 2) / (count / 20.0);
    CHECK(chi_squared < 50);  // 19 degrees of freedom: exceeded once in 10,000 seeds
    const Moments wide = moments(1000, [&] { return random.uniform(-3, 5); });
    CHECK(wide.mean == Approx(1).margin(0.4));
}

TEST_CASE("normal numbers have the normal's moments and tails") {
    RandomStream random(4, RandomPurpose::noise);
    int beyond_two = 0;
    const int count = 200'000;
    const Moments m = moments(count, [&] {
        const double value = random.normal();
        beyond_two += std::abs(value) > 2;
        return value;
    });
    CHECK(m.mean == Approx(0).margin(0.012));
    CHECK(m.variance == Approx(1).margin(0.016));
    CHECK(m.skewness == Approx(0).margin(0.03));
    CHECK(m.kurtosis == Approx(3).margin(0.06));
    CHECK(double(beyond_two) / count == Approx(0.0455).margin(0.003));
}

TEST_CASE("below is even and stays below") {
    RandomStream random(5, RandomPurpose::split);
    std::array<int, 7> hits{};
    for (int i = 0; i < 70'000; ++i) ++hits[random.below(7)];  // out of range would be seen by the sanitizers
    for (int count : hits) CHECK(std::abs(count - 10'000) < 500);
    for (int i = 0; i < 100; ++i) CHECK(random.below(1) == 0);
}

TEST_CASE("a shuffle is a permutation, and every permutation is as likely") {
    RandomStream random(6, RandomPurpose::shuffle);
    std::vector<int> items(1000);
    std::iota(items.begin(), items.end(), 0);
    random.shuffle(std::span(items));
    CHECK_FALSE(std::is_sorted(items.begin(), items.end()));
    std::sort(items.begin(), items.end());
    for (int i = 0; i < 1000; ++i) REQUIRE(items[static_cast<std::size_t>(i)] == i);

    std::array<int, 1000> hits{};  // indexed by the digits of the order
    for (int i = 0; i < 24'000; ++i) {
        std::array<int, 4> four = {0, 1, 2, 3};
        random.shuffle(std::span<int>(four));
        ++hits[static_cast<std::size_t>(four[0] * 100 + four[1] * 10 + four[2])];
    }
    CHECK(std::count_if(hits.begin(), hits.end(), [](int count) { return count > 0; }) == 24);
    for (int count : hits) CHECK((count == 0 || std::abs(count - 1000) < 160));

    std::vector<int> drawn_together(700), drawn_singly(700);
    for (std::vector<int>* each : {&drawn_together, &drawn_singly}) std::iota(each->begin(), each->end(), 0);
    RandomStream copy = random;
    random.shuffle(std::span(drawn_together));
    for (std::size_t left = 700; left > 1; --left)
        std::swap(drawn_singly[left - 1], drawn_singly[copy.below(static_cast<std::uint32_t>(left))]);
    CHECK(drawn_together == drawn_singly);

    std::vector<int> none;
    random.shuffle(std::span(none));
    CHECK(none.empty());
}
