// Files from anywhere: bytes at random, and sound files with some bytes changed. What has to hold is said in
// readers.hpp; the address sanitizer watches when it is on.

#include "engine/core/resource.hpp"
#include "engine/io/lessons.hpp"
#include "engine/io/model_json.hpp"
#include "engine/io/scenario_json.hpp"
#include "tests/catch.hpp"
#include "tests/fuzz/readers.hpp"
#include "tests/random_race.hpp"
#include "tests/random_scenario.hpp"

using namespace ravine;

namespace {

std::string random_bytes(RandomStream& random) {
    std::string bytes(random.below(200), '\0');
    for (char& byte : bytes) byte = static_cast<char>(random.below(256));
    return bytes;
}

/// Letters that mean something in JSON are hit more often than chance would.
char random_letter(RandomStream& random) {
    constexpr std::string_view letters = "{}[]\",:.-+0123456789eEtfn\\ \n";
    return random.below(4) == 0 ? static_cast<char>(random.below(256))
                                : letters[random.below(static_cast<std::uint32_t>(letters.size()))];
}

std::string mutated(std::string text, RandomStream& random) {
    for (std::uint32_t i = 0, count = 1 + random.below(4); i < count && !text.empty(); ++i) {
        const std::size_t at = random.below(static_cast<std::uint32_t>(text.size()));
        switch (random.below(4)) {
            case 0:
                text[at] = random_letter(random);
                break;
            case 1:
                text.insert(at, 1, random_letter(random));
                break;
            case 2:
                text.erase(at, 1 + random.below(20));
                break;
            default:
                text.insert(at, text.substr(random.below(static_cast<std::uint32_t>(text.size())), 30));
        }
    }
    return text;
}

/// Returns how many of the mutants were refused.
template <class Read>
int fuzz(const std::string& sound, Read read, std::string (*fault)(std::string_view), int rounds) {
    RandomStream random(7, RandomPurpose::points);
    int refused = 0;
    for (int i = 0; i < rounds; ++i) {
        const std::string bytes = random_bytes(random), mutant = mutated(sound, random);
        REQUIRE_FALSE(read(bytes, "file"));
        REQUIRE(fault(bytes) == "");
        REQUIRE(fault(mutant) == "");
        refused += read(mutant, "file") ? 0 : 1;
    }
    return refused;
}

}  // namespace

TEST_CASE("no scenario file crashes the reader") {
    for (std::uint64_t seed = 0; seed < 5; ++seed) {
        const std::string sound = scenario_to_json(test::random_scenario(seed));
        CHECK(fuzz(sound, scenario_from_json, test::scenario_fault, 400) > 100);
    }
}

TEST_CASE("no model file crashes the reader") {
    const Model model = test::untrained_model(test::random_small_scenario(3));
    CHECK(fuzz(*model_to_json(model), model_from_json, test::model_fault, 400) > 100);
}

TEST_CASE("no race's file crashes the reader") {
    for (std::uint64_t seed = 0; seed < 12; ++seed)
        CHECK(fuzz(race_to_json(test::random_race(seed)), race_from_json, test::race_fault, 100) > 10);
}

TEST_CASE("no assignment crashes the setter") {
    RandomStream random(8, RandomPurpose::points);
    int taken = 0;
    for (int i = 0; i < 3000; ++i) {
        const std::string assignment = mutated("optimizer.learning_rate=0.25", random);
        const Result<Scenario> changed = with_setting(standard_scenario(), assignment);
        taken += changed ? 1 : 0;
        if (!changed) REQUIRE(!changed.error().what.empty());
    }
    CHECK(taken > 10);
    CHECK(taken < 2900);
}
