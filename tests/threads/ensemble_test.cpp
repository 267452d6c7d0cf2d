// An ensemble in the session: all networks train, the mean is shown, or one of them.

#include "engine/lab/ensemble_trainer.hpp"

#include "engine/lab/prediction_metrics.hpp"
#include "tests/threads/session_fixture.hpp"

using namespace ravine;

namespace {

Scenario ensemble_scenario(int members, int epochs) {
    Scenario scenario = session_scenario();
    scenario.ensemble = {members, true};
    scenario.stop.epochs = epochs;
    return scenario;
}

/// As the command line trains it.
Model model_alone(const Scenario& scenario) {
    auto trainer = EnsembleTrainer::create(scenario, ".", std::make_shared<ThreadPool>(1)).value();
    while (trainer->step(0)) {
    }
    return trainer->model();
}

void check_same_networks(const Model& a, const Model& b) {
    CHECK(*a.parameters == *b.parameters);
    REQUIRE(a.other_members.size() == b.other_members.size());
    for (std::size_t k = 0; k < a.other_members.size(); ++k) CHECK(*a.other_members[k] == *b.other_members[k]);
}

bool is_fine(const Snapshot& now) { return now.pictures_done && now.boundary; }

std::shared_ptr<const Snapshot> wait_for_pictures(Session& session) {
    auto snapshot = session.wait_for(is_fine, patience);
    REQUIRE(snapshot);
    return snapshot;
}

/// One network of the snapshot's model alone, counted from 1 after the first.
Model session_member(const Snapshot& snapshot, std::size_t index) {
    Model model = snapshot.model;
    model.parameters = model.other_members[index - 1];
    model.other_members.clear();
    return model;
}

command::SetView view_of(int member) {
    command::SetView view;
    view.boundary_columns = view.boundary_rows = 24;
    view.neuron_map_size = 8;
    view.member = member;
    return view;
}

}  // namespace

TEST_CASE("an ensemble trained in a session, stepped and interrupted, has the bits of the command line's") {
    const Scenario scenario = ensemble_scenario(3, 12);
    SessionOptions options;
    options.training_threads = 3;
    Session session(options);
    session.send(command::SetScenario{scenario});
    for (int i = 0; i < 20; ++i) {
        session.send(command::Step{1 + i % 4});
        session.send(i % 3 == 0 ? view_of(i % 4) : command::SetView{});
        if (i % 5 == 0) send_and_wait(session, command::Pause{});
    }
    session.send(command::Play{});
    const auto finished = wait_for_state(session, RunState::finished);
    CHECK(finished->model.epoch == 12);
    check_same_networks(finished->model, model_alone(scenario));
    REQUIRE(finished->history->size() == 13);
    ThreadPool pool(1);
    CHECK(finished->history->back().train.loss == prediction_metrics(finished->model, Split::train, pool).loss);
    CHECK(finished->train.loss == finished->history->back().train.loss);
    CHECK(finished->validation.accuracy == prediction_metrics(finished->model, Split::validation, pool).accuracy);
}

TEST_CASE("the boundary is the mean's, or that of the member one looks at, whose insides are shown") {
    Session session;
    session.send(command::SetScenario{ensemble_scenario(3, 100)});
    send_and_wait(session, command::Step{4, true});
    ThreadPool pool(1);
    for (const int member : {0, 2, 3, 1, 4}) {
        INFO(member);
        const command::SetView view = view_of(member);
        send_and_wait(session, view);
        const auto snapshot = wait_for_pictures(session);
        const int shown = member > 3 ? 0 : member;
        REQUIRE(snapshot->shown_member == shown);
        REQUIRE(snapshot->members.size() == 3);
        const std::size_t index = shown < 2 ? 0 : std::size_t(shown - 1);
        const Model& all = snapshot->model;
        CHECK(snapshot->network().parameters == (index == 0 ? all.parameters : all.other_members[index - 1]));
        CHECK(snapshot->network().other_members.empty());
        CHECK(snapshot->network().scenario->seed == all.scenario->seed + index);
        const Model& predicting = shown == 0 ? all : snapshot->network();
        CHECK(snapshot->boundary->content.values ==
              evaluate_decision_map(predicting, view.boundary_window, 24, 24, pool).values);
        CHECK(snapshot->boundary->content.members.size() == (shown == 0 ? 3 : 0));
        if (shown == 0)
            CHECK(snapshot->boundary->content.members[2] ==
                  evaluate_decision_map(session_member(*snapshot, 2), view.boundary_window, 24, 24, pool).values);
        CHECK(snapshot->neurons->content.layers ==
              evaluate_neuron_maps(snapshot->network(), view.boundary_window, 8, pool).layers);
        CHECK(snapshot->members[index].epoch == 4);
    }
}

TEST_CASE("the surface and its path are those of the member one looks at") {
    Session session;
    session.send(command::SetScenario{ensemble_scenario(2, 100)});
    session.send(everything(32));
    send_and_wait(session, command::Step{3, true});
    for (const int member : {0, 2}) {
        command::SetView view = everything(32);
        view.member = member;
        send_and_wait(session, view);
        const auto snapshot =
            session.wait_for([](const Snapshot& now) { return now.pictures_done && now.surface; }, patience);
        REQUIRE(snapshot);
        CHECK(snapshot->surface->content.plane.origin == *snapshot->network().parameters);
        CHECK(snapshot->layers->content.size() == 3);
        CHECK(snapshot->layer_steps->size() == 3);
    }
}

TEST_CASE("members join and leave a training in a session; reset begins with all of them") {
    Session session;
    Scenario scenario = ensemble_scenario(1, 8);
    session.send(command::SetScenario{scenario});
    CHECK(send_and_wait(session, command::Step{5, true})->members.empty());
    scenario.ensemble.members = 4;
    const auto joined = send_and_wait(session, command::SetScenario{scenario});
    REQUIRE(joined->members.size() == 4);
    CHECK(joined->model.epoch == 5);
    CHECK(joined->members[3].epoch == 0);
    const auto stepped = send_and_wait(session, command::Step{1, false});
    CHECK(stepped->model.step == joined->model.step + 1);
    for (const MemberState& member : stepped->members) CHECK(member.epoch == 5);
    session.send(command::Play{});
    check_same_networks(wait_for_state(session, RunState::finished)->model, model_alone(scenario));
    const auto reset = send_and_wait(session, command::Reset{});
    CHECK(reset->model.epoch == 0);
    CHECK(reset->history->size() == 1);
    for (const MemberState& member : reset->members) CHECK(member.epoch == 0);
    scenario.ensemble.members = 2;
    CHECK(send_and_wait(session, command::SetScenario{scenario})->model.other_members.size() == 1);
}

TEST_CASE("where a member diverges the session stops, names it, and takes all back") {
    Scenario scenario = diverging_session_scenario();
    scenario.ensemble.members = 2;
    Session session;
    session.send(command::SetScenario{scenario});
    session.send(command::Play{});
    const auto diverged = wait_for_state(session, RunState::diverged);
    CHECK_THAT(diverged->stop.words, StartsWith("member "));
    REQUIRE(diverged->lowest);
    const auto back = send_and_wait(session, command::TakeBack{EarlierState::lowest});
    CHECK(back->run_state == RunState::paused);
    CHECK(back->train.loss == diverged->lowest->train.loss);
    for (const MemberState& member : back->members) CHECK(member.epoch == diverged->lowest->epoch);
}

TEST_CASE("a loaded ensemble has all its networks, and an export all that are trained") {
    const Model model = model_alone(ensemble_scenario(3, 2));
    std::size_t exported = 0;
    SessionOptions options;
    options.exporter = [&](const Model& given, std::string_view, const std::string&) {
        exported = 1 + given.other_members.size();
        return Status();
    };
    {
        Session session(options);
        const auto loaded = send_and_wait(session, command::LoadModel{model});
        check_same_networks(loaded->model, model);
        CHECK(loaded->members.size() == 3);
        send_and_wait(session, command::Export{"json", "nowhere"});
    }
    CHECK(exported == 3);
}
