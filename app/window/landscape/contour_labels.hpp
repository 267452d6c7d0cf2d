#pragma once
// The heights of the contours, written into their lines.

#include <imgui.h>

#include <array>
#include <vector>

#include "app/pictures/contour_labels.hpp"
#include "app/window/pictures/height_view.hpp"
#include "app/window/widgets/plane_view.hpp"
#include "engine/landscape/contours.hpp"

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
    std::vector<DrawnContour> lines_on(const PlaneFrame& frame, const HeightField& field) const;
    double lines_per_pixel(Place place, const PlaneFrame& frame, const HeightField& field) const;

    std::uint64_t traced_version_ = 0;
    bool traced_logarithmic_ = false;
    int stride_ = 1, columns_ = 0, rows_ = 0;  // of the grid that lines are traced in
    std::vector<double> shares_;
    std::vector<ContourLine> lines_;
    std::vector<double> placed_for_;
    PlaneFrame placed_frame_{};
    std::vector<ContourLabel> labels_;
};

}  // namespace ravine
