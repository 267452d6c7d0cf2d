#pragma once
// Pictures as files of shapes: Scalable Vector Graphics 1.1, W3C Recommendation 2011.

#include <string>

#include "app/pictures/drawing.hpp"

namespace ravine {

/// A drawing whose shapes are kept as text. Numbers that are not finite never get into the file.
class Svg : public Drawing {
  public:
    /// Size in pixels. `title`: what a reader says of the picture.
    Svg(int width, int height, Color background, std::string_view title);

    void clip(const Box& box) override;
    void unclip() override;
    void rectangle(const Box& box, Color color, double corner = 0) override;
    void disc(Place middle, double radius, Color color) override;
    void ring(Place middle, double radius, const Stroke& stroke) override;
    using Drawing::line;
    void line(std::span<const Place> places, const Stroke& stroke) override;
    void polygon(std::span<const Place> corners, Color color, double rim = 0) override;
    void text(Place place, std::string_view words, const TextStyle& style) override;
    /// A picture of as many pixels as the box has, within the file.
    void field(const Box& box, const std::function<Color(double right, double down)>& color) override;

    /// The whole file.
    std::string file() const;

  private:
    std::string head_, shapes_;
    int clips_ = 0;
    bool is_clipped_ = false;
};

/// Words as they stand in XML: &, <, > and quotes escaped; bytes that are no UTF-8 and signs that XML has not are left
/// out.
std::string xml_text(std::string_view words);

}  // namespace ravine
