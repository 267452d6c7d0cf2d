// `ravine train` on a back end that fails.

#include <nlohmann/json.hpp>

#include "app/command_line/training_files.hpp"
#include "app/command_line/training_run.hpp"
#include "tests/catch.hpp"
#include "tests/remote_backend.hpp"

using namespace ravine;
using test::fate;

namespace {

Result<TrainingResult> run_on(BackendChoice choice) {
    Scenario scenario = standard_scenario();
    scenario.stop.epochs = 8;
    return run_training({{scenario, ".", "small"}, std::nullopt, 1}, Machine(std::make_shared<ThreadPool>(1), choice));
}

}  // namespace

TEST_CASE("a run says which back end trained, how, and from where on another one had to") {
    fate.never();
    const auto there = run_on({test::remote_backend(), true}), here = run_on({});
    REQUIRE(there);
    auto json = nlohmann::json::parse(summary_json(*there));
    CHECK(json["backend"] == "remote");
    CHECK(json["way"] == "far away");
    CHECK(json["fell_back"].is_null());

    fate.fail_at(test::Call::step, 30);
    const auto fallen = run_on({test::remote_backend(), true});
    fate.never();
    REQUIRE(fallen);
    json = nlohmann::json::parse(summary_json(*fallen));
    CHECK(json["backend"] == "cpu");
    CHECK(json["way"] == "1 thread");
    CHECK_THAT(json["fell_back"].get<std::string>(), contains_text("went on with the CPU from epoch "));
    CHECK(*fallen->model.parameters == *here->model.parameters);
    REQUIRE(fallen->history.size() == 9);
    for (std::size_t i = 0; i < 9; ++i) CHECK(fallen->history[i].epoch == i);
}

TEST_CASE("a run on a back end that was asked for and fails is a failure of the system, said in one line") {
    for (const test::Call call : {test::Call::make, test::Call::step, test::Call::metrics})
        for (const int time : {1, 4}) {
            fate.fail_at(call, time);
            const auto result = run_on(test::remote_backend());
            if (!fate.is_lost()) continue;
            fate.never();
            REQUIRE_FALSE(result);
            CHECK(result.error().fault == Fault::system);
            CHECK_THAT(result.error().message(), contains_text("unplugged") && contains_text("'auto'"));
            CHECK(result.error().message().find('\n') == std::string::npos);
        }
    fate.never();
}
