#include "engine/io/race_file.hpp"

#include <bit>
#include <cstdint>

#include "tests/catch.hpp"
#include "tests/io/temporary_folder.hpp"
#include "tests/random_race.hpp"

using namespace ravine;

namespace {

RaceFile read(std::string_view text) {
    const Result<RaceFile> file = race_from_json(text, "r.json");
    if (!file) FAIL(file.error().message());
    return *file;
}

std::string error_of(std::string_view text) {
    const Result<RaceFile> file = race_from_json(text, "r.json");
    REQUIRE_FALSE(file);
    return file.error().message();
}

RaceResult run(const RaceFile& file) {
    Result<RaceResult> result = run_race(file.race, file.steps);
    if (!result) FAIL(result.error().message());
    return *result;
}

/// −0 is not 0 here.
bool are_same_bits(const RaceStep& a, const RaceStep& b) {
    const auto bits = [](double number) { return std::bit_cast<std::uint64_t>(number); };
    return bits(a.x) == bits(b.x) && bits(a.y) == bits(b.y) && bits(a.loss) == bits(b.loss) &&
           bits(a.gradient_x) == bits(b.gradient_x) && bits(a.gradient_y) == bits(b.gradient_y);
}

}  // namespace

TEST_CASE("a race's file reads back as it was written, on every kind of surface") {
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        INFO(seed);
        const RaceFile file = test::random_race(seed);
        const std::string text = race_to_json(file);
        CHECK(holds_race(text));
        CHECK(read(text) == file);
        CHECK(race_to_json(read(text)) == text);
    }
}

TEST_CASE("a race from a file runs to the same bits") {
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        INFO(seed);
        const RaceFile file = test::random_race(seed);
        const RaceResult before = run(file), after = run(read(race_to_json(file)));
        REQUIRE(before.paths.size() == file.race.racers.size());
        REQUIRE(after.paths.size() == before.paths.size());
        for (std::size_t i = 0; i < before.paths.size(); ++i)
            CHECK(std::ranges::equal(before.paths[i].steps, after.paths[i].steps, are_same_bits));
    }
}

TEST_CASE("what a race's file leaves out has the standard values") {
    CHECK(read(R"({"race": {}})") == RaceFile{standard_race(), 100});
    const RaceFile file = read(R"({"race": {"surface": "beale", "racers": [{"optimizer": "adam"}]}, "steps": 0})");
    CHECK(file.race.start == natural_view(file.race.surface).start);
    REQUIRE(file.race.racers.size() == 1);
    CHECK(file.race.racers[0].optimizer == standard_selection(*find_row(optimizers(), "adam")));
    CHECK(file.race.racers[0].name == "Adam");
    CHECK(file.steps == 0);
}

TEST_CASE("an unsound race's file names what is wrong") {
    CHECK(error_of(R"({"steps": 3})") == "r.json: the key 'race' is missing");
    CHECK(error_of(R"({"race": []})") == "r.json:1: race: must be an object, is a list");
    CHECK(error_of("{\"race\": {},\n \"stpes\": 3}") == "r.json:2: stpes: unknown key 'stpes'; known: race, steps");
    CHECK(error_of("{\"race\": {\n \"sedd\": 3}}").starts_with("r.json:2: race.sedd: unknown key 'sedd'"));
    CHECK(error_of(R"({"race": {}, "steps": 1.5})").starts_with("r.json:1: steps: 1.5 is out of range"));
    CHECK(error_of(R"({"race": {}, "steps": 1e9})").ends_with("give a whole number from 0 to 100000"));
    CHECK(error_of(R"({"race": {}, "steps": "all"})") == "r.json:1: steps: must be a number, is the text 'all'");
    CHECK_THAT(error_of(R"({"race": {"gradient_noise": -1}})"), contains_text("r.json:1: race.gradient_noise: -1"));
    CHECK_THAT(error_of(R"({"race": {"surface": {"type": "formula", "formula": "1/"}}})"),
               contains_text("r.json:1: race.surface:"));
    CHECK_THAT(error_of(R"({"race": {"surface": {"type": "formula"}}})"), contains_text("'formula' is missing"));
    CHECK(error_of(R"({"race": {"start": [1e300, 0]}})") ==
          "r.json:1: race.start 1e+300,0: the loss or its gradient is not finite there; give a start where it is");
    CHECK_THAT(error_of(R"({"race": {"racers": [{"optimizer": "sgd", "start": [0, 1e300]}]}})"),
               contains_text("race.racers[0].start 0,1e+300: "));
}

TEST_CASE("races are told from scenarios by their key") {
    CHECK(holds_race(R"({"race": 3, "task": 4})"));
    for (const char* other : {"{}", "[]", "", "{\"race\"", R"({"task": "classify"})", R"(["race"])", "\"race\""})
        CHECK_FALSE(holds_race(other));
}

TEST_CASE("a race's file that is not there") {
    const test::TemporaryFolder folder;
    CHECK(read_race(folder / "none.json").error().where == folder / "none.json");
}
