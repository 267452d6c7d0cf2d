#include "app/window/landscape/stability.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>

#include "app/window/landscape/race_questions.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/panels.hpp"
#include "app/window/widgets/buttons.hpp"
#include "app/window/widgets/text.hpp"
#include "engine/core/table.hpp"
#include "engine/landscape/convergence.hpp"
#include "engine/landscape/symmetric_2x2.hpp"

namespace ravine {
namespace {

const QuadraticTheory* theory_of(const Racer& racer) {
    const OptimizerRow* row = find_row(optimizers(), racer.optimizer.id);
    return row != nullptr && row->theory.is_known() ? &row->theory : nullptr;
}

/// Of the parabola around the nearest minimum.
struct Bowl {
    std::array<double, 2> minimum;
    Eigenvalues curvature;
};

std::optional<Bowl> nearest_bowl(const Surface& surface, const RaceStep& now) {
    const auto minimum = nearest_minimum(surface, now.x, now.y);
    if (!minimum) return std::nullopt;
    const Eigenvalues curvature = eigenvalues(surface.hessian((*minimum)[0], (*minimum)[1]));
    if (!(curvature.least > 0) || !std::isfinite(curvature.most)) return std::nullopt;
    return Bowl{*minimum, curvature};
}

void line(const std::string& words, ImU32 colour, std::string_view title, std::string_view help) {
    text_item(fitted(words, fonts().mono_small, ImGui::GetContentRegionAvail().x), fonts().mono_small, colour);
    explain_item({title, help, "", ""});
}

void draw_curvatures(const Eigenvalues& curvature) {
    line(fmt::format("λmax {}  λmin {}", short_number(curvature.most), short_number(curvature.least)), theme().muted,
         "Curvature", "The eigenvalues of the Hessian where the racer is now.");
}

void draw_limit(const QuadraticTheory& theory, const Selection& optimizer, double limit) {
    const bool stable = optimizer.values[0] < limit;
    line(fmt::format("η {} {} = {}", stable ? "<" : ">", short_number(limit), theory.limit),
         stable ? theme().good : theme().bad, "Edge of stability",
         "The largest learning rate that does not diverge, were the surface a parabola with the curvature that it has "
         "here. It is the mark on the slider.");
}

void draw_contraction(const QuadraticTheory& theory, const RacerView& view, const Bowl& bowl) {
    const double* settings = view.racer->optimizer.values.data();
    const double promised =
        std::max(theory.contraction(bowl.curvature.least, settings), theory.contraction(bowl.curvature.most, settings));
    const std::optional<double> measured = measured_contraction(view.steps, bowl.minimum);
    line(
        fmt::format("at the minimum ×{:.4f}, measured {}", promised, measured ? fmt::format("{:.4f}", *measured) : "–"),
        theme().muted, "Rate of convergence",
        "The factor by which a step shrinks the distance to the nearest minimum: as theory promises it in the long "
        "run near there, and as the last 100 steps have it.");
}

}  // namespace

std::optional<double> largest_stable_rate(const PanelContext& context, const RacerView& view) {
    const QuadraticTheory* theory = theory_of(*view.racer);
    if (theory == nullptr) return std::nullopt;
    const std::optional<std::array<double, 3>> hessian = hessian_at(context, view);
    const double curvature = hessian ? eigenvalues(*hessian).most : 0;
    if (!(curvature > 0) || !std::isfinite(curvature)) return std::nullopt;
    return theory->largest_stable_rate(curvature, view.racer->optimizer.values.data());
}

void draw_stability(PanelContext& context, const RacerView& view) {
    const Surface& surface = *context.snapshot.race->surface;
    const std::optional<std::array<double, 3>> hessian = hessian_at(context, view);
    if (!hessian) return line("λmax …", theme().muted, "Curvature", "It is being computed.");
    draw_curvatures(eigenvalues(*hessian));
    const QuadraticTheory* theory = theory_of(*view.racer);
    if (theory == nullptr) return;
    if (const auto limit = largest_stable_rate(context, view)) draw_limit(*theory, view.racer->optimizer, *limit);
    const std::optional<Bowl> bowl = nearest_bowl(surface, view.now());
    if (!bowl || view.diverged_at()) return;
    draw_contraction(*theory, view, *bowl);
    Racer& racer = context.state.landscape.race.racers[view.index];
    const std::string help = fmt::format("Sets what is fastest in the worst case for curvatures from {} to {}.",
                                         short_number(bowl->curvature.least), short_number(bowl->curvature.most));
    if (button("optimum", theory->optimum, {.width = -1, .tooltip = help}))
        theory->set_optimum(bowl->curvature.least, bowl->curvature.most, racer.optimizer.values.data());
}

}  // namespace ravine
