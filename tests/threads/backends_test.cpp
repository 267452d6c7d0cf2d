// The session changes what computes, and goes on where that fails.

#include <algorithm>

#include "engine/landscape/decision_map.hpp"
#include "tests/remote_backend.hpp"
#include "tests/threads/session_fixture.hpp"

using namespace ravine;
using test::Call;
using test::fate;

namespace {

/// No test's fate is another one's.
struct FateScope {
    FateScope() { fate.never(); }
    ~FateScope() { fate.never(); }
};

SessionOptions with_remote() {
    SessionOptions options;
    options.training_threads = 2;
    options.backends = test::backends_with_remote();
    return options;
}

void check_epochs_once(const Snapshot& snapshot) {
    for (std::size_t i = 1; i < snapshot.history->size(); ++i)
        REQUIRE((*snapshot.history)[i].epoch > (*snapshot.history)[i - 1].epoch);
}

bool boundary_is_here(const Snapshot& now) { return now.boundary && now.boundary->step == now.model.step; }

std::shared_ptr<const Snapshot> wait_for_boundary(Session& session) {
    auto snapshot = session.wait_for(boundary_is_here, patience);
    REQUIRE(snapshot);
    return snapshot;
}

/// Until an event of the kind has come; all events so far.
std::vector<Event> events_until(Session& session, Event::Kind kind) {
    std::vector<Event> all;
    for (int i = 0; i < 6000 && !has_event(all, kind, ""); ++i) {
        session.wait_for(session.send(command::Publish{}), patience);
        for (Event& event : session.take_events()) all.push_back(std::move(event));
    }
    REQUIRE(has_event(all, kind, ""));
    return all;
}

}  // namespace

TEST_CASE("a session changes its back end in mid-training, again and again, to the same bits") {
    const FateScope scope;
    Session session(with_remote());
    session.send(command::SetScenario{session_scenario()});
    session.send(everything(24));
    const std::string ids[] = {"remote", "cpu", "auto"};
    for (int i = 0; i < 45; ++i) {
        session.send(command::Play{});
        const auto snapshot = send_and_wait(session, command::UseBackend{ids[i % 3]});
        CHECK(snapshot->run_state == RunState::running);
        CHECK(snapshot->backend.chosen == ids[i % 3]);
        CHECK(snapshot->backend.choice.row->id == (ids[i % 3] == "cpu" ? "cpu" : "remote"));
        CHECK(snapshot->backend.way == (ids[i % 3] == "cpu" ? "2 threads" : "far away"));
        if (i % 4 != 0) continue;
        const auto before = send_and_wait(session, command::Pause{});
        CHECK(send_and_wait(session, command::Step{2})->model.step == before->model.step + 2);
    }
    const auto snapshot = send_and_wait(session, command::Pause{});
    const auto alone = Trainer<float>::create(session_scenario(), ".", std::make_shared<ThreadPool>(1)).value();
    while (alone->steps() < snapshot->model.step) alone->step(0);
    CHECK(*snapshot->model.parameters == std::vector<float>(alone->parameters().begin(), alone->parameters().end()));
    check_epochs_once(*snapshot);
}

TEST_CASE("the session says which back ends there are, and why one cannot be used") {
    const FateScope scope;
    Session session(with_remote());
    CHECK(session.latest()->backend.chosen == "cpu");
    const auto snapshot = send_and_wait(session, command::UseBackend{"auto"});
    CHECK(snapshot->backend.device == "Model 7");
    REQUIRE(snapshot->backend.options);
    REQUIRE(snapshot->backend.options->size() == 3);
    CHECK((*snapshot->backend.options)[1].obstacle.empty());
    CHECK((*snapshot->backend.options)[1].device == "Model 7");
    CHECK((*snapshot->backend.options)[2].obstacle == "its driver is too old");
    for (const std::string id : {"absent", "abacus"}) {
        const auto after = send_and_wait(session, command::UseBackend{id});
        CHECK(after->backend.chosen == "auto");
        CHECK(after->backend.choice.row->id == "remote");
        CHECK(has_event(session.take_events(), Event::Kind::error, id));
    }
}

TEST_CASE("where the back end fails in mid-training, the session goes on with the CPU to the same bits and says so") {
    const Scenario scenario = scenario_of_epochs(30);
    const std::vector<float> expected = parameters_alone(scenario);
    for (const Call call : {Call::step, Call::fetch, Call::metrics})
        for (const int time : {1, 2, 15, 40}) {
            CAPTURE(int(call), time);
            const FateScope scope;
            Session session(with_remote());
            session.send(command::SetScenario{scenario});
            send_and_wait(session, command::UseBackend{"auto"});
            fate.fail_at(call, time);
            session.send(command::Play{});
            const auto snapshot = wait_for_state(session, RunState::finished);
            REQUIRE(fate.is_lost());
            CHECK(*snapshot->model.parameters == expected);
            CHECK(snapshot->model.epoch == 30);
            check_epochs_once(*snapshot);
            CHECK(snapshot->backend.chosen == "auto");
            CHECK(snapshot->backend.choice.row->id == "cpu");
            CHECK_FALSE((*snapshot->backend.options)[1].obstacle.empty());
            const std::vector<Event> events = session.take_events();
            CHECK(has_event(events, Event::Kind::fell_back, "went on with the CPU from "));
            CHECK(std::ranges::count(events, Event::Kind::fell_back, &Event::kind) == 1);
            CHECK_FALSE(has_event(events, Event::Kind::error, ""));
        }
}

TEST_CASE("a back end that was asked for by its id and fails stops training, which can be gone on with") {
    const Scenario scenario = scenario_of_epochs(30);
    const FateScope scope;
    Session session(with_remote());
    session.send(command::SetScenario{scenario});
    send_and_wait(session, command::UseBackend{"remote"});
    fate.fail_at(Call::step, 40);
    session.send(command::Play{});
    const auto stopped = wait_for_state(session, RunState::finished);
    CHECK(stopped->stop.reason == StopReason::failed);
    CHECK(stopped->backend.chosen == "remote");
    CHECK(has_event(session.take_events(), Event::Kind::error, "unplugged"));
    session.send(command::Play{});  // it is still lost
    const std::vector<Event> events = events_until(session, Event::Kind::error);
    CHECK(has_event(events, Event::Kind::error, "unplugged"));
    fate.never();
    session.send(command::Play{});
    const auto snapshot = session.wait_for([](const Snapshot& now) { return now.model.epoch == 30; }, patience);
    REQUIRE(snapshot);
    CHECK(snapshot->backend.choice.row->id == "remote");
    CHECK(*wait_for_state(session, RunState::finished)->model.parameters == parameters_alone(scenario));
}

TEST_CASE("a model is loaded, rates are tested and several networks are trained by the back end that is chosen") {
    const FateScope scope;
    Session session(with_remote());
    send_and_wait(session, command::UseBackend{"auto"});
    const auto before = send_and_wait(session, command::Step{2, true});
    CHECK(send_and_wait(session, command::LoadModel{before->model})->backend.choice.row->id == "remote");
    Scenario scenario = scenario_of_epochs(5);
    scenario.ensemble.members = 3;
    session.send(command::SetScenario{scenario});
    send_and_wait(session, command::Reset{});
    fate.fail_at(Call::step, 40);
    session.send(command::TestRates{});
    session.send(command::Play{});
    const auto after = session.wait_for(
        [](const Snapshot& now) { return now.run_state == RunState::finished && now.rates && now.rates->is_done(); },
        patience);
    REQUIRE(after);
    CHECK(after->model.epoch == 5);
    check_epochs_once(*after);
    CHECK(after->backend.choice.row->id == "cpu");
    CHECK(has_event(session.take_events(), Event::Kind::fell_back, ""));
}

TEST_CASE("a picture that the back end fails at is the CPU's, and so are those after it, until somebody chooses") {
    const FateScope scope;
    Session session(with_remote());
    send_and_wait(session, command::UseBackend{"auto"});
    session.send(command::Step{20});
    fate.fail_at(Call::passes, 2);
    command::SetView view;
    view.boundary_columns = view.boundary_rows = 24;
    session.send(view);
    const auto snapshot = wait_for_boundary(session);
    ThreadPool pool(1);
    CHECK(snapshot->boundary->content.values ==
          evaluate_decision_map(snapshot->model, view.boundary_window, 24, 24, pool).values);
    CHECK(has_event(events_until(session, Event::Kind::fell_back), Event::Kind::fell_back, "pictures: "));
    fate.fail_at(Call::passes, 1);  // nobody asks it any more
    send_and_wait(session, command::Step{1});
    wait_for_boundary(session);
    CHECK_FALSE(fate.is_lost());
    send_and_wait(session, command::UseBackend{"remote"});
    send_and_wait(session, command::Step{1});
    CHECK(has_event(events_until(session, Event::Kind::error), Event::Kind::error, "unplugged"));
}
