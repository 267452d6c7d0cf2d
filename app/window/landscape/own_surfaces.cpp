#include "app/window/landscape/own_surfaces.hpp"

#include "app/window/landscape/formula_editor.hpp"
#include "app/window/landscape/painting.hpp"
#include "app/window/panels.hpp"
#include "engine/core/table.hpp"

namespace ravine {
namespace {

template <class Kind>
bool is_kind(const SurfaceSpecification& specification) {
    return std::holds_alternative<Kind>(specification);
}

void choose_formula(PanelContext& context) {
    choose_surface(context.state.landscape, context.state.landscape.own_formula);
}
void choose_painted(PanelContext& context) {
    choose_surface(context.state.landscape, context.state.landscape.own_ground);
    context.state.landscape.painting.tool = PaintingTool::valley;
}

constexpr OwnSurfaceRow rows[] = {
    {"formula", "Your own formula", "Type any f(x, y); names of your own become sliders.", "f(x)",
     is_kind<TypedFormula>, choose_formula, draw_formula_editor},
    {"painted", "Your own ground", "Paint hills and valleys with a brush, or drag bumps, and race on them.", "∿",
     is_kind<PaintedGround>, choose_painted, draw_painting_controls},
};
static_assert(is_sound_table(std::span<const OwnSurfaceRow>(rows)));

}  // namespace

std::span<const OwnSurfaceRow> own_surfaces() { return rows; }

void keep_own_surface(PanelContext& context) {
    LandscapeState& landscape = context.state.landscape;
    if (const auto* typed = std::get_if<TypedFormula>(&landscape.race.surface)) landscape.own_formula = *typed;
    if (const auto* ground = std::get_if<PaintedGround>(&landscape.race.surface)) landscape.own_ground = *ground;
}

}  // namespace ravine
