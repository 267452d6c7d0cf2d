#pragma once
// A small software canvas: what the saved pictures are drawn on. All edges are anti-aliased.

#include <cstddef>
#include <functional>
#include <span>
#include <string_view>
#include <vector>

#include "app/pictures/drawing.hpp"

namespace ravine {

/// Pixels left ≤ x < right, top ≤ y < bottom.
struct PixelRange {
    int left, top, right, bottom;
};

class Canvas : public Drawing {
  public:
    Canvas(int width, int height, Color background);

    int width() const { return width_; }
    int height() const { return height_; }
    Color at(int x, int y) const { return pixels_[index(x, y)]; }
    std::span<const Color> pixels() const { return pixels_; }

    void clip(const Box& box) override;
    void unclip() override;

    /// Mixes `color` into a pixel, `cover` 0 … 1 times its alpha; outside of the canvas or the clip nothing happens.
    void blend(int x, int y, Color color, double cover = 1);
    void rectangle(const Box& box, Color color, double corner = 0) override;
    void disc(Place middle, double radius, Color color) override;
    void ring(Place middle, double radius, const Stroke& stroke) override;
    using Drawing::line;
    void line(std::span<const Place> places, const Stroke& stroke) override;
    void polygon(std::span<const Place> corners, Color color, double rim = 0) override;
    void text(Place place, std::string_view words, const TextStyle& style) override;
    void field(const Box& box, const std::function<Color(double right, double down)>& color) override;
    /// Sets every pixel whose middle lies in the box to `color(x, y)`. Several threads may paint boxes that share none.
    template <class ColorOf>
    void paint(const Box& box, const ColorOf& color);

  private:
    std::size_t index(int x, int y) const {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(width_) + static_cast<std::size_t>(x);
    }
    bool is_open(int x, int y) const;
    /// blend() of an open pixel.
    void mix_in(int x, int y, Color color, double cover);
    /// Those whose middle lies in the box and that are open.
    PixelRange open_pixels(const Box& box) const;
    /// Blends where `distance` (to the shape's edge, negative inside, in pixels) says so, inside `bounds`.
    template <class Distance>
    void shape(const Box& bounds, Color color, const Distance& distance);

    int width_, height_;
    std::vector<Color> pixels_;
    Box clip_;
};

template <class ColorOf>
void Canvas::paint(const Box& box, const ColorOf& color) {
    const PixelRange range = open_pixels(box);
    for (int y = range.top; y < range.bottom; ++y)
        for (int x = range.left; x < range.right; ++x) pixels_[index(x, y)] = color(x, y);
}

}  // namespace ravine
