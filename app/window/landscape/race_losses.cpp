#include "app/window/landscape/race_losses.hpp"

#include <algorithm>
#include <cmath>

#include "app/window/panels.hpp"
#include "engine/core/table.hpp"

namespace ravine {
namespace {

double by_step(const RaceResult&, const RacerView&, std::size_t step) { return static_cast<double>(step); }
double by_evaluation(const RaceResult&, const RacerView& view, std::size_t step) {
    return static_cast<double>(view.path->evaluations[step] + 1);  // its own is done
}
/// As long as its evaluations take on average: single steps are too short to be measured.
double by_time(const RaceResult& race, const RacerView& view, std::size_t step) {
    return 1e6 * race.seconds_per_evaluation[view.index] * by_evaluation(race, view, step);
}

constexpr AbscissaRow abscissa_rows[] = {
    {"step", "Loss by step", "Steps", "Loss by step", "step", by_step},
    {"evaluation", "by evaluation", "Evals", "Loss by evaluation", "evaluations of loss or gradient", by_evaluation},
    {"time", "by time", "Time", "Loss by time", "time in µs, measured", by_time},
};
static_assert(is_sound_table(std::span<const AbscissaRow>(abscissa_rows)));

RacerLosses losses_of(const RaceResult& race, const RacerView& view, const AbscissaRow& abscissa,
                      std::size_t most_points) {
    RacerLosses losses{view, {}, {}, {}};
    const double floor = floor_of(*race.surface);
    const std::size_t count = view.steps.size(), stride = std::max<std::size_t>(1, count / most_points);
    for (std::size_t step = 0; step < count; step += stride) {
        const std::size_t shown = step + stride < count ? step : count - 1;
        losses.x.push_back(abscissa.place(race, view, shown));
        losses.losses.push_back(view.steps[shown].loss);
        losses.y.push_back(losses.losses.back() - floor);
    }
    return losses;
}

template <class Holds>
bool any_loss(const std::vector<RacerLosses>& all, Holds holds) {
    return std::ranges::any_of(all, [&](const RacerLosses& racer) { return std::ranges::any_of(racer.y, holds); });
}

/// What lies so far above or below all starts is cut off, as it would press the rest into a line: of a racer that
/// diverges, and of one that is at the minimum but for roundings.
void cut_off(RaceLosses& losses, bool logarithmic) {
    constexpr double most_growth = 1e3, most_fall = 1e-18;
    double start = 0;
    for (const RacerLosses& racer : losses.racers) start = std::max(start, std::abs(racer.y.front()));
    if (start <= 0) return;
    const double end = most_growth * start, least = most_fall * start;
    const auto is_below = [](double limit) { return [limit](double loss) { return loss < limit; }; };
    if (any_loss(losses.racers, [&](double loss) { return loss > end; })) losses.y_most = end;
    if (any_loss(losses.racers, is_below(-end))) losses.y_least = -end;
    if (logarithmic && any_loss(losses.racers, is_below(least))) losses.y_least = least;
}

}  // namespace

std::span<const AbscissaRow> abscissas() { return abscissa_rows; }

const AbscissaRow& abscissa_of(const LandscapeState& landscape) {
    const AbscissaRow* row = find_row(abscissas(), landscape.loss_view);
    return row != nullptr ? *row : abscissa_rows[0];
}

RaceLosses race_losses(const PanelContext& context, const std::vector<RacerView>& views, std::size_t most_points) {
    RaceLosses losses;
    const LandscapeState& landscape = context.state.landscape;
    const Surface* surface = context.snapshot.race ? context.snapshot.race->surface.get() : nullptr;
    losses.above_floor = surface != nullptr && floor_of(*surface) != 0;
    losses.name = losses.above_floor ? "f − min f" : "f(x, y)";
    for (const RacerView& view : views)
        losses.racers.push_back(losses_of(*context.snapshot.race, view, abscissa_of(landscape), most_points));
    // Roundings may bring a loss below its floor: that does not make it one without a logarithm.
    losses.can_be_logarithmic = (surface != nullptr && has_floor(*surface)) ||
                                !any_loss(losses.racers, [](double loss) { return !(loss >= 0); });
    cut_off(losses, landscape.logarithmic_loss && losses.can_be_logarithmic);
    return losses;
}

}  // namespace ravine
