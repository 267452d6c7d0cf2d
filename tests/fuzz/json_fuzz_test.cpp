// Files from anywhere: bytes at random, and sound files with some bytes changed. Reading gives a value or an error in
// one line; the address sanitizer watches when it is on.

#include <functional>

#include "engine/core/resource.hpp"
#include "engine/io/lessons.hpp"
#include "engine/io/model_json.hpp"
#include "engine/io/scenario_json.hpp"
#include "tests/catch.hpp"
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

/// Empty where reading succeeds.
using ErrorOf = std::function<std::optional<Error>(const std::string&)>;

template <class Read>
ErrorOf error_of(Read read) {
    return [read](const std::string& text) -> std::optional<Error> {
        const auto result = read(text);
        if (result) return {};
        return result.error();
    };
}

void check_error(const std::optional<Error>& error) {
    if (!error) return;
    REQUIRE(error->fault == Fault::input);
    REQUIRE(!error->what.empty());
    REQUIRE(error->where.starts_with("file"));
    REQUIRE(error->message().size() < 1000);
}

/// Returns how many of the mutants were refused.
int fuzz(const std::string& sound, const ErrorOf& error_of_text, int rounds) {
    RandomStream random(7, RandomPurpose::points);
    int refused = 0;
    for (int i = 0; i < rounds; ++i) {
        const std::string bytes = random_bytes(random);
        REQUIRE(error_of_text(bytes));
        check_error(error_of_text(bytes));
        const std::optional<Error> error = error_of_text(mutated(sound, random));
        check_error(error);
        refused += error ? 1 : 0;
    }
    return refused;
}

}  // namespace

TEST_CASE("no scenario file crashes the reader") {
    const ErrorOf read = error_of([](const std::string& text) { return scenario_from_json(text, "file"); });
    for (std::uint64_t seed = 0; seed < 5; ++seed)
        CHECK(fuzz(scenario_to_json(test::random_scenario(seed)), read, 400) > 100);
}

TEST_CASE("no model file crashes the reader") {
    const ErrorOf read = error_of([](const std::string& text) { return model_from_json(text, "file"); });
    const Model model = test::untrained_model(test::random_small_scenario(3));
    CHECK(fuzz(*model_to_json(model), read, 400) > 100);
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
