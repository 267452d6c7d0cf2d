// The test of learning rates as the session has it.

#include "tests/threads/session_fixture.hpp"

using namespace ravine;

namespace {

std::shared_ptr<const Snapshot> wait_for_curve(Session& session) {
    auto snapshot = session.wait_for([](const Snapshot& now) { return now.rates && now.rates->is_done(); }, patience);
    REQUIRE(snapshot);
    return snapshot;
}

std::vector<RateTrial> trials_from(const Snapshot& snapshot) {
    auto test =
        RateTest::create(*snapshot.model.scenario, ".", *snapshot.model.parameters, std::make_shared<ThreadPool>(1));
    REQUIRE(test);
    while (test->advance()) {
    }
    return test->curve().trials;
}

}  // namespace

TEST_CASE("learning rates are tested from the weights as they are, which stay as they are") {
    Session session;
    send_and_wait(session, command::SetScenario{session_scenario()});
    const auto before = send_and_wait(session, command::Step{30});
    session.send(command::TestRates{});
    const auto after = wait_for_curve(session);
    CHECK(after->rates->trials == trials_from(*before));
    CHECK(after->rates->step == 30);
    CHECK(*after->model.parameters == *before->model.parameters);
    CHECK(after->model.step == 30);
    CHECK(after->run_state == RunState::paused);
}

TEST_CASE("training goes on beside a test of learning rates, with the same bits") {
    Session tested, alone;
    for (Session* session : {&tested, &alone}) send_and_wait(*session, command::SetScenario{session_scenario()});
    const Ticket test = tested.send(command::TestRates{});
    const auto trained = send_and_wait(tested, command::Step{200});
    CHECK(trained->applied > test);
    CHECK(*trained->model.parameters == *send_and_wait(alone, command::Step{200})->model.parameters);
    CHECK(wait_for_curve(tested)->rates->step == 0);
}

TEST_CASE("a test of learning rates stays with other rates, and is gone with another optimizer, network or by wish") {
    Session session;
    Scenario scenario = session_scenario();
    send_and_wait(session, command::SetScenario{scenario});
    const auto is_kept_by = [&](const CommandPayload& payload) {
        send_and_wait(session, command::TestRates{});
        wait_for_curve(session);
        return send_and_wait(session, payload)->rates != nullptr;
    };
    scenario.optimizer.values[0] = 0.1;
    CHECK(is_kept_by(command::SetScenario{scenario}));
    CHECK(is_kept_by(command::Step{3}));
    CHECK_FALSE(is_kept_by(command::TestRates{false}));
    scenario.optimizer = {"sgd", {0.1}};
    CHECK_FALSE(is_kept_by(command::SetScenario{scenario}));
    scenario.network.layers.pop_back();
    CHECK_FALSE(is_kept_by(command::SetScenario{scenario}));
}

TEST_CASE("a test of learning rates that is under way ends by wish, and by the end of the session") {
    Session session;
    Scenario large = session_scenario();
    large.network.layers = {dense_layer(200), dense_layer(200)};
    send_and_wait(session, command::SetScenario{large});
    CHECK_FALSE(send_and_wait(session, command::TestRates{})->rates->is_done());
    CHECK(send_and_wait(session, command::TestRates{false})->rates == nullptr);
    send_and_wait(session, command::TestRates{});
}
