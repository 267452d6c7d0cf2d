#pragma once
// A rectangle of a plane on the screen: its axes, and moving about in it. What is drawn inside is the caller's.

#include <imgui.h>

#include <string>
#include <string_view>

#include "app/pictures/plane_map.hpp"
#include "engine/landscape/window.hpp"

namespace ravine {

/// Between numbers of the plane and pixels of the screen; y points up.
struct PlaneFrame {
    ImVec2 least, most;  ///< of the picture, in pixels
    Window window{-1, 1, -1, 1};

    ImVec2 place(double x, double y) const;
    /// The same without rounding to floats: for places far outside.
    Place exact_place(double x, double y) const { return map().place(x, y); }
    PlaneMap map() const { return {box_with_margin(0), window}; }
    /// The picture in pixels, with so many more on each side.
    Box box_with_margin(float margin) const;
    double x(float pixel) const;
    double y(float pixel) const;
    float width() const { return most.x - least.x; }
    float height() const { return most.y - least.y; }
    /// Pixels per unit of x.
    float pixels_per_unit() const { return width() / static_cast<float>(window.x_most - window.x_least); }
};

/// What the pointer did on the picture in this frame.
struct PlaneTouch {
    bool hovered = false;
    bool pressed = false;     ///< left button went down here
    bool held = false;        ///< left button is down since it went down here
    bool erasing = false;     ///< right button likewise
    bool moved_view = false;  ///< panned, zoomed or put back: `window` changed
    double x = 0, y = 0;      ///< where the pointer is
};

/// Makes the window as wide as the picture is, around the same middle, so that a circle is round.
Window fitted_window(const Window& window, float width, float height);

/// Takes `size` pixels as the next item, and reads the pointer: wheel zooms at the pointer, middle drag or space with
/// left drag pans, double-click with the middle button or Home puts `home` back. `least_share`: how small a part of the
/// home window can be looked at; in any case neighbouring pixels stay different numbers.
PlaneTouch plane_input(const char* id, ImVec2 size, Window& window, const Window& home, double least_share = 1e-3);

/// Numbers along the lower and left edge, inside the picture.
void draw_plane_axes(ImDrawList& draw, const PlaneFrame& frame, std::string_view x_label, std::string_view y_label);

/// A small plate with lines of words beside the pointer.
void draw_plane_readout(const std::string& words);

}  // namespace ravine
