#pragma once
// The window as what pictures are drawn on: what files show, it can show as well.

#include <imgui.h>

#include "app/pictures/racer_shapes.hpp"

namespace ravine {

/// Faces are those of the window in their own sizes.
class ScreenDrawing : public Drawing {
  public:
    explicit ScreenDrawing(ImDrawList& list) : list_(list) {}

    void clip(const Box& box) override;
    void unclip() override;
    void rectangle(const Box& box, Color color, double corner = 0) override;
    void disc(Place middle, double radius, Color color) override;
    void ring(Place middle, double radius, const Stroke& stroke) override;
    using Drawing::line;
    /// Dashes are as long as the gaps.
    void line(std::span<const Place> places, const Stroke& stroke) override;
    /// Star-shaped around the mean of its corners.
    void polygon(std::span<const Place> corners, Color color, double rim = 0) override;
    void text(Place place, std::string_view words, const TextStyle& style) override;
    double width_of(std::string_view words, const TextStyle& style) const override;
    void field(const Box& box, const std::function<Color(double right, double down)>& color) override;

  private:
    ImDrawList& list_;
};

/// Of shapes in the window.
ShapeLook shape_look();

}  // namespace ravine
