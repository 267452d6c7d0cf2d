#include <cmath>
#include <limits>
#include <thread>

#include "tests/threads/session_fixture.hpp"

using namespace ravine;

namespace {

/// Commands of all kinds in turn.
CommandPayload mixed_command(int number) {
    Scenario scenario = session_scenario();
    scenario.optimizer.values[0] = 0.001 * (1 + number % 10);
    switch (number % 9) {
        case 0:
            return command::SetScenario{scenario};
        case 1:
            return command::Play{};
        case 2:
            return command::SetSpeed{number % 2 == 0 ? 0.0 : 1e6};
        case 3:
            return everything(16 + number % 16);
        case 4:
            return command::Step{1 + number % 3, number % 8 == 0};
        case 5:
            return command::SetRace{standard_race(), std::uint64_t(number % 50)};
        case 6:
            return command::SetLandscapeView{standard_race().surface, Window{-1, 1, -1, 1}, 8, 8};
        case 7:
            return number % 27 == 7 ? CommandPayload(command::Reset{true}) : command::Pause{};
        default:
            return number % 2 == 0 ? CommandPayload(command::Publish{}) : command::TestRates{number % 4 != 1};
    }
}

}  // namespace

TEST_CASE("a session begins with the standard scenario, paused at epoch 0") {
    Session session;
    const auto snapshot = session.latest();
    CHECK(*snapshot->model.scenario == standard_scenario());
    CHECK(snapshot->run_state == RunState::paused);
    CHECK(snapshot->model.epoch == 0);
    CHECK(snapshot->applied == 0);
    CHECK(std::isfinite(snapshot->train.loss));
    REQUIRE(snapshot->history->size() == 1);
    CHECK(session.take_events().empty());
}

TEST_CASE("all of 1,000 commands in flight while training are carried out") {
    Session session;
    session.send(command::Play{});
    wait_for_step(session, 1);
    Ticket last = 0;
    for (int number = 0; number < 1000; ++number) last = session.send(mixed_command(number));
    REQUIRE(last == 1001);
    const auto snapshot = session.wait_for(last, patience);
    REQUIRE(snapshot);
    CHECK(snapshot->model.scenario->optimizer.values[0] == Approx(0.010));  // of number 999, the last SetScenario
    CHECK(session.take_events().empty());
}

TEST_CASE("commands from several threads have tickets of their own and are all carried out") {
    Session session;
    std::vector<std::thread> senders;
    for (int thread = 0; thread < 4; ++thread)
        senders.emplace_back([&session] {
            for (int number = 0; number < 100; ++number) session.send(mixed_command(number));
        });
    for (std::thread& sender : senders) sender.join();
    const Ticket last = session.send(command::Pause{});
    CHECK(last == 401);
    CHECK(session.wait_for(last, patience));
}

TEST_CASE("starting and stopping 1,000 times quickly leaves a session that trains") {
    Session session;
    for (int i = 0; i < 1000; ++i) {
        session.send(command::Play{});
        const Ticket stopped = session.send(command::Pause{});
        if (i % 100 == 0) {
            REQUIRE(session.wait_for(stopped, patience));
        }
    }
    const auto paused = send_and_wait(session, command::Publish{});
    CHECK(paused->run_state == RunState::paused);
    session.send(command::Play{});
    wait_for_step(session, paused->model.step + 5);
}

TEST_CASE("sessions start and end 100 times while they train") {
    for (int i = 0; i < 100; ++i) {
        Session session;
        session.send(everything(32));
        session.send(command::Play{});
        if (i % 10 == 0) wait_for_step(session, 1);
    }
}

TEST_CASE("a scenario with an error changes nothing and says what is wrong") {
    Session session;
    const auto before = send_and_wait(session, command::Step{3});
    Scenario wrong = standard_scenario();
    wrong.optimizer.id = "adm";
    const Ticket ticket = session.send(command::SetScenario{wrong});
    const auto after = session.wait_for(ticket, patience);
    REQUIRE(after);
    CHECK(*after->model.scenario == *before->model.scenario);
    CHECK(after->model.step == 3);
    CHECK(after->parameters_version == before->parameters_version);
    const auto events = session.take_events();
    REQUIRE(events.size() == 1);
    CHECK(events[0].kind == Event::Kind::error);
    CHECK(events[0].ticket == ticket);
    CHECK_THAT(events[0].words, contains_text("adm"));
}

TEST_CASE("events arrive in order and none is missing") {
    Session session;
    session.send(command::Play{});
    std::vector<Ticket> expected;
    std::vector<Event> events;
    for (int i = 0; i < 300; ++i) {
        expected.push_back(session.send(command::Step{0}));  // an error each
        if (i % 50 == 0)
            for (Event& event : session.take_events()) events.push_back(std::move(event));
    }
    REQUIRE(session.wait_for(expected.back(), patience));
    for (Event& event : session.take_events()) events.push_back(std::move(event));
    std::vector<Ticket> tickets;
    for (const Event& event : events) tickets.push_back(event.ticket);
    CHECK(tickets == expected);
}

/// The session's first command is an error, which carries its ticket and changes nothing.
void check_refused(CommandPayload command) {
    Session session;
    session.send(std::move(command));
    const auto snapshot = session.wait_for(Ticket{1}, patience);
    REQUIRE(snapshot);
    CHECK(snapshot->view == command::SetView{});
    const auto events = session.take_events();
    REQUIRE(events.size() == 1);
    CHECK(events[0].kind == Event::Kind::error);
    CHECK(events[0].ticket == 1);
}

TEST_CASE("wrong numbers are errors with the command's ticket") {
    command::SetView view = everything(16);
    SECTION("a speed below 0") { check_refused(command::SetSpeed{-1}); }
    SECTION("a window without extent") {
        view.boundary_window = {1, 1, -1, 1};
        check_refused(view);
    }
    SECTION("a window that is not finite") {
        view.boundary_window = {0, std::numeric_limits<double>::infinity(), -1, 1};
        check_refused(view);
    }
    SECTION("an unknown plane") {
        view.plane = {"plain", {}};
        check_refused(view);
    }
    SECTION("an unknown surface") {
        check_refused(command::SetLandscapeView{Selection{"hill", {}}, {-1, 1, -1, 1}, 4, 4});
    }
    SECTION("a race on an unknown surface") {
        RaceSpecification race = standard_race();
        race.surface = Selection{"hill", {}};
        check_refused(command::SetRace{race, 5});
    }
}

TEST_CASE("where nobody can start the surface is shown nevertheless, and the race before is gone") {
    Session session;
    send_and_wait(session, command::SetRace{standard_race(), 5});
    RaceSpecification race = standard_race();
    race.surface = TypedFormula{"sqrt(x) + y^2", {}, {-3, 3, -3, 3}};
    race.start = {-1, 1};
    const auto refused = send_and_wait(session, command::SetRace{race, 5})->race;
    REQUIRE(refused);
    CHECK(refused->specification == race);
    CHECK(refused->paths.empty());
    CHECK(refused->surface->value(4, 3) == 11);
    race.start = {1, 1};
    CHECK(send_and_wait(session, command::SetRace{race, 5})->race->paths.size() == 3);
}

TEST_CASE("a race is there when its command has been carried out, and the heights of its surface soon after") {
    Session session;
    const auto race = send_and_wait(session, command::SetRace{standard_race(), 20})->race;
    REQUIRE(race);
    CHECK(race->steps == 20);
    CHECK(race->paths.size() == 3);
    CHECK(race->paths[0].steps == run_race(standard_race(), 20).value().paths[0].steps);

    const Window window{-2, 2, -1, 1};
    const auto landscape =
        send_and_wait(session, command::SetLandscapeView{standard_race().surface, window, 5, 3})->landscape;
    REQUIRE(landscape);
    CHECK(landscape->surface == race->surface);  // made once
    const auto painted = session.wait_for([](const Snapshot& now) { return now.heights != nullptr; }, patience);
    REQUIRE(painted);
    const HeightGrid& heights = painted->heights->content;
    CHECK(heights.finest);
    REQUIRE(heights.values.size() == 15);
    CHECK_FALSE(send_and_wait(session, command::SetLandscapeView{})->heights);  // nobody looks any more
    CHECK(heights.values[0] == Approx(landscape->surface->value(-1.6, -2.0 / 3)).epsilon(1e-12));
}
