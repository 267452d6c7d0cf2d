#pragma once
// The heights of the contours, written into their lines.

#include <imgui.h>

#include <vector>

#include "app/pictures/contour_trace.hpp"
#include "app/window/pictures/height_view.hpp"
#include "app/window/widgets/plane_view.hpp"

namespace ravine {

/// Lines are traced anew only where the heights are others, and labels placed only where lines, view or room are.
class ContourLabels {
  public:
    /// For contours as `view` shows them, of the field that it was given last.
    void draw(ImDrawList& draw, const PlaneFrame& frame, const HeightField& field, const HeightView& view,
              LabelRoom& room);

  private:
    void trace(const HeightField& field, const HeightView& view);
    void place(const PlaneFrame& frame, const HeightField& field, const HeightView& view, LabelRoom& room);

    std::uint64_t traced_version_ = 0;
    bool traced_logarithmic_ = false;
    ContourTrace trace_;
    std::vector<double> placed_for_;
    PlaneMap placed_on_;
    std::vector<ContourLabel> labels_;
};

}  // namespace ravine
