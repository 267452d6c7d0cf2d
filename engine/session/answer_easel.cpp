#include "engine/session/answer_easel.hpp"

#include <algorithm>
#include <utility>

namespace ravine::session {

namespace {

std::size_t judged_points(const RacerPath& path, std::uint64_t steps) {
    return std::min<std::size_t>(path.steps.size(), steps + 1);
}

JudgedPath judged_path(const RacerPath& path, std::size_t points) {
    // Of a path that has been run further, the step that diverged lies beyond.
    return {std::span(path.steps).first(points),
            points == path.steps.size() ? path.diverged_at : std::optional<std::uint64_t>()};
}

const RaceStep& step_of(const RacerPath& path, std::uint64_t steps) {
    return path.steps[judged_points(path, steps) - 1];
}

}  // namespace

std::optional<AnswerEasel::Subject> AnswerEasel::subject_of(const Snapshot& snapshot) {
    if (!snapshot.question || !snapshot.race) return {};
    return Subject{snapshot.race, *snapshot.question};
}

bool AnswerEasel::has_place(const Subject& subject) const {
    const auto& place = subject.question.place;
    return !place || (answers_.place && answers_.place->place == *place);
}

bool AnswerEasel::has_curvature(const Subject& subject) const {
    const std::optional<std::size_t> racer = subject.question.racer;
    if (!racer || *racer >= subject.race->paths.size()) return true;
    const RaceStep& at = step_of(subject.race->paths[*racer], subject.question.steps);
    return answers_.curvature && answers_.curvature->racer == *racer &&
           answers_.curvature->place == std::array{at.x, at.y};
}

std::optional<std::size_t> AnswerEasel::outdated(const Subject& subject) const {
    const std::vector<RacerPath>& paths = subject.race->paths;
    for (std::size_t turn = 1; turn <= paths.size() && subject.question.verdicts; ++turn) {
        const std::size_t racer = (last_judged_ + turn) % paths.size();
        if (answers_.verdicts[racer].points != judged_points(paths[racer], subject.question.steps)) return racer;
    }
    return {};
}

std::optional<Due> AnswerEasel::due(const Snapshot& snapshot) {
    const std::optional<Subject> subject = subject_of(snapshot);
    if (!subject || subject == given_up_) return {};
    begin(*subject);
    if (!has_place(*subject) || !has_curvature(*subject)) return Due{Urgency::quick, at_once};
    if (outdated(*subject)) return Due{Urgency::quick, judges_from_};
    return {};
}

void AnswerEasel::give_up(const Snapshot& snapshot) { given_up_ = subject_of(snapshot); }

/// The same race run further has the same answers.
void AnswerEasel::begin(const Subject& subject) {
    if (answers_.race == subject.race) return;
    if (!answers_.race || !(answers_.race->specification == subject.race->specification)) {
        answers_ = {};
        answers_.verdicts.resize(subject.race->paths.size());
    }
    answers_.race = subject.race;
}

void AnswerEasel::answer_part(const Subject& subject) {
    const RaceResult& race = *subject.race;
    const Surface& surface = *race.surface;
    if (!has_place(subject)) {
        const auto [x, y] = *subject.question.place;
        answers_.place = {{x, y}, surface.value(x, y), surface.gradient(x, y)};
    } else if (!has_curvature(subject)) {
        const std::size_t racer = *subject.question.racer;
        const RaceStep& at = step_of(race.paths[racer], subject.question.steps);
        answers_.curvature = {racer, {at.x, at.y}, surface.hessian(at.x, at.y)};
    } else if (const std::optional<std::size_t> racer = outdated(subject)) {
        const std::size_t points = judged_points(race.paths[*racer], subject.question.steps);
        const Selection& optimizer = race.specification.racers[*racer].optimizer;
        const Clock::time_point start = Clock::now();
        answers_.verdicts[*racer] = {points, judge(surface, optimizer, judged_path(race.paths[*racer], points))};
        last_judged_ = *racer;
        const Clock::time_point end = Clock::now();
        judges_from_ = end + 2 * (end - start);
    }
}

void AnswerEasel::work(const Snapshot& snapshot, Studio& studio) {
    answer_part(*subject_of(snapshot));
    studio.deliver({std::make_shared<const RaceAnswers>(answers_)});
}

}  // namespace ravine::session
