#include "app/window/landscape/relief_paths.hpp"

#include "app/window/panels.hpp"

namespace ravine {

std::span<const LinePart> ReliefPaths::path(PanelContext& context, const RacerView& view, const ReliefScene& scene,
                                            const TrailGround& ground, RacerShapes& shapes) {
    if (shapes.path.empty()) return {};  // switched off
    const Trails::Shown trail = trails_.corners(context, view, ground);
    shapes.corners = trail.corners;
    const Box& box = scene.view.box();
    const Key key{context.pictures.relief.terrain_version(),
                  trail.version,
                  trail.corners.size(),
                  scene.view.matrix(),
                  {box.left, box.top, box.right, box.bottom}};
    if (kept_.size() <= view.index) kept_.resize(view.index + 1);
    Kept& kept = kept_[view.index];
    if (kept.key != key) kept = {key, relief_path(scene, shapes)};
    return kept.parts;
}

}  // namespace ravine
