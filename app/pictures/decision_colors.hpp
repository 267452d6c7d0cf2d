#pragma once
// How a prediction becomes a colour: the same in the window and in the saved pictures.

#include <cmath>
#include <cstddef>
#include <utility>

#include "app/pictures/colors.hpp"

namespace ravine {

/// The two likeliest classes of one place.
struct TopTwo {
    std::size_t first = 0, second = 0;
};

/// `probability(k)` is that of class k.
template <class Probability>
TopTwo top_two(std::size_t classes, const Probability& probability) {
    TopTwo top{0, classes > 1 ? 1U : 0U};
    if (probability(top.second) > probability(top.first)) std::swap(top.first, top.second);
    for (std::size_t k = 2; k < classes; ++k)
        if (probability(k) > probability(top.first))
            top = {k, top.first};
        else if (probability(k) > probability(top.second))
            top.second = k;
    return top;
}

/// Of a class that is certain.
inline Color sure_fill(Color class_colour, const ThemeRow& theme) { return mix(theme.panel, class_colour, 0.72); }

/// The likeliest class' colour, darker (on a dark theme) where it is hardly likelier than chance; gray where the
/// prediction is not a number.
inline Color class_fill(std::size_t likeliest, double probability, std::size_t classes, const ThemeRow& theme) {
    const double chance = 1.0 / double(classes), confidence = (probability - chance) / (1 - chance);
    if (!std::isfinite(confidence)) return theme.line;
    return mix(theme.panel, class_color(likeliest), 0.08 + 0.64 * confidence);
}

/// A number on the scale from −1 (the first class' colour) over 0 (the panel's) to 1 (the second class').
inline Color number_color(double share, const ThemeRow& theme) {
    if (!std::isfinite(share)) return theme.line;
    return mix(theme.panel, class_color(share < 0 ? 0 : 1), std::abs(share));
}

}  // namespace ravine
