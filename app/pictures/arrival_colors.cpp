#include "app/pictures/arrival_colors.hpp"

#include <cmath>
#include <numbers>

#include "app/pictures/colormaps.hpp"

namespace ravine {

Color arrival_color(int minimum, double steps_share) {
    return mix(class_color(static_cast<std::size_t>(minimum)), rgb(0x000000), (1 - darkest_arrival) * steps_share);
}

Color steps_color(double steps_share) { return sample(viridis, 1 - steps_share); }

Color elsewhere_color(const ThemeRow& theme) { return luminance(theme.panel) > 0.5 ? rgb(0xAAB0B7) : rgb(0x686F78); }

Color hatch_color(const ThemeRow& theme) { return mix(theme.sunken, theme.muted, 0.5); }

/// As shaders/arrivals.frag does it.
Color hatch_at(Place place, const ThemeRow& theme) {
    constexpr double width = 7;  // of a line with its gap, in pixels
    const double across = (place.x - place.y) / width;
    const double distance = std::abs(across - std::floor(across) - 0.5) * width / std::numbers::sqrt2;
    const double t = std::clamp(distance - 0.3, 0.0, 1.0);
    return mix(hatch_color(theme), theme.sunken, t * t * (3 - 2 * t));
}

Color ArrivalColors::at(const Arrival& arrival, Place place) const {
    if (arrival.place == Arrival::diverged) return hatch_at(place, *theme);
    if (arrival.place == Arrival::elsewhere) return elsewhere_color(*theme);
    const double share = summary->share(arrival.steps);
    return is_scale ? steps_color(share) : arrival_color(arrival.place, share);
}

}  // namespace ravine
