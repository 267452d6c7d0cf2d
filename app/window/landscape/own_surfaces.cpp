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

void choose_formula(LandscapeState& landscape) { choose_surface(landscape, landscape.own_formula); }
void choose_painted(LandscapeState& landscape) {
    choose_surface(landscape, landscape.own_ground);
    landscape.painting.tool = PaintingTool::valley;
}
void choose_slice(LandscapeState& landscape) { choose_surface(landscape, *landscape.own_slice); }

std::string_view no_obstacle(const LandscapeState&) { return ""; }
std::string_view slice_obstacle(const LandscapeState& landscape) {
    return landscape.own_slice ? "" : "In the Playground, press \"race on it\" at the loss surface.";
}

void draw_nothing(PanelContext&) {}

constexpr OwnSurfaceRow rows[] = {
    {"formula", "Your own formula", "Type any f(x, y); names of your own become sliders.", "f(x)",
     is_kind<TypedFormula>, no_obstacle, choose_formula, draw_formula_editor},
    {"painted", "Your own ground", "Paint hills and valleys with a brush, or drag bumps, and race on them.", "∿",
     is_kind<PaintedGround>, no_obstacle, choose_painted, draw_painting_controls},
    {"network", "Your own network", "The slice of the loss that the Playground has sent here.", "L(θ)",
     is_kind<NetworkSlice>, slice_obstacle, choose_slice, draw_nothing},
};
static_assert(is_sound_table(std::span<const OwnSurfaceRow>(rows)));

}  // namespace

std::span<const OwnSurfaceRow> own_surfaces() { return rows; }

void keep_own_surface(LandscapeState& landscape) {
    if (const auto* typed = std::get_if<TypedFormula>(&landscape.race.surface)) landscape.own_formula = *typed;
    if (const auto* ground = std::get_if<PaintedGround>(&landscape.race.surface)) landscape.own_ground = *ground;
    if (const auto* slice = std::get_if<NetworkSlice>(&landscape.race.surface)) landscape.own_slice = *slice;
}

}  // namespace ravine
