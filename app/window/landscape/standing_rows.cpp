#include "app/window/landscape/standing_rows.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "app/window/landscape/race_questions.hpp"
#include "app/window/panels.hpp"
#include "engine/landscape/convergence.hpp"
#include "engine/landscape/goal_search.hpp"

namespace ravine {
namespace {

std::optional<double> distance_to_minimum(const Surface& surface, const RaceStep& at) {
    const auto minimum = nearest_minimum(surface, at.x, at.y);
    if (!minimum) return std::nullopt;
    return std::hypot(at.x - (*minimum)[0], at.y - (*minimum)[1]);
}

StandingRow row_of(const PanelContext& context, const RacerView& view) {
    static GoalSearch goals;
    const RaceResult& race = *context.snapshot.race;
    const RaceStep& now = view.now();
    StandingRow row{view,
                    verdict_of(context, view),
                    now.loss,
                    std::hypot(now.gradient_x, now.gradient_y),
                    distance_to_minimum(*race.surface, now),
                    {},
                    {}};
    const double wanted = floor_of(*race.surface) + context.state.landscape.goal;
    const auto first = goals.first_at(race, view.index, view.steps.size(), wanted);
    if (!first) return row;
    row.steps = *first;
    row.evaluations = view.path->evaluations[*first];
    return row;
}

double rank(const StandingRow& row) {
    return row.view.diverged_at() || row.verdict.id() == "diverged" ? std::numeric_limits<double>::infinity()
                                                                    : row.loss;
}

}  // namespace

std::vector<StandingRow> standing_rows(const PanelContext& context) {
    std::vector<StandingRow> rows;
    for (const RacerView& view : racer_views(context)) rows.push_back(row_of(context, view));
    std::ranges::stable_sort(rows, {}, rank);
    return rows;
}

}  // namespace ravine
