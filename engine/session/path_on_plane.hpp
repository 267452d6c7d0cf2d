#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include "engine/landscape/loss_plane.hpp"
#include "engine/landscape/plane_geometry.hpp"

namespace ravine::session {

/// The path as it lies on one plane; of a path that has grown, only what is new is projected.
class PathOnPlane {
  public:
    explicit PathOnPlane(const LossPlane& plane) : projector_(plane) {}

    /// The model's path, its present parameters last.
    std::shared_ptr<const std::vector<PlanePoint>> project(const Model& model);

  private:
    using Parameters = std::shared_ptr<const std::vector<float>>;

    PlaneProjector projector_;
    std::unordered_map<Parameters, PlanePoint> known_;
};

}  // namespace ravine::session
