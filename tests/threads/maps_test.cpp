// Maps of descents as the session makes them: from coarse to fine, of the newest question.

#include "engine/core/table.hpp"
#include "engine/landscape/basins.hpp"
#include "engine/landscape/map_runner.hpp"
#include "engine/landscape/rate_map.hpp"
#include "engine/session/map_easel.hpp"
#include "tests/host_descents.hpp"
#include "tests/threads/session_fixture.hpp"
#include "tests/vector_widths.hpp"

using namespace ravine;
using namespace ravine::session;

namespace {

Selection adam(double learning_rate) {
    Selection selection = standard_selection(*find_row(optimizers(), "adam"));
    selection.values[0] = learning_rate;
    return selection;
}

command::SetLandscapeView view_of(const std::string& surface) {
    const SurfaceRow& row = *find_row(surfaces(), surface);
    return {standard_selection(row), row.window, 8, 8};
}

BasinQuestion long_question(double learning_rate) { return {adam(learning_rate), {.steps = 3000}, 256, 256}; }

/// A bowl that takes its time.
class SlowBowl : public Surface {
  public:
    explicit SlowBowl(double milliseconds)
        : Surface({"Slow bowl", "", "", "", {-1, 1, -1, 1}, {1, 1}, {{0, 0}}, 0}), milliseconds_(milliseconds) {}

    double value(double x, double y) const override { return 0.5 * (x * x + y * y); }
    std::array<double, 2> gradient(double x, double y) const override {
        const Clock::time_point end = Clock::now() + as_duration(milliseconds_ / 1000);
        while (Clock::now() < end) {
        }
        return {x, y};
    }
    std::array<double, 3> hessian(double, double) const override { return {1, 0, 1}; }

  private:
    double milliseconds_;
};

/// Maps by a GPU's threads on the host, and by a GPU that is lost once its cost is known.
class FailingDescents final : public DescentPlan {
  public:
    explicit FailingDescents(DescentLists lists) : descents_(std::move(lists)) {}

    std::size_t cells_at_once() const override { return descents_.cells_at_once(); }
    void run(const DescentCells& cells, const ThreadPool& pool) override {
        if (++pieces_ == 2) throw BackendFailure("the GPU was lost");
        descents_.run(cells, pool);
    }

  private:
    test::HostDescents descents_;
    int pieces_ = 0;
};
constexpr DescentBackend map_backends[] = {{"host", test::make_host_descents},
                                           {"failing", [](DescentLists lists) -> std::unique_ptr<DescentPlan> {
                                                return std::make_unique<FailingDescents>(std::move(lists));
                                            }}};

/// Chosen by 'auto', of a row that takes the CPU's for all but maps.
BackendState chosen(std::string_view id) {
    static BackendRow row = cpu_backend();
    row.id = id;
    BackendState state;
    state.version = 1;
    state.chosen = "auto";
    state.choice = {row, true};
    return state;
}

/// An easel and what it has delivered.
template <class Subject>
class MapAtelier {
  public:
    using Map = ArrivalMap<Subject>;

    void look(const command::SetLandscapeView& view) { look(view, make_surface(view.surface).value()); }
    void look(const command::SetLandscapeView& view, std::shared_ptr<const Surface> surface) {
        snapshot_.landscape = std::make_shared<const LandscapeSubject>(LandscapeSubject{view, std::move(surface)});
    }
    void compute_by(const BackendState& state) { studio_.backend.follow(state); }
    const std::vector<Event>& events() const { return events_; }
    bool has_to_paint() { return easel_.due(snapshot_).has_value(); }
    void work() { easel_.work(snapshot_, studio_); }
    const Map& next() {
        const std::size_t count = maps_.size();
        while (maps_.size() == count) {
            REQUIRE(has_to_paint());
            work();
        }
        return maps_.back();
    }
    const Surface& surface() const { return *snapshot_.landscape->surface; }

  private:
    void deliver(const Delivery& delivery) {
        if (const auto* event = std::get_if<Event>(&delivery.content)) return events_.push_back(*event);
        const auto* picture = std::get_if<std::shared_ptr<const Picture<Map>>>(&delivery.content);
        REQUIRE(picture);
        maps_.push_back((*picture)->content);
    }

    Snapshot snapshot_;
    ThreadPool pool_{2};
    std::atomic<bool> cancelled_{false};
    Studio studio_{pool_, pool_, cancelled_, [this](const Delivery& delivery) { deliver(delivery); }};
    MapEasel<Subject> easel_{map_backends};
    std::vector<Event> events_;
    std::vector<Map> maps_;
};

}  // namespace

TEST_CASE("a map of basins is refined from coarse to fine, twice as many columns and rows each time") {
    MapAtelier<BasinSubject> atelier;
    command::SetLandscapeView view = view_of("himmelblau");
    view.basins = {adam(0.1), {.steps = 100}, 64, 32};
    atelier.look(view);
    BasinMap map = atelier.next();
    CHECK(map.columns == 2 * map.rows);
    while (!map.finest) {
        const int columns = map.columns;
        map = atelier.next();
        CHECK(map.columns == 2 * columns);
    }
    CHECK(map.columns == 64);
    CHECK_FALSE(atelier.has_to_paint());
    ThreadPool pool(1);
    CHECK(map.arrivals == whole_map(map.subject, pool).arrivals);
    CHECK(map.subject.window == view.window);
}

TEST_CASE(
    "another question is answered in place of the one at hand, and its first answer comes whatever is asked next") {
    MapAtelier<BasinSubject> atelier;
    command::SetLandscapeView view = view_of("himmelblau");
    view.basins = long_question(0.1);
    atelier.look(view);
    CHECK_FALSE(atelier.next().finest);
    atelier.work();  // a piece of the next level
    for (const double rate : {0.2, 0.3}) {
        view.basins = long_question(rate);
        atelier.look(view);
        CHECK(atelier.next().subject.question == *view.basins);
    }
    view.basins.reset();
    atelier.look(view);
    CHECK_FALSE(atelier.has_to_paint());
}

TEST_CASE("where a descent takes long the first map is the coarsest, and where it takes too long there is none") {
    command::SetLandscapeView view = view_of("himmelblau");
    view.basins = {adam(0.1), {.steps = 10}, 256, 256};
    MapAtelier<BasinSubject> patient;
    patient.look(view, std::make_shared<SlowBowl>(0.1));
    CHECK(patient.next().columns == 8);
    CHECK(patient.next().columns == 16);

    MapAtelier<BasinSubject> hopeless;
    view.basins->conditions.steps = 1000;
    hopeless.look(view, std::make_shared<SlowBowl>(1));
    const BasinMap& none = hopeless.next();
    CHECK(none.columns == 0);
    CHECK(none.arrivals.empty());
    CHECK_FALSE(hopeless.has_to_paint());
}

TEST_CASE("a map of rates has one row for an optimizer without a second setting, and else as many as asked for") {
    MapAtelier<RateSubject> atelier;
    command::SetLandscapeView view = view_of("quadratic_ravine");
    for (const std::string id : {"sgd", "momentum"}) {
        view.rate_map = {standard_selection(*find_row(optimizers(), id)), {-4.6, 1.3}, {.steps = 50}, 24, 16};
        atelier.look(view);
        RateMap map = atelier.next();
        while (!map.finest) map = atelier.next();
        CHECK(map.columns == 24);
        CHECK(map.rows == (id == "sgd" ? 1 : 16));
        ThreadPool pool(1);
        CHECK(map.arrivals == whole_map(map.subject, pool).arrivals);
    }
}

TEST_CASE("maps are computed by the session's back end, and by the CPU from the moment on when that fails") {
    const test::OneWidth plain(vectors::Width::plain);
    command::SetLandscapeView view = view_of("himmelblau");
    view.basins = {adam(0.1), {.steps = 60}, 64, 64};
    for (const std::string id : {"host", "failing"}) {
        INFO(id);
        test::HostDescents::cells_run = 0;
        MapAtelier<BasinSubject> atelier;
        atelier.compute_by(chosen(id));
        atelier.look(view);
        BasinMap map = atelier.next();
        while (!map.finest) map = atelier.next();
        CHECK(map.columns == 64);
        const std::size_t run = test::HostDescents::cells_run;
        CHECK((id == "host" ? run > 64 * 64 : run > 0 && run < 64 * 64));
        REQUIRE(atelier.events().size() == (id == "host" ? 0 : 1));
        if (id == "failing") CHECK_THAT(atelier.events()[0].words, contains_text("the GPU was lost"));
        ThreadPool pool(1);
        std::size_t alike = 0;
        const BasinMap expected = whole_map(map.subject, pool);
        for (std::size_t i = 0; i < map.arrivals.size(); ++i) alike += map.arrivals[i] == expected.arrivals[i] ? 1 : 0;
        CHECK(double(alike) >= 0.99 * double(map.arrivals.size()));
    }
}

TEST_CASE("maps come to those who look, follow their questions, and are dropped when nobody looks") {
    Session session;
    command::SetLandscapeView view = view_of("himmelblau");
    view.basins = {adam(0.1), {.steps = 50}, 32, 32};
    view.rate_map = {adam(0.1), {0, -1.2}, {.steps = 50}, 12, 8};
    session.send(view);
    const auto painted = session.wait_for(
        [](const Snapshot& now) { return now.basins && now.basins->content.finest && now.rate_map; }, patience);
    REQUIRE(painted);
    CHECK(painted->basins->content.subject.question == *view.basins);

    view.basins->optimizer = adam(0.3);
    session.send(view);
    const auto other = session.wait_for(
        [&](const Snapshot& now) { return now.basins->content.subject.question == *view.basins; }, patience);
    REQUIRE(other);
    CHECK(other->basins->version > painted->basins->version);

    view.basins.reset();
    view.rate_map.reset();
    const auto dropped = send_and_wait(session, view);
    CHECK_FALSE(dropped->basins);
    CHECK_FALSE(dropped->rate_map);
    CHECK(session.wait_for([](const Snapshot& now) { return now.pictures_done; }, patience));
}

TEST_CASE("a session ends while a long map is being made") {
    Session session;
    command::SetLandscapeView view = view_of("himmelblau");
    view.basins = {adam(0.1), {.steps = 20000}, 1024, 1024};
    session.send(view);
    REQUIRE(session.wait_for([](const Snapshot& now) { return now.basins != nullptr; }, patience));
}

TEST_CASE("a question that cannot be answered is refused in words") {
    Session session;
    command::SetLandscapeView view = view_of("himmelblau");
    view.basins = {{"adamant", {}}};
    send_and_wait(session, view);
    CHECK(has_event(session.take_events(), Event::Kind::error, "adamant"));
    view.basins.reset();
    view.rate_map = {adam(0.1), {0, 0}, {.steps = -1}};
    send_and_wait(session, view);
    CHECK(has_event(session.take_events(), Event::Kind::error, "rate_map.steps"));
}
