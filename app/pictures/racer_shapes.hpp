#pragma once
// What is drawn over a surface for one racer, in the surface's plane: plane_shapes.hpp draws it seen from above,
// relief/relief_shapes.hpp lying on the surface.

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "app/pictures/drawing.hpp"
#include "app/pictures/trail.hpp"

namespace ravine {

using PlanePlace = std::array<double, 2>;

/// Straight in the plane. Lengths, here and below, are logical pixels.
struct ShapeLine {
    PlanePlace from, to;
    Color color;
    double width = 1.6;
    double dash = 0;  ///< of dashes and gaps; 0 for an unbroken line
    bool has_head = false;
};

/// A rectangle along the axes: its edge, filled faintly.
struct ShapeBox {
    PlanePlace least, most;
    Color color;
};

/// A disc, or a ring where `fill` is clear, with a rim of another colour and perhaps a word beside it.
struct ShapeMark {
    PlanePlace at;
    double radius = 5;
    Color fill, edge;
    std::string label = {};
};

/// Drawn in this order.
struct RacerShapes {
    std::span<const RaceStep> path = {};                         ///< not drawn with fewer than two points
    std::optional<std::span<const Trail::Corner>> corners = {};  ///< of the path, that are drawn; without: all points
    Color path_color = {};
    double path_width = 1.8;
    std::vector<ShapeBox> boxes = {};
    std::vector<ShapeLine> lines = {};
    std::vector<ShapeMark> marks = {};
};

/// Calls use(step, begins) for each point of the path that is drawn.
template <class Use>
void for_each_point(const RacerShapes& shapes, Use use) {
    if (!shapes.corners) {
        for (std::size_t i = 0; i < shapes.path.size(); ++i) use(shapes.path[i], i == 0);
        return;
    }
    for (const Trail::Corner& corner : *shapes.corners) use(shapes.path[corner.step], corner.begins);
}

/// Where a racer is: what every picture of a race shows of it.
ShapeMark racer_mark(const RaceStep& now, Color color, bool selected);

/// How shapes become pixels.
struct ShapeLook {
    const ThemeRow* theme = &dark_theme;
    double scale = 1;  ///< pixels to a logical pixel
};

}  // namespace ravine
