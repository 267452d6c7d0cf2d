#include "app/window/pictures/height_view.hpp"

#include <algorithm>
#include <cmath>

#include "app/window/look/theme.hpp"
#include "app/window/pictures/refined_grid.hpp"

namespace ravine {
namespace {

/// Far beyond the scale: the shader hatches what is no number.
constexpr float undefined_share = 4;

/// A few hundred cells are enough for straight lines between them to look smooth.
int refinement_for(const HeightField& field) {
    constexpr int enough = 256;
    return field.at_edges ? std::max(1, enough / std::max(field.columns - 1, 1)) : 1;
}

/// Texture coordinates of `window` in a texture of so many texels: left, bottom, width, height.
std::array<float, 4> part_of(const HeightField& field, int columns, int rows, const std::array<double, 4>& window) {
    const auto share = [&](double value, std::size_t axis, int cells) {
        const double whole = (value - field.window[2 * axis]) / (field.window[2 * axis + 1] - field.window[2 * axis]);
        return field.at_edges ? (0.5 + whole * (cells - 1)) / cells : whole;
    };
    const double left = share(window[0], 0, columns), right = share(window[1], 0, columns);
    const double bottom = share(window[2], 1, rows), top = share(window[3], 1, rows);
    return {static_cast<float>(left), static_cast<float>(bottom), static_cast<float>(right - left),
            static_cast<float>(top - bottom)};
}

/// As the shader takes them.
std::vector<std::array<float, 4>> lines_of(const std::vector<ContourMark>& marks) {
    std::vector<std::array<float, 4>> lines;
    for (const ContourMark& mark : marks)
        lines.push_back({static_cast<float>(mark.share), mark.is_strong ? 1.0f : 0.0f, static_cast<float>(mark.gap),
                         height_ink(static_cast<float>(mark.share)) == height_ink(0) ? 0.0f : 1.0f});
    return lines;
}

}  // namespace

void HeightView::upload(const HeightField& field, const HeightLook& look) {
    const Source source{field.version, field.logarithmic, look.contours};
    if (heights_ && source == source_) return;
    source_ = source;
    std::vector<float> shares;
    std::visit(
        [&](const auto& values) {
            scale_ = HeightScale::of(values, field.logarithmic, field.floor);
            shares.resize(values.size());
            std::transform(values.begin(), values.end(), shares.begin(), [&](auto height) {
                // Splines between the points of a coarse grid would spread what is beyond the scale.
                if (!std::isfinite(height) && !field.at_edges) return undefined_share;
                return static_cast<float>(scale_.share(static_cast<double>(height)));
            });
        },
        field.values);
    contours_ = look.contours > 0 ? contour_marks(scale_, look.contours, look.quantity) : ContourMarks{};
    const int factor = refinement_for(field);
    columns_ = refined_count(field.columns, factor), rows_ = refined_count(field.rows, factor);
    if (factor > 1) shares = refined_grid(shares, field.columns, field.rows, factor);
    heights_.upload(columns_, rows_, 1, shares);
}

void HeightView::set_contours(gl::PictureProgram& program, int unit, int width, int height) const {
    heights_.bind(unit);
    program.set("heights", unit);
    program.set("pixel", 1.0f / static_cast<float>(width), 1.0f / static_cast<float>(height));
    program.set("contours", static_cast<int>(contours_.marks.size()));
    program.set_vectors("lines", lines_of(contours_.marks));
}

ContourOverlay HeightView::overlay(const HeightField& field, const std::array<double, 4>& window, int width, int height,
                                   const HeightLook& look) {
    upload(field, look);
    const std::array<float, 4> part = part_of(field, columns_, rows_, window);
    ContourOverlay overlay{
        {static_cast<double>(field.version), field.logarithmic ? 1.0 : 0.0, static_cast<double>(look.contours)},
        [=, this](gl::PictureProgram& program) {
            set_contours(program, 1, width, height);
            program.set("height_window", part);
        }};
    overlay.key.insert(overlay.key.end(), part.begin(), part.end());
    return overlay;
}

void HeightView::update(const HeightField& field, const std::array<double, 4>& window, int width, int height,
                        const HeightLook& look) {
    upload(field, look);
    std::vector<double> key{static_cast<double>(field.version), field.logarithmic ? 1.0 : 0.0,
                            static_cast<double>(look.contours), look.shaded ? 1.0 : 0.0,
                            static_cast<double>(px(1)),         theme().light ? 1.0 : 0.0};
    key.insert(key.end(), window.begin(), window.end());
    key.insert(key.end(), field.window.begin(), field.window.end());
    picture_.draw(width, height, std::move(key), [&](gl::PictureProgram& program) {
        set_contours(program, 0, width, height);
        program.set("window", part_of(field, columns_, rows_, window));
        program.set_colours("scale_colours", height_colour_count, height_colours().front().data());
        program.set("light_ink", to_rgb(height_ink(0)));
        program.set("dark_ink", to_rgb(height_ink(1)));
        program.set("undefined_colour", to_rgb(theme().sunken));
        program.set("hatch_colour", to_rgb(theme().line));
        program.set("hatch_width", px(7));
        program.set("line_width", px(1.35f));
        program.set("shade", look.shaded ? 1.0f : 0.0f);
    });
}

}  // namespace ravine
