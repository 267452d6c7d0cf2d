#pragma once
// Maps of descents as colours: of the minimum that was reached, bright for few steps; or of the steps alone.

#include "app/pictures/colors.hpp"
#include "app/pictures/drawing.hpp"
#include "engine/landscape/arrival_map.hpp"

namespace ravine {

/// Of what took most steps, as a share of the colour.
inline constexpr double darkest_arrival = 0.3;

/// Of what ended at a minimum; share 0 is quick, 1 slow.
Color arrival_color(int minimum, double steps_share);
/// Of steps alone: viridis, bright for few.
Color steps_color(double steps_share);
/// Of what is at no minimum, and not far away either.
Color elsewhere_color(const ThemeRow& theme);

/// What diverged is hatched with lines of this colour on the theme's sunken ground.
Color hatch_color(const ThemeRow& theme);
/// At a place in pixels.
Color hatch_at(Place place, const ThemeRow& theme);

/// Contours over a map are a light line on a dark one, faint and yet seen on every colour.
inline constexpr Color contour_light = rgb(0xFFFFFF), contour_shadow = rgb(0x000000);
inline constexpr double contour_light_width = 1, contour_shadow_width = 2.6;  ///< in pixels
inline constexpr double contour_light_opacity = 0.4, contour_shadow_opacity = 0.25;

/// What the colours of a map mean.
struct ArrivalColors {
    const ArrivalSummary* summary;
    const ThemeRow* theme;
    bool is_scale = false;  ///< colours of the steps, not of the minima

    Color at(const Arrival& arrival, Place place) const;
};

}  // namespace ravine
