#pragma once
// What is drawn over a relief: in the window over the mesh of OpenGL, in files over the mesh of relief_mesh.hpp.

#include "app/pictures/relief/relief_shapes.hpp"
#include "engine/landscape/surface.hpp"

namespace ravine {

struct ReliefContent {
    const Surface* surface;
    std::array<double, 2> start{};
    std::vector<RacerShapes> racers = {};               ///< the last one on top
    std::vector<std::span<const LinePart>> paths = {};  ///< of the racers, in their order
};

/// Axes, minima, paths, shapes and start.
void draw_relief_content(Drawing& drawing, const ReliefScene& scene, const ReliefContent& content,
                         const ShapeLook& look);

/// The racer's path lying on the relief.
std::vector<LinePart> relief_path(const ReliefScene& scene, const RacerShapes& shapes);

}  // namespace ravine
