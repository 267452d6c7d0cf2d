#include <algorithm>
#include <cmath>

#include "engine/io/lessons.hpp"
#include "tests/threads/session_fixture.hpp"

using namespace ravine;

namespace {

bool is_complete(const Snapshot& now) {
    const bool boundary = now.boundary && now.boundary->content.columns == now.view.boundary_columns &&
                          now.boundary->step == now.model.step;
    const bool neurons = now.neurons && now.neurons->step == now.model.step;
    const bool layers = now.layers && now.layers->step == now.model.step;
    const bool surface = now.surface && now.surface->content.finest && now.surface->step == now.model.step;
    return boundary && neurons && layers && surface;
}

std::shared_ptr<const Snapshot> wait_until_complete(Session& session) {
    auto snapshot = session.wait_for(is_complete, patience);
    REQUIRE(snapshot);
    return snapshot;
}

}  // namespace

TEST_CASE("nobody looks, nothing is computed") {
    Session session;
    session.send(command::Play{});
    const auto snapshot = wait_for_step(session, 200);
    CHECK_FALSE(snapshot->boundary);
    CHECK_FALSE(snapshot->neurons);
    CHECK_FALSE(snapshot->layers);
    CHECK_FALSE(snapshot->layer_steps);
    CHECK_FALSE(snapshot->surface);
    CHECK_FALSE(snapshot->surface_path);
}

TEST_CASE("pictures nobody looks at any longer are taken away") {
    Session session;
    session.send(everything(32));
    wait_until_complete(session);
    const auto after = send_and_wait(session, command::SetView{});
    CHECK_FALSE(after->boundary);
    CHECK_FALSE(after->neurons);
    CHECK_FALSE(after->layers);
    CHECK_FALSE(after->layer_steps);
    CHECK_FALSE(after->surface);
}

TEST_CASE("a look at the layers shows those of now and what the last step did") {
    Session session;
    command::SetView view;
    view.layers = true;
    CHECK(send_and_wait(session, view)->layer_steps->empty());  // no step yet
    session.send(command::Step{30});
    const auto snapshot = session.wait_for(
        [](const Snapshot& now) { return now.model.step == 30 && now.layers && now.layers->step == 30; }, patience);
    REQUIRE(snapshot);
    REQUIRE(snapshot->layer_steps->size() == std::size_t(snapshot->model.network->depth()));
    double squares = 0;
    for (const LayerStep& step : *snapshot->layer_steps) squares += step.gradient_norm * step.gradient_norm;
    CHECK_THAT(std::sqrt(squares), WithinRel(snapshot->gradient_norm, 1e-6));
    const std::vector<LayerReport> reports = report_layers(snapshot->model);
    REQUIRE(snapshot->layers->content.size() == reports.size());
    for (std::size_t layer = 0; layer < reports.size(); ++layer) {
        CHECK(snapshot->layers->content[layer].mean == reports[layer].mean);
        CHECK(snapshot->layers->content[layer].weights.counts == reports[layer].weights.counts);
    }
}

TEST_CASE("a paused boundary has all points and the values of one evaluation") {
    Session session;
    session.send(command::Step{30});
    command::SetView view = everything(0);
    view.boundary_columns = 301;
    view.boundary_rows = 203;
    session.send(view);
    const auto snapshot = session.wait_for(
        [](const Snapshot& now) { return now.boundary && now.boundary->content.columns == 301; }, patience);
    REQUIRE(snapshot);
    const DecisionMap& map = snapshot->boundary->content;
    ThreadPool pool(1);
    const DecisionMap whole = evaluate_decision_map(snapshot->model, view.boundary_window, 301, 203, pool);
    REQUIRE(map.rows == 203);
    REQUIRE(map.values.size() == whole.values.size());
    float furthest = 0;
    for (std::size_t i = 0; i < whole.values.size(); ++i)
        furthest = std::max(furthest, std::abs(map.values[i] - whole.values[i]));
    CHECK(furthest < 1e-4f);
    CHECK(snapshot->boundary->milliseconds > 0);
}

TEST_CASE("a paused surface is refined to its finest grid, with the path's newest point last") {
    Session session;
    session.send(command::Step{50});
    session.send(everything(64));
    const auto snapshot = wait_until_complete(session);
    const SurfacePicture& surface = snapshot->surface->content;
    CHECK(surface.plane.kind == "pca");
    REQUIRE(surface.grid.columns == 32);
    ThreadPool pool(1);
    const LossGrid whole = evaluate_loss_grid(snapshot->model, surface.plane, 32, 32, pool, std::atomic<bool>(false));
    for (std::size_t i = 0; i < whole.values.size(); i += 37)
        CHECK(surface.grid.values[i] == Approx(whole.values[i]).epsilon(1e-3));
    REQUIRE(snapshot->surface_path);
    CHECK(snapshot->surface_path->size() == snapshot->model.path.size());
    CHECK(snapshot->surface_path->back().step == snapshot->model.step);
    CHECK(std::abs(snapshot->surface_path->back().off_plane) < 1e-4);
}

TEST_CASE("the plane is random until the path has three points, then its principal components") {
    Session session;
    command::SetView view;
    view.surface_size = 16;
    session.send(view);
    const auto kind_is = [&session](const std::string& kind) {
        return session.wait_for(
            [&](const Snapshot& now) { return now.surface && now.surface->content.plane.kind == kind; }, patience);
    };
    CHECK(kind_is("random"));
    session.send(command::Step{10});
    CHECK(kind_is("pca"));
}

TEST_CASE("pictures follow the training, and the surface keeps the newest point in sight") {
    Session session;
    session.send(everything(48));
    session.send(command::Play{});
    const auto follows = [&session](std::uint64_t step) {
        return session.wait_for(
            [step](const Snapshot& now) {
                return now.boundary && now.boundary->step > step && now.neurons && now.neurons->step > step &&
                       now.surface && now.surface->step > step;
            },
            patience);
    };
    const auto first = follows(0);
    REQUIRE(first);
    const auto second = follows(first->model.step);
    REQUIRE(second);
    CHECK(second->boundary->version > first->boundary->version);
    CHECK(second->neurons->version > first->neurons->version);
    CHECK(second->surface->version > first->surface->version);
    session.send(command::Pause{});
    const auto paused = wait_until_complete(session);
    const auto& window = paused->surface->content.plane.window;
    const PlanePoint newest = paused->surface_path->back();
    CHECK((window[0] <= newest.a && newest.a <= window[1] && window[2] <= newest.b && newest.b <= window[3]));
}

TEST_CASE("pictures always fit the shape of the model they come with") {
    Session session;
    session.send(everything(24));
    session.send(command::Play{});
    Scenario scenario = session_scenario();
    for (int i = 0; i < 40; ++i) {
        scenario.network.layers.assign(std::size_t(i % 4), dense_layer(2 + i % 5));
        session.send(command::SetScenario{scenario});
        const std::uint64_t version = session.latest()->version;
        const auto now = session.wait_for([version](const Snapshot& next) { return next.version > version; }, patience);
        REQUIRE(now);
        if (!now->neurons) continue;
        const auto& layers = now->neurons->content.layers;
        REQUIRE(layers.size() == std::size_t(now->model.network->depth()) + 1);
        for (int layer = 0; layer < now->model.network->depth(); ++layer)
            REQUIRE(layers[std::size_t(layer) + 1].size() == std::size_t(now->model.network->width(layer)));
    }
}

TEST_CASE("a curve has a boundary of one row") {
    Session session;
    Scenario scenario = diverging_session_scenario();
    scenario.task = Task::curve;
    for (const GeneratorRow& row : generators())
        if (row.task == Task::curve) scenario.data.source = GeneratorSource{standard_selection(row), 60, 0.1, 1};
    scenario.features = {"x1"};
    session.send(command::SetScenario{scenario});
    session.send(everything(64));
    const auto snapshot = wait_until_complete(session);
    CHECK(session.take_events().empty());
    CHECK(snapshot->boundary->content.rows == 1);
    CHECK(snapshot->boundary->content.values.size() == 64);
}

TEST_CASE("of a network that has diverged all pictures come, and the surface ends where it was finite") {
    const std::vector<Lesson> lessons = shipped_lessons().value();
    const auto lesson = std::ranges::find(lessons, "learning_rate_too_large", &Lesson::id);
    REQUIRE(lesson != lessons.end());
    Session session;
    session.send(command::SetScenario{*lesson->scenario});
    session.send(command::Play{});
    CHECK_THAT(wait_for_state(session, RunState::diverged)->stop.words, contains_text("a weight is not finite"));
    session.send(everything(48));
    const auto done = session.wait_for([](const Snapshot& now) { return now.pictures_done && now.surface; }, patience);
    REQUIRE(done);
    CHECK(done->run_state == RunState::diverged);
    CHECK(done->boundary);
    CHECK(done->neurons);
    CHECK(done->surface->content.finest);
    CHECK(done->surface->step < done->model.step);
    REQUIRE(done->surface_path);
    CHECK(done->surface_path->back().step == done->surface->step);
    for (const float parameter : done->surface->content.plane.origin) REQUIRE(std::isfinite(parameter));
}

TEST_CASE("pictures are said to be done when they are, for this view and these parameters") {
    Session session;
    const auto check_done = [&session](Ticket ticket) {
        const auto done =
            session.wait_for([&](const Snapshot& now) { return now.applied >= ticket && now.pictures_done; }, patience);
        REQUIRE(done);
        CHECK(is_complete(*done));
    };
    for (int size = 16; size <= 48; size += 8) {
        check_done(session.send(everything(size)));
        check_done(session.send(command::Step{7}));
    }
    check_done(session.send(command::Publish{}));
    const Ticket nobody_looks = session.send(command::SetView{});
    CHECK(session.wait_for([&](const Snapshot& now) { return now.applied >= nobody_looks && now.pictures_done; },
                           patience));
}

TEST_CASE("a plane that cannot be is an error said once") {
    Session session;
    command::SetView view;
    view.surface_size = 8;
    view.plane = {"weights", {100'000, 100'001}};
    session.send(view);
    std::vector<Event> events;
    const auto collect = [&](const Snapshot&) {
        for (Event& event : session.take_events()) events.push_back(std::move(event));
        return !events.empty();
    };
    REQUIRE(session.wait_for(collect, patience));
    REQUIRE(session.wait_for([](const Snapshot& now) { return now.pictures_done; }, patience));
    send_and_wait(session, command::Step{5, true});
    view.plane = {"auto", {}};
    session.send(view);
    REQUIRE(session.wait_for([](const Snapshot& now) { return now.surface != nullptr; }, patience));
    collect(*session.latest());
    REQUIRE(events.size() == 1);
    CHECK(events[0].kind == Event::Kind::error);
}
