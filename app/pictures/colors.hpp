#pragma once
// Colours: of themes, of classes and of the two colormaps. The window and the saved pictures take them from here.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "engine/core/setting.hpp"
#include "engine/core/table.hpp"

namespace ravine {

/// sRGB with straight (not premultiplied) alpha.
struct Color {
    std::uint8_t red = 0, green = 0, blue = 0, alpha = 255;

    bool operator==(const Color&) const = default;
};

/// 0xRRGGBB
constexpr Color rgb(std::uint32_t hex) {
    return {static_cast<std::uint8_t>(hex >> 16), static_cast<std::uint8_t>(hex >> 8), static_cast<std::uint8_t>(hex)};
}

constexpr Color with_alpha(Color color, double alpha) {
    color.alpha = static_cast<std::uint8_t>(std::clamp(alpha, 0.0, 1.0) * 255 + 0.5);
    return color;
}

/// From `from` (share 0) to `to` (share 1), channel by channel in sRGB.
constexpr Color mix(Color from, Color to, double share) {
    const double t = std::clamp(share, 0.0, 1.0);
    const auto channel = [t](std::uint8_t a, std::uint8_t b) {
        return static_cast<std::uint8_t>(a + (b - a) * t + 0.5);
    };
    return {channel(from.red, to.red), channel(from.green, to.green), channel(from.blue, to.blue),
            channel(from.alpha, to.alpha)};
}

/// The roles of a theme's colours. `halo` surrounds points and lines that are drawn over a picture; `sunken` is a
/// trough in a panel, and the ground of pictures where they have nothing to show.
struct ThemeRow {
    std::string_view id;
    std::string_view label;
    Color background, panel, raised, line, text, muted, accent, halo, sunken;
    std::span<const Setting> settings = {};
};

inline constexpr std::array<ThemeRow, 2> themes{{
    {"dark", "Dark", rgb(0x0E1116), rgb(0x151A21), rgb(0x1B222B), rgb(0x28303A), rgb(0xE6EDF3), rgb(0x8B98A5),
     rgb(0x4CC2FF), rgb(0x10141A), rgb(0x0F1318)},
    {"light", "Light", rgb(0xF2F4F7), rgb(0xFFFFFF), rgb(0xE9EDF1), rgb(0xC9D1D9), rgb(0x16202A), rgb(0x566370),
     rgb(0x00669F), rgb(0xFFFFFF), rgb(0xE3E8ED)},
}};
static_assert(is_sound_table(std::span<const ThemeRow>(themes)));
inline constexpr const ThemeRow& dark_theme = themes[0];
inline constexpr const ThemeRow& light_theme = themes[1];

/// Colours of classes and racers: Okabe and Ito 2008, safe for colour-blind people, and three more for more than seven,
/// which differ from them and from each other by more than these do among themselves, whatever eyes see them.
inline constexpr std::array<Color, 10> class_colors{rgb(0xE69F00), rgb(0x56B4E9), rgb(0x009E73), rgb(0xF0E442),
                                                    rgb(0xCC79A7), rgb(0xD55E00), rgb(0x0072B2), rgb(0xAACC77),
                                                    rgb(0xAA55FF), rgb(0x884422)};

/// Relative luminance, 0 to 1, as the Web Content Accessibility Guidelines 2.1 define it.
inline double luminance(Color color) {
    const auto linear = [](std::uint8_t channel) {
        const double c = channel / 255.0;
        return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue);
}

/// 1 (none) to 21 (black on white), by the same guidelines.
inline double contrast(Color a, Color b) {
    const double first = luminance(a), second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

/// What those ask for of marks that are no text.
inline constexpr double least_mark_contrast = 3;

/// The rim that a point of any colour needs to be seen on this ground: dark, or white where that would not stand out.
inline Color rim_over(Color ground) {
    const Color dark = dark_theme.halo;
    return contrast(dark, ground) >= least_mark_contrast ? dark : light_theme.halo;
}

constexpr Color class_color(std::size_t index) { return class_colors[index % class_colors.size()]; }

}  // namespace ravine
