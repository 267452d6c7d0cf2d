// Every text can be read on what it stands on, in both themes.

#include "app/window/look/theme.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "tests/catch.hpp"

using namespace ravine;

namespace {

/// Relative luminance, as the Web Content Accessibility Guidelines 2.1 define it.
double luminance(ImU32 colour) {
    const auto linear = [](float channel) {
        const auto c = static_cast<double>(channel);
        return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    const std::array<float, 3> rgb = to_rgb(colour);
    return 0.2126 * linear(rgb[0]) + 0.7152 * linear(rgb[1]) + 0.0722 * linear(rgb[2]);
}

double contrast(ImU32 a, ImU32 b) {
    const double first = luminance(a), second = luminance(b);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

class Style {
  public:
    Style() { ImGui::CreateContext(); }
    ~Style() { ImGui::DestroyContext(); }
};

constexpr double readable = 4.5;

}  // namespace

TEST_CASE("text has a contrast of 4.5 to 1 at least on every surface that it stands on") {
    const Style style;
    CHECK(contrast(IM_COL32_BLACK, IM_COL32_WHITE) == Approx(21));
    for (const bool light : {false, true}) {
        apply_theme(light, 1);
        CAPTURE(light);
        const Theme& t = theme();
        for (const ImU32 text : {t.text, t.muted, t.accent})
            for (const ImU32 under : {t.background, t.panel, t.raised, t.hovered, t.sunken})
                CHECK(contrast(text, under) >= readable);
        for (const ImU32 text : {t.good, t.bad, t.train, t.validation}) CHECK(contrast(text, t.panel) >= readable);
        CHECK(contrast(t.on_accent, t.accent) >= readable);
    }
}

TEST_CASE("labels on pictures can be read over every colour of a surface and of a class") {
    const Style style;
    for (const bool light : {false, true}) {
        apply_theme(light, 1);
        CAPTURE(light);
        std::vector<ImU32> under;
        for (int i = 0; i < height_colour_count; ++i)
            under.push_back(height_colour(static_cast<float>(i) / (height_colour_count - 1)));
        for (int i = 0; i < 10; ++i) under.push_back(class_colour(i));
        for (const ImU32 colour : under)
            CHECK(contrast(theme().text, mixed(colour, theme().halo, label_plate_opacity)) >= readable);
    }
}
