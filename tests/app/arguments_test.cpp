// What the words of the command line open.

#include "app/command_line/arguments.hpp"

#include "engine/io/files.hpp"
#include "tests/catch.hpp"
#include "tests/io/temporary_folder.hpp"

using namespace ravine;

TEST_CASE("--set changes the scenario of whatever is opened: the default lesson, a lesson, a shipped scenario") {
    const Result<std::vector<Lesson>> lessons = shipped_lessons();
    REQUIRE(lessons);
    for (const std::string argument : {"", "overfitting", "xor"}) {
        CAPTURE(argument);
        const Result<Opening> opening = open_for_window(argument, {"seed=4321", "optimizer.learning_rate=0.5"});
        REQUIRE(opening);
        REQUIRE(opening->lesson);
        CHECK(opening->lesson->id == (argument.empty() ? lessons->front().id : argument));
        REQUIRE(opening->lesson->scenario);
        CHECK(opening->lesson->scenario->seed == 4321);
        CHECK(opening->lesson->scenario->optimizer.values[0] == 0.5);
    }
    const Result<Opening> shipped = open_for_window("spiral", {"seed=4321"});
    REQUIRE(shipped);
    REQUIRE(shipped->scenario);
    CHECK(shipped->scenario->seed == 4321);
}

TEST_CASE("a lesson without a scenario refuses --set, and opens without it") {
    const Result<Opening> refused = open_for_window("ravine_race", {"seed=1"});
    REQUIRE_FALSE(refused);
    CHECK_THAT(refused.error().message(), contains_text("ravine_race"));
    CHECK(open_for_window("ravine_race", {})->lesson->race.has_value());
}

TEST_CASE("a race's file is told from a scenario's by its content") {
    const test::TemporaryFolder folder;
    const std::string race = folder / "race.json", scenario = folder / "scenario.json";
    const RaceFile file{standard_race(), 118};
    REQUIRE(write_file(race, race_to_json(file)));
    REQUIRE(write_file(scenario, R"({"seed": 5})"));

    const Result<Opening> opening = open_for_window(race, {});
    REQUIRE(opening);
    CHECK(opening->race == file);
    CHECK_FALSE(opening->scenario);
    CHECK(open_for_window(scenario, {})->scenario->seed == 5);
    CHECK(*open_race_file(race) == file);
    CHECK(open_race_file("ravine_race")->steps == 100);

    CHECK(open_for_window(race, {"seed=1"}).error().message() == race + ": --set does not change a race");
    CHECK_THAT(open_scenario(race, {}).error().message(), contains_text("is a race, not a scenario"));
    CHECK_THAT(open_race_file(scenario).error().message(), contains_text("the key 'race' is missing"));
    CHECK_THAT(open_race_file("xor").error().message(), contains_text("the lesson 'xor' has no race"));
}
