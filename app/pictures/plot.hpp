#pragma once
// The frame of a plot: a box with two axes, their ticks and names, a title and a legend.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "app/pictures/axis.hpp"
#include "app/pictures/colormaps.hpp"
#include "app/pictures/drawing.hpp"
#include "app/pictures/text.hpp"

namespace ravine {

struct Plot {
    Box box;
    Axis x, y;
    std::string x_name = {}, y_name = {};
    const ThemeRow* theme = &dark_theme;

    Place at(double u, double v) const {
        return {box.left + x.share(u) * box.width(), box.bottom - y.share(v) * box.height()};
    }
};

enum class LegendMark { line, dashes, disc, ring, cross };

struct LegendEntry {
    std::string label;
    Color color;
    LegendMark mark = LegendMark::line;
};

/// Grid lines with the numbers below and to the left of the box, and the axes' names.
void draw_axes(Drawing& drawing, const Plot& plot, bool with_grid);
/// The lower one alone.
void draw_x_axis(Drawing& drawing, const Plot& plot, bool with_grid);

/// Bold on the left and muted on the right, above the box.
void draw_title(Drawing& drawing, const Plot& plot, std::string_view title, std::string_view note);

/// Entries in rows from `place` (the left end of the first one's baseline) to the right, at most `width` wide.
void draw_legend(Drawing& drawing, Place place, double width, const std::vector<LegendEntry>& entries,
                 const ThemeRow& theme);
/// Height of what draw_legend draws.
double legend_height(double width, const std::vector<LegendEntry>& entries);

/// A bar of a colormap's colours with the axis' numbers at its right side and its name above.
void draw_color_bar(Drawing& drawing, const Box& box, const Axis& axis, std::string_view name, const ThemeRow& theme,
                    const std::function<Color(double share)>& color);

/// A training point is a disc, a validation point a ring; `edge` parts it from what it lies on.
void draw_point(Drawing& drawing, Place place, Color color, bool validates, Color edge);

}  // namespace ravine
