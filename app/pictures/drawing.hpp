#pragma once
// What pictures are drawn on: pixels (canvas.hpp) or a file of shapes (svg.hpp), by the same calls.

#include <functional>
#include <span>
#include <string_view>

#include "app/pictures/colors.hpp"

namespace ravine {

/// A place in pixels from the top left corner; (0.5, 0.5) is the middle of the first pixel.
struct Place {
    double x = 0, y = 0;
};

struct Box {
    double left = 0, top = 0, right = 0, bottom = 0;

    double width() const { return right - left; }
    double height() const { return bottom - top; }
    /// Edges included.
    bool holds(Place place) const { return place.x >= left && place.x <= right && place.y >= top && place.y <= bottom; }
};

struct Stroke {
    Color color;
    double width = 1.5;        ///< in pixels
    double dash = 0, gap = 0;  ///< lengths in pixels; dash 0 is an unbroken line
};

enum class Face { text, strong, numbers };
enum class Align { left, middle, right };

struct TextStyle {
    Color color;
    double size = 14;  ///< of the em, in pixels
    Face face = Face::text;
    Align align = Align::left;
};

class Drawing {
  public:
    virtual ~Drawing() = default;

    /// Everything outside is left alone from now on.
    virtual void clip(const Box& box) = 0;
    virtual void unclip() = 0;
    virtual void rectangle(const Box& box, Color color, double corner = 0) = 0;
    virtual void disc(Place middle, double radius, Color color) = 0;
    virtual void ring(Place middle, double radius, const Stroke& stroke) = 0;
    /// One unbroken shape: where a line crosses itself it is not darker. Places that are not finite break the line.
    virtual void line(std::span<const Place> places, const Stroke& stroke) = 0;
    /// Filled; `rim` pixels wider all around, which closes the seams between neighbours. Nothing where a corner is not
    /// finite.
    virtual void polygon(std::span<const Place> corners, Color color, double rim = 0) = 0;
    /// One line of UTF-8 with its baseline at `place`.
    virtual void text(Place place, std::string_view words, const TextStyle& style) = 0;
    /// In pixels, of one line of UTF-8 as it is drawn.
    virtual double width_of(std::string_view words, const TextStyle& style) const;
    /// Opaque colours over the box, at shares 0 … 1 from its left and from its top.
    virtual void field(const Box& box, const std::function<Color(double right, double down)>& color) = 0;

    void line(Place from, Place to, const Stroke& stroke);
    void outline(const Box& box, const Stroke& stroke);
};

}  // namespace ravine
