#include <chrono>
#include <cmath>
#include <cstring>
#include <thread>

#include "tests/layer_cases.hpp"
#include "tests/threads/session_fixture.hpp"

using namespace ravine;

namespace {

bool has_same_bits(const std::vector<float>& a, const std::vector<float>& b) {
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

}  // namespace

TEST_CASE("a session trains to the same bits as a trainer alone, whatever else it is asked for") {
    const Scenario scenario = scenario_of_epochs(30);
    SessionOptions options;
    options.training_threads = 2;
    options.picture_threads = 2;
    Session session(options);
    session.send(command::SetScenario{scenario});
    for (int i = 0; i < 60; ++i) {
        session.send(i % 3 == 0 ? everything(16 + i) : command::SetView{});
        if (i % 7 == 0) session.send(command::SetSpeed{i % 2 == 0 ? 0 : 5000.0});
        session.send(command::Step{1 + i % 4});
        session.send(command::SetScenario{scenario});
        if (i % 5 == 0) {
            send_and_wait(session, command::Pause{});
        }
    }
    session.send(command::SetSpeed{0});
    session.send(command::Play{});
    const auto snapshot = wait_for_state(session, RunState::finished);
    CHECK(snapshot->model.epoch == 30);
    CHECK(has_same_bits(*snapshot->model.parameters, parameters_alone(scenario)));
}

TEST_CASE(
    "random layers and batch statistics train to the same bits in a session that is interrupted again and again") {
    Scenario scenario = scenario_of_epochs(4);
    scenario.network.layers = {dense_layer(120), test::layer_of("batch_norm"), test::layer_of("dropout", {0.2}),
                               test::residual_of({dense_layer(120), test::layer_of("gaussian_noise")})};
    scenario.batch_size = 35;
    SessionOptions options;
    options.training_threads = 2;
    Session session(options);
    session.send(command::SetScenario{scenario});
    for (int i = 0; i < 10'000 && session.latest()->run_state != RunState::finished; ++i) {
        session.send(command::Play{});
        if (i % 8 == 0) wait_for_step(session, std::min<std::uint64_t>(std::uint64_t(i / 8 + 1), 8));
        send_and_wait(session, command::Pause{});
    }
    CHECK(has_same_bits(*wait_for_state(session, RunState::finished)->model.parameters, parameters_alone(scenario)));
}

TEST_CASE("a large network is paused in the midst of mini-batches and epochs' ends, and trains to the same bits") {
    Scenario scenario = scenario_of_epochs(4);
    scenario.network.layers = {dense_layer(160), dense_layer(160)};
    scenario.batch_size = 35;  // two an epoch: half of all steps end one
    Session session;
    session.send(command::SetScenario{scenario});
    std::uint64_t batches = 0;
    for (int i = 0; i < 10'000 && session.latest()->run_state != RunState::finished; ++i) {
        session.send(command::Play{});
        if (i % 8 == 0) wait_for_step(session, std::min<std::uint64_t>(++batches, 8));
        send_and_wait(session, command::Pause{});
    }
    const auto finished = wait_for_state(session, RunState::finished);
    CHECK(finished->model.epoch == 4);
    CHECK(finished->history->size() == 5);
    CHECK(has_same_bits(*finished->model.parameters, parameters_alone(scenario)));
}

TEST_CASE("an epoch whose end was interrupted is shown as soon as it has ended") {
    Scenario scenario = scenario_of_epochs(1);
    scenario.network.layers = {dense_layer(256), dense_layer(256)};
    std::get<GeneratorSource>(scenario.data.source).points = 10'000;
    scenario.data.validation = 0.95;  // one mini-batch, after which very many points are measured
    scenario.batch_size = 500;
    Session session;
    REQUIRE(send_and_wait(session, command::SetScenario{scenario})->model.scenario->stop == scenario.stop);
    bool was_interrupted = false;
    for (int i = 0; i < 200 && !was_interrupted; ++i) {
        session.send(command::Reset{});
        session.send(command::Play{});
        std::this_thread::sleep_for(std::chrono::milliseconds(1 << i % 10));  // however fast the machine
        const auto paused = send_and_wait(session, command::Pause{});
        was_interrupted = paused->model.step == 1 && paused->model.epoch == 0;
    }
    REQUIRE(was_interrupted);
    session.send(command::Play{});
    const auto finished = wait_for_state(session, RunState::finished);
    CHECK(finished->model.epoch == 1);
    CHECK(finished->history->size() == 2);
}

TEST_CASE("a step takes so many mini-batches, or whole epochs, and pauses") {
    Session session;
    send_and_wait(session, command::SetScenario{session_scenario()});
    auto snapshot = send_and_wait(session, command::Step{3});
    CHECK(snapshot->model.step == 3);
    CHECK(snapshot->run_state == RunState::paused);
    snapshot = send_and_wait(session, command::Step{2, true});
    CHECK(snapshot->model.epoch == 2);
    CHECK(snapshot->model.step == 14);  // 70 training points in batches of 10
    session.send(command::Step{1});
    snapshot = send_and_wait(session, command::Step{1});
    CHECK(snapshot->model.step == 16);
}

TEST_CASE("a pause cuts steps short") {
    Session session;
    const Ticket steps = session.send(command::Step{1'000'000'000});
    CHECK(wait_for_step(session, 10)->applied < steps);
    const auto paused = send_and_wait(session, command::Pause{});
    CHECK(paused->applied >= steps);
    CHECK(paused->run_state == RunState::paused);
    CHECK(paused->model.step < 1'000'000'000);
}

TEST_CASE("a finished run says why, and goes on when asked to") {
    Session session;
    session.send(command::SetScenario{scenario_of_epochs(2)});
    session.send(command::Play{});
    const auto finished = wait_for_state(session, RunState::finished);
    CHECK(finished->stop.words == "stopped after 2 epochs");
    CHECK(has_event(session.take_events(), Event::Kind::finished, "2 epochs"));
    session.send(command::Play{});
    const auto on = session.wait_for([](const Snapshot& now) { return now.model.epoch > 4; }, patience);
    REQUIRE(on);
    CHECK(on->run_state == RunState::running);
}

TEST_CASE("a diverged network says so, is restored, and trains on with a lower rate") {
    Session session;
    session.send(command::SetScenario{diverging_session_scenario()});
    session.send(command::SetView(everything(32)));
    session.send(command::Play{});
    const auto diverged = wait_for_state(session, RunState::diverged);
    CHECK_THAT(diverged->stop.words, contains_text("not finite"));
    REQUIRE(diverged->lowest);
    REQUIRE(diverged->last_finite);
    CHECK(diverged->last_finite->epoch == diverged->history->back().epoch);
    CHECK(diverged->last_finite->train.loss == diverged->history->back().train.loss);
    CHECK(has_event(session.take_events(), Event::Kind::diverged, "diverged at step"));

    const auto refused = send_and_wait(session, command::Play{});
    CHECK(refused->run_state == RunState::diverged);
    CHECK(has_event(session.take_events(), Event::Kind::error, "earlier state"));

    const auto restored = send_and_wait(session, command::TakeBack{EarlierState::lowest});
    CHECK(restored->run_state == RunState::paused);
    CHECK_FALSE(restored->lowest);
    CHECK_FALSE(restored->last_finite);
    CHECK(restored->model.epoch == diverged->lowest->epoch);
    CHECK(restored->train.loss == diverged->lowest->train.loss);
    CHECK(restored->train.loss <= diverged->history->front().train.loss);
    for (const float parameter : *restored->model.parameters) CHECK(std::isfinite(parameter));

    Scenario calmer = diverging_session_scenario();
    calmer.optimizer.values[0] = 0.001;
    session.send(command::SetScenario{calmer});
    session.send(command::Play{});
    const auto trained = wait_for_step(session, restored->model.step + 500);
    CHECK(trained->run_state == RunState::running);
    CHECK(trained->train.loss < restored->train.loss);
    CHECK(session.take_events().empty());
}

TEST_CASE("a reset goes back to the same initial network, or to another one with the next seed") {
    Session session;
    const auto start = session.latest();
    session.send(command::Step{5});
    auto snapshot = send_and_wait(session, command::Reset{});
    CHECK(snapshot->model.step == 0);
    CHECK(has_same_bits(*snapshot->model.parameters, *start->model.parameters));
    snapshot = send_and_wait(session, command::Reset{true});
    CHECK(snapshot->model.scenario->seed == start->model.scenario->seed + 1);
    CHECK_FALSE(has_same_bits(*snapshot->model.parameters, *start->model.parameters));
}

TEST_CASE("changing the learning rate keeps weights and shape; changing the shape changes its version") {
    Session session;
    const auto before = send_and_wait(session, command::Step{5});
    Scenario scenario = standard_scenario();
    scenario.optimizer.values[0] = 0.5;
    auto after = send_and_wait(session, command::SetScenario{scenario});
    CHECK(after->learning_rate == 0.5);
    CHECK(after->parameters_version == before->parameters_version);
    CHECK(after->model.parameters == before->model.parameters);
    CHECK(after->shape_version == before->shape_version);
    CHECK(after->data_version == before->data_version);

    CHECK(after->gradient_norm == before->gradient_norm);
    scenario.network.layers.push_back(dense_layer(3));
    after = send_and_wait(session, command::SetScenario{scenario});
    CHECK(std::isnan(after->gradient_norm));  // the last step was one of another network
    CHECK(std::isnan(after->update_norm));
    CHECK(after->shape_version == before->shape_version + 1);
    CHECK(after->data_version == before->data_version);

    std::get<GeneratorSource>(scenario.data.source).seed = 5;
    after = send_and_wait(session, command::SetScenario{scenario});
    CHECK(after->data_version == before->data_version + 1);
    CHECK(after->shape_version == before->shape_version + 1);
}

TEST_CASE("a loaded model brings its parameters, and its points even where their file is gone") {
    Session session;
    Model model = send_and_wait(session, command::Step{20})->model;
    Scenario scenario = *model.scenario;
    scenario.data.source = CsvSource{"no such file.csv"};
    model.scenario = std::make_shared<const Scenario>(scenario);

    Session other;
    const auto loaded = send_and_wait(other, command::LoadModel{model});
    CHECK(other.take_events().empty());
    CHECK(has_same_bits(*loaded->model.parameters, *model.parameters));
    CHECK(loaded->model.data->points == model.data->points);
    CHECK(loaded->model.data->splits == model.data->splits);
    CHECK(loaded->run_state == RunState::paused);
}
