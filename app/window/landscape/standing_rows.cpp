#include "app/window/landscape/standing_rows.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <memory>
#include <utility>

#include "app/window/panels.hpp"
#include "engine/landscape/convergence.hpp"

namespace ravine {
namespace {

/// Judging asks for curvatures, which take a network long: only what has changed is judged anew.
class Verdicts {
  public:
    const Verdict& of(const std::shared_ptr<const RaceResult>& race, const RacerView& view) {
        if (race != race_) {
            race_ = race;
            judged_.assign(race->paths.size(), {});
        }
        Judged& judged = judged_[view.index];
        if (!judged.verdict || judged.points != view.steps.size()) {
            const Selection& optimizer = race->specification.racers[view.index].optimizer;
            judged = {view.steps.size(), judge(*race->surface, optimizer, {view.steps, view.diverged_at()})};
        }
        return *judged.verdict;
    }

  private:
    struct Judged {
        std::size_t points = 0;
        std::optional<Verdict> verdict;
    };
    std::shared_ptr<const RaceResult> race_;
    std::vector<Judged> judged_;
};

std::optional<double> distance_to_minimum(const Surface& surface, const RaceStep& at) {
    const auto minimum = nearest_minimum(surface, at.x, at.y);
    if (!minimum) return std::nullopt;
    return std::hypot(at.x - (*minimum)[0], at.y - (*minimum)[1]);
}

StandingRow row_of(const RaceResult& race, const RacerView& view, const Verdict& verdict, double goal) {
    const RaceStep& now = view.now();
    StandingRow row{
        view, verdict, now.loss, std::hypot(now.gradient_x, now.gradient_y), distance_to_minimum(*race.surface, now),
        {},   {}};
    const double wanted = floor_of(*race.surface) + goal;
    const auto first = std::ranges::find_if(view.steps, [&](const RaceStep& step) { return step.loss <= wanted; });
    if (first == view.steps.end()) return row;
    row.steps = static_cast<std::uint64_t>(first - view.steps.begin());
    row.evaluations = view.path->evaluations[*row.steps];
    return row;
}

double rank(const StandingRow& row) {
    return row.view.diverged_at() || row.verdict.id() == "diverged" ? std::numeric_limits<double>::infinity()
                                                                    : row.loss;
}

}  // namespace

std::vector<StandingRow> standing_rows(const PanelContext& context) {
    static Verdicts verdicts;
    std::vector<StandingRow> rows;
    const auto& race = context.snapshot.race;
    for (const RacerView& view : racer_views(context))
        rows.push_back(row_of(*race, view, verdicts.of(race, view), context.state.landscape.goal));
    std::ranges::stable_sort(rows, {}, rank);
    return rows;
}

}  // namespace ravine
