// Every point can be seen on the ground of its own class or number, in both themes.

#include "app/pictures/decision_colors.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/panels/boundary_points.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

Color color_of(ImU32 colour) {
    const std::array<float, 3> parts = to_rgb(colour);
    const auto channel = [](float part) { return static_cast<std::uint8_t>(part * 255 + 0.5f); };
    return {channel(parts[0]), channel(parts[1]), channel(parts[2])};
}

double contrast_of(const PointLook& look, ImU32 colour, float share) {
    return contrast(color_of(look.rim), color_of(mixed(theme().panel, colour, share)));
}

class Style {
  public:
    Style() { ImGui::CreateContext(); }
    ~Style() { ImGui::DestroyContext(); }
};

}  // namespace

TEST_CASE("the rim of a point has a contrast of 3 to 1 at least to the ground of its own class or number") {
    const Style style;
    for (const bool light : {false, true}) {
        apply_theme(light, 1);
        CAPTURE(light);
        const std::vector<PointLook> classes = point_looks(Task::classify), numbers = point_looks(Task::regress);
        REQUIRE(classes.size() == most_classes);
        for (int i = 0; i < most_classes; ++i) {
            CAPTURE(i);
            CHECK(classes[std::size_t(i)].fill == class_colour(i));
            CHECK(contrast_of(classes[std::size_t(i)], class_colour(i), region_strength()) >= 3);
        }
        const int middle = int(numbers.size()) / 2;
        for (int i = 0; i < int(numbers.size()); ++i) {
            CAPTURE(i);
            const float share = region_strength() * float(std::abs(i - middle)) / float(middle);
            CHECK(contrast_of(numbers[std::size_t(i)], class_colour(i < middle ? 0 : 1), share) >= 3);
        }
        CHECK(contrast_of(point_looks(Task::curve)[0], theme().panel, 0) >= 3);
    }
}

TEST_CASE("the rim of a point in a saved picture has a contrast of 3 to 1 at least to the ground of its own class") {
    for (const ThemeRow& theme : themes)
        for (const Color color : class_colors)
            CHECK(contrast(rim_over(sure_fill(color, theme)), sure_fill(color, theme)) >= 3);
}
