// Answers about a race as the session finds them, for surfaces that a window must not wait for.

#include "engine/landscape/surfaces.hpp"
#include "engine/session/answer_easel.hpp"
#include "tests/threads/session_fixture.hpp"

using namespace ravine;
using namespace ravine::session;

namespace {

RaceSpecification race_on(const std::string& surface) {
    RaceSpecification race = standard_race();
    const SurfaceRow& row = *find_row(surfaces(), surface);
    race.surface = standard_selection(row);
    race.start = row.start;
    return race;
}

JudgedPath path_at(const RacerPath& path, std::uint64_t step) {
    const std::size_t points = std::min<std::size_t>(path.steps.size(), step + 1);
    return {std::span(path.steps).first(points),
            points == path.steps.size() ? path.diverged_at : std::optional<std::uint64_t>()};
}

/// What was found is what the surface says when it is asked directly.
void check_answers(const RaceAnswers& answers, const RaceQuestion& question) {
    const RaceResult& race = *answers.race;
    REQUIRE(answers.place);
    CHECK(answers.place->place == *question.place);
    const auto [x, y] = *question.place;
    CHECK(answers.place->value == race.surface->value(x, y));
    CHECK(answers.place->gradient == race.surface->gradient(x, y));
    REQUIRE(answers.curvature);
    const RaceStep& at = path_at(race.paths[*question.racer], question.steps).steps.back();
    CHECK(answers.curvature->racer == *question.racer);
    CHECK(answers.curvature->hessian == race.surface->hessian(at.x, at.y));
    REQUIRE(answers.verdicts.size() == race.paths.size());
    for (std::size_t i = 0; i < race.paths.size(); ++i) {
        const Verdict expected =
            judge(*race.surface, race.specification.racers[i].optimizer, path_at(race.paths[i], question.steps));
        CHECK(answers.verdicts[i].verdict.id() == expected.id());
        CHECK(answers.verdicts[i].verdict.words == expected.words);
    }
}

/// The easel and what it has delivered last.
class AnswerDesk {
  public:
    void look(const RaceSpecification& race, std::uint64_t steps, const RaceQuestion& question) {
        snapshot_.race = std::make_shared<const RaceResult>(run_race(race, steps).value());
        ask(question);
    }
    void ask(const RaceQuestion& question) { snapshot_.question = question; }
    int parts() {
        int count = 0;
        for (; easel_.due(snapshot_); ++count) easel_.work(snapshot_, studio_);
        return count;
    }
    const RaceAnswers& answers() const { return *answers_; }

  private:
    Snapshot snapshot_;
    ThreadPool pool_{1};
    std::atomic<bool> cancelled_{false};
    std::shared_ptr<const RaceAnswers> answers_;
    Studio studio_{pool_, pool_, cancelled_, [this](Delivery delivery) {
                       answers_ = std::get<std::shared_ptr<const RaceAnswers>>(delivery.content);
                   }};
    AnswerEasel easel_;
};

}  // namespace

TEST_CASE("questions about a race are answered part by part, and only what has changed is answered anew") {
    AnswerDesk desk;
    RaceQuestion question{5, 1, std::array{0.5, 0.25}, true};
    desk.look(race_on("himmelblau"), 100, question);
    CHECK(desk.parts() == 5);
    check_answers(desk.answers(), question);
    CHECK(desk.parts() == 0);
    desk.look(race_on("himmelblau"), 200, question);  // run further
    CHECK(desk.parts() == 0);
    question.place = {1, 2};
    desk.ask(question);
    CHECK(desk.parts() == 1);
    question.steps = 20;
    desk.ask(question);
    CHECK(desk.parts() == 4);
    check_answers(desk.answers(), question);
    desk.look(race_on("saddle"), 200, question);
    CHECK(desk.parts() == 5);
    check_answers(desk.answers(), question);
}

TEST_CASE("the session answers questions about its race until nobody asks") {
    Session session;
    send_and_wait(session, command::SetRace{race_on("rosenbrock"), 60});
    const RaceQuestion question{60, 2, std::array{-1.0, 1.0}, true};
    send_and_wait(session, command::SetRaceQuestion{question});
    const auto done =
        session.wait_for([](const Snapshot& now) { return now.pictures_done && now.answers != nullptr; }, patience);
    REQUIRE(done);
    check_answers(*done->answers, question);
    CHECK(send_and_wait(session, command::SetRaceQuestion{})->answers == nullptr);
}
