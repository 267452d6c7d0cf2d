#include "engine/session/path_on_plane.hpp"

#include <cmath>

namespace ravine::session {

namespace {

std::vector<PathPoint> with_newest(const Model& model) {
    std::vector<PathPoint> path = model.path;
    if (path.empty() || path.back().step != model.step || *path.back().parameters != *model.parameters)
        path.push_back({model.step, model.parameters});
    return path;
}

}  // namespace

std::shared_ptr<const std::vector<PlanePoint>> PathOnPlane::project(const Model& model) {
    std::unordered_map<Parameters, PlanePoint> known;
    auto points = std::make_shared<std::vector<PlanePoint>>();
    for (const PathPoint& point : with_newest(model)) {
        const auto found = known_.find(point.parameters);
        const PlanePoint here =
            found != known_.end() ? found->second : projector_.project(*point.parameters, point.step);
        known.emplace(point.parameters, here);
        if (std::isfinite(here.off_plane)) points->push_back(here);
    }
    known_ = std::move(known);
    return points;
}

}  // namespace ravine::session
