#include "app/window/landscape/race_questions.hpp"

#include "app/window/panels.hpp"

namespace ravine {
namespace {

/// Of this frame.
RaceQuestion& question(const PanelContext& context) {
    std::optional<RaceQuestion>& wanted = context.link.wanted().question;
    if (!wanted) wanted = RaceQuestion{static_cast<std::uint64_t>(context.state.landscape.steps)};
    return *wanted;
}

/// Those to the race that is shown, or to fewer steps of it.
const RaceAnswers* answers(const PanelContext& context) {
    const auto& found = context.snapshot.answers;
    const bool fits = found && (found->race == context.snapshot.race ||
                                found->race->specification == context.snapshot.race->specification);
    return fits ? found.get() : nullptr;
}

/// Judged anew when the race or the clock has changed.
class Verdicts {
  public:
    const Verdict& of(const std::shared_ptr<const RaceResult>& race, const RacerView& view) {
        if (race != race_) {
            race_ = race;
            judged_.assign(race->paths.size(), {});
        }
        VerdictAnswer& judged = judged_[view.index];
        if (judged.points != view.steps.size()) {
            const Selection& optimizer = race->specification.racers[view.index].optimizer;
            judged = {view.steps.size(), judge(*race->surface, optimizer, {view.steps, view.diverged_at()})};
        }
        return judged.verdict;
    }

  private:
    std::shared_ptr<const RaceResult> race_;
    std::vector<VerdictAnswer> judged_;
};

}  // namespace

std::optional<PlaceAnswer> height_at(const PanelContext& context, const Surface& surface, double x, double y) {
    if (!surface.is_slow()) return PlaceAnswer{{x, y}, surface.value(x, y), surface.gradient(x, y)};
    question(context).place = {x, y};
    const RaceAnswers* found = answers(context);
    const bool fits = found != nullptr && found->place && found->place->place == std::array{x, y};
    return fits ? found->place : std::nullopt;
}

std::optional<std::array<double, 3>> hessian_at(const PanelContext& context, const RacerView& view) {
    const Surface& surface = *context.snapshot.race->surface;
    if (!surface.is_slow()) return surface.hessian(view.now().x, view.now().y);
    question(context).racer = view.index;
    const RaceAnswers* found = answers(context);
    const bool fits = found != nullptr && found->curvature && found->curvature->racer == view.index;
    return fits ? std::optional(found->curvature->hessian) : std::nullopt;
}

Verdict verdict_of(const PanelContext& context, const RacerView& view) {
    static Verdicts verdicts_here;
    if (!context.snapshot.race->surface->is_slow()) return verdicts_here.of(context.snapshot.race, view);
    question(context).verdicts = true;
    const RaceAnswers* found = answers(context);
    const bool fits = found != nullptr && found->verdicts[view.index].points > 0;
    return fits ? found->verdicts[view.index].verdict : Verdict{&verdicts().front(), "running", {}};
}

}  // namespace ravine
