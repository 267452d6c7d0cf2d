#include "app/window/pictures/arrival_view.hpp"

#include <cmath>

#include "app/pictures/arrival_colors.hpp"
#include "app/window/look/theme.hpp"

namespace ravine {
namespace {

std::vector<float> rgb_of(std::span<const ImU32> colours) {
    std::vector<float> numbers;
    for (const ImU32 colour : colours)
        for (const float channel : to_rgb(colour)) numbers.push_back(channel);
    return numbers;
}

std::vector<float> place_colours() {
    std::vector<ImU32> colours;
    for (std::size_t i = 0; i < class_colors.size(); ++i) colours.push_back(class_colour(static_cast<int>(i)));
    return rgb_of(colours);
}

float hatch_width() { return std::round(px(7)); }
ImU32 hatch_colour() { return packed(hatch_color(*theme().row)); }

/// As the saved map has them.
void set_contours(gl::PictureProgram& program, const ContourOverlay& contours) {
    const ImU32 inks[] = {packed(contour_shadow), packed(contour_light)};
    program.set_colours("contour_inks", 2, rgb_of(inks).data());
    program.set("contour_widths", px(static_cast<float>(contour_shadow_width)),
                px(static_cast<float>(contour_light_width)));
    program.set("contour_opacities", static_cast<float>(contour_shadow_opacity),
                static_cast<float>(contour_light_opacity));
    contours.set(program);
}

}  // namespace

void ArrivalView::upload(const ArrivalField& field) {
    if (cells_ && field.version == uploaded_) return;
    summary_ = summary_of(field.arrivals, field.minima);
    const std::size_t count = field.arrivals.size();
    std::vector<float> layers(2 * count);
    for (std::size_t i = 0; i < count; ++i) {
        layers[i] = static_cast<float>(field.arrivals[i].place);
        layers[count + i] = static_cast<float>(summary_.share(field.arrivals[i].steps));
    }
    cells_.upload(field.columns, field.rows, 2, layers);
    uploaded_ = field.version;
}

void ArrivalView::update(const ArrivalField& field, const std::array<double, 4>& part, int width, int height,
                         const std::optional<ContourOverlay>& contours) {
    upload(field);
    std::vector<double> key{static_cast<double>(field.version), field.is_scale ? 1.0 : 0.0, static_cast<double>(px(1)),
                            theme().light ? 1.0 : 0.0};
    key.insert(key.end(), part.begin(), part.end());
    if (contours) key.insert(key.end(), contours->key.begin(), contours->key.end());
    picture_.draw(width, height, std::move(key), [&](gl::PictureProgram& program) {
        const std::vector<float> places = place_colours();
        const ImU32 grounds[] = {theme().sunken, hatch_colour()}, elsewhere[] = {elsewhere_colour()};
        cells_.bind(0);
        program.set("cells", 0);
        program.set("window", std::array<float, 4>{static_cast<float>(part[0]), static_cast<float>(part[1]),
                                                   static_cast<float>(part[2]), static_cast<float>(part[3])});
        program.set_colours("place_colours", static_cast<int>(class_colors.size()), places.data());
        program.set_colours("scale_colours", height_colour_count, height_colours().front().data());
        program.set("is_scale", field.is_scale ? 1 : 0);
        program.set_colours("elsewhere_colour", 1, rgb_of(elsewhere).data());
        program.set_colours("ground_colours", 2, rgb_of(grounds).data());
        program.set("hatch_width", hatch_width());
        program.set("contours", 0);
        if (contours) set_contours(program, *contours);
    });
}

ImU32 arrival_colour(int minimum, double steps_share) { return packed(arrival_color(minimum, steps_share)); }

ImU32 steps_colour(double steps_share) { return packed(steps_color(steps_share)); }

ImU32 elsewhere_colour() { return packed(elsewhere_color(*theme().row)); }

void draw_diverged(ImDrawList& draw, ImVec2 least, ImVec2 most) {
    draw.AddRectFilled(least, most, theme().sunken);
    draw.PushClipRect(least, most, true);
    const float height = most.y - least.y;
    for (float x = least.x - height; x < most.x; x += 0.6f * hatch_width())
        draw.AddLine({x, least.y}, {x + height, most.y}, hatch_colour(), whole_px(1));
    draw.PopClipRect();
}

}  // namespace ravine
