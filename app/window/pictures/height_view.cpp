#include "app/window/pictures/height_view.hpp"

#include <algorithm>
#include <cmath>

#include "app/window/look/theme.hpp"
#include "app/window/pictures/refined_grid.hpp"

namespace ravine {
namespace {

/// Six decades below the highest are enough: what is lower shows as the lowest.
constexpr double most_decades = 6;

struct Range {
    double least, most;
};

template <class Number>
Range finite_range(std::span<const Number> values) {
    Range range{1e300, -1e300};
    for (const Number value : values) {
        if (!std::isfinite(value)) continue;
        range.least = std::min<double>(range.least, value);
        range.most = std::max<double>(range.most, value);
    }
    return range.least <= range.most ? range : Range{0, 1};
}

/// The number that colours and contours are even in, as a share of its range: what differs by little is still told
/// apart by a float. Heights that are not finite are as high as the highest.
class Transformation {
  public:
    Transformation(const Range& range, bool logarithmic, double floor) : logarithmic_(logarithmic), floor_(floor) {
        const double above = range.most - floor;
        lowest_ = std::max({range.least - floor, above * std::pow(10, -most_decades), 1e-300});
        low_ = transformed(range.least);
        extent_ = std::max(transformed(range.most) - low_, 1e-300);
    }
    float share(double height) const {
        return std::isfinite(height) ? static_cast<float>((transformed(height) - low_) / extent_) : 1.0f;
    }

  private:
    double transformed(double height) const {
        return logarithmic_ ? std::log10(std::max(height - floor_, lowest_)) : height;
    }

    bool logarithmic_;
    double floor_, lowest_ = 0, low_ = 0, extent_ = 1;
};

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

}  // namespace

void HeightView::upload(const HeightField& field) {
    if (heights_ && field.version == uploaded_ && field.logarithmic == uploaded_logarithmic_) return;
    std::vector<float> shares;
    std::visit(
        [&](const auto& values) {
            const Range range = finite_range(values);
            least_ = range.least, most_ = range.most;
            const Transformation transformation(range, field.logarithmic, field.floor);
            shares.resize(values.size());
            std::transform(values.begin(), values.end(), shares.begin(),
                           [&](auto height) { return transformation.share(height); });
        },
        field.values);
    const int factor = refinement_for(field);
    columns_ = refined_count(field.columns, factor), rows_ = refined_count(field.rows, factor);
    if (factor > 1) shares = refined_grid(shares, field.columns, field.rows, factor);
    heights_.upload(columns_, rows_, 1, shares);
    uploaded_ = field.version;
    uploaded_logarithmic_ = field.logarithmic;
}

void HeightView::update(const HeightField& field, const std::array<double, 4>& window, int width, int height,
                        int contours) {
    upload(field);
    std::vector<double> key{static_cast<double>(field.version), field.logarithmic ? 1.0 : 0.0,
                            static_cast<double>(contours), static_cast<double>(px(1)), theme().light ? 1.0 : 0.0};
    key.insert(key.end(), window.begin(), window.end());
    key.insert(key.end(), field.window.begin(), field.window.end());
    picture_.draw(width, height, std::move(key), [&](gl::PictureProgram& program) {
        heights_.bind(0);
        program.set("heights", 0);
        program.set("window", part_of(field, columns_, rows_, window));
        program.set_colours("scale_colours", height_colour_count, height_colours().front().data());
        program.set("contours", static_cast<float>(contours));
        program.set("contour_colour", {1, 1, 1, 0.34f});
        program.set("line_width", px(1.25f));
    });
}

}  // namespace ravine
