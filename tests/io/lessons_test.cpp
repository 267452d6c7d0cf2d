#include "engine/io/lessons.hpp"

#include <set>

#include "engine/io/json_text.hpp"
#include "engine/io/race_json.hpp"
#include "engine/train/trainer.hpp"
#include "tests/catch.hpp"
#include "tests/io/the_lessons.hpp"

using namespace ravine;
using namespace ravine::test;

namespace {

std::string lesson_error(std::string_view text) {
    const Result<Lesson> read = lesson_from_json(text, "a");
    REQUIRE(!read);
    return read.error().message();
}

}  // namespace

TEST_CASE("the lessons are sound, in order, and the spiral comes first") {
    std::set<std::string> titles;
    for (const Lesson& each : all_lessons()) {
        INFO(each.id);
        CHECK(each.scenario.has_value() == (each.workspace == "playground"));
        CHECK(each.race.has_value() == (each.workspace == "landscape"));
        CHECK(!each.text.empty());
        titles.insert(each.title);
    }
    CHECK(titles.size() == all_lessons().size());
    REQUIRE(all_lessons().size() >= 8);
    CHECK(all_lessons().front().id == "first_network");
    const Scenario first = *all_lessons().front().scenario;
    CHECK(std::get<GeneratorSource>(first.data.source).generator.id == "spiral");
}

TEST_CASE("every lesson's race runs, and only the ones that should diverge do") {
    for (const Lesson& each : all_lessons()) {
        if (!each.race) continue;
        INFO(each.id);
        const Result<RaceResult> result = run_race(*each.race, 2000);
        if (!result) FAIL(result.error().message());
        for (const RacerPath& path : result->paths) {
            const bool should_diverge = each.id == "edge_of_stability" && &path == &result->paths[1];
            CHECK(!path.diverged_at);
            CHECK((path.steps.back().loss < path.steps.front().loss) == !should_diverge);
        }
    }
}

TEST_CASE("the lesson on too large a learning rate diverges, as it says") {
    auto trainer =
        Trainer<float>::create(*lesson_of("learning_rate_too_large").scenario, ".", std::make_shared<ThreadPool>(1));
    if (!trainer) FAIL(trainer.error().message());
    for (int i = 0; i < 1000 && (*trainer)->step(0); ++i) continue;
    CHECK((*trainer)->stop_state().reason == StopReason::diverged);
}

TEST_CASE("the lesson on overfitting overfits, as it says") {
    auto trainer = Trainer<float>::create(*lesson_of("overfitting").scenario, ".", std::make_shared<ThreadPool>(1));
    if (!trainer) FAIL(trainer.error().message());
    double least = 1e9;
    while ((*trainer)->epoch() < 400 && (*trainer)->step(0))
        least = std::min(least, (*trainer)->validation_metrics().loss);
    CHECK((*trainer)->train_metrics().accuracy > 0.97);
    CHECK((*trainer)->validation_metrics().loss > 2 * least);
}

TEST_CASE("the playground's other lessons learn what they show") {
    for (const char* id : {"first_network", "xor", "iris"}) {
        INFO(id);
        auto trainer = Trainer<float>::create(*lesson_of(id).scenario, RAVINE_SOURCE_DIR "/assets/scenarios",
                                              std::make_shared<ThreadPool>(1));
        if (!trainer) FAIL(trainer.error().message());
        while ((*trainer)->epoch() < 300 && (*trainer)->step(0)) continue;
        CHECK((*trainer)->validation_metrics().accuracy >= 0.95);
    }
}

TEST_CASE("a race reads back as it was written") {
    RaceSpecification race = standard_race();
    race.racers[1].visible = false;
    race.start = {-0.25, 3};
    race.gradient_noise = 0.5;
    race.seed = 99;
    const Result<JsonDocument> document = parse_json(format_json(race_parts_json(race)), "");
    REQUIRE(document);
    JsonContext context{*document};
    CHECK(read_race_parts(context, document->root, "") == race);
    CHECK(!context.failed());
}

TEST_CASE("an unsound lesson names what is wrong") {
    CHECK(lesson_error(R"({"title": "A", "workspace": "lab", "text": ["t"]})")
              .starts_with("assets/lessons/a.json:1: workspace: unknown workspace 'lab'; known: playground"));
    CHECK(lesson_error(R"({"title": "A", "workspace": "playground", "text": ["t"]})") ==
          "assets/lessons/a.json: scenario: is missing");
    CHECK(lesson_error(R"({"title": "A", "workspace": "landscape", "text": ["t"], "race": {"surface": "ravine"}})")
              .starts_with("assets/lessons/a.json:1: race.surface: unknown surface 'ravine'"));
    CHECK_THAT(lesson_error(R"({"scenario": "no such one"})"), contains_text("unknown scenario 'no such one'"));
    CHECK_THAT(lesson_error(R"({"scenario": {"seed": "1"}})"), contains_text("scenario.seed: must be a whole number"));
    CHECK_THAT(lesson_error(R"({"steps": -1})"), contains_text("steps: "));
    CHECK_THAT(lesson_error(R"({"race": {"start": [1]}})"), contains_text("race.start: has 1 numbers; give [x, y]"));
    CHECK_THAT(lesson_error(R"({"race": {"racers": [{"optimizer": "adm"}]}})"), contains_text("did you mean 'adam'?"));
}
