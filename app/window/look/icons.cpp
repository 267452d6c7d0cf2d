#include "app/window/look/icons.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace ravine::icons {
namespace {

float stroke(float size) { return std::max(1.0f, size * 0.11f); }
ImVec2 at(ImVec2 middle, float size, float x, float y) { return {middle.x + x * size, middle.y + y * size}; }

void line(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour, ImVec2 from, ImVec2 to) {
    draw.AddLine(at(middle, size, from.x, from.y), at(middle, size, to.x, to.y), colour, stroke(size));
}

}  // namespace

void play(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour) {
    draw.AddTriangleFilled(at(middle, size, -0.3f, -0.42f), at(middle, size, 0.44f, 0), at(middle, size, -0.3f, 0.42f),
                           colour);
}

void pause(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour) {
    draw.AddRectFilled(at(middle, size, -0.36f, -0.4f), at(middle, size, -0.1f, 0.4f), colour, size * 0.06f);
    draw.AddRectFilled(at(middle, size, 0.1f, -0.4f), at(middle, size, 0.36f, 0.4f), colour, size * 0.06f);
}

void step(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour) {
    draw.AddTriangleFilled(at(middle, size, -0.34f, -0.36f), at(middle, size, 0.22f, 0),
                           at(middle, size, -0.34f, 0.36f), colour);
    draw.AddRectFilled(at(middle, size, 0.26f, -0.36f), at(middle, size, 0.4f, 0.36f), colour);
}

void step_back(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour) {
    draw.AddTriangleFilled(at(middle, size, 0.34f, -0.36f), at(middle, size, 0.34f, 0.36f), at(middle, size, -0.22f, 0),
                           colour);
    draw.AddRectFilled(at(middle, size, -0.4f, -0.36f), at(middle, size, -0.26f, 0.36f), colour);
}

void reset(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour) {
    constexpr float pi = std::numbers::pi_v<float>;
    draw.PathArcTo(middle, size * 0.36f, -0.75f * pi, 0.85f * pi, 20);
    draw.PathStroke(colour, false, stroke(size));
    const ImVec2 tip = at(middle, size, -0.42f, -0.44f);
    draw.AddTriangleFilled(tip, at(middle, size, -0.02f, -0.38f), at(middle, size, -0.36f, -0.06f), colour);
}

void down(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour) {
    draw.AddTriangleFilled(at(middle, size, -0.34f, -0.18f), at(middle, size, 0.34f, -0.18f),
                           at(middle, size, 0, 0.26f), colour);
}

void left(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour) {
    line(draw, middle, size, colour, {0.16f, -0.34f}, {-0.16f, 0});
    line(draw, middle, size, colour, {-0.16f, 0}, {0.16f, 0.34f});
}

void right(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour) {
    line(draw, middle, size, colour, {-0.16f, -0.34f}, {0.16f, 0});
    line(draw, middle, size, colour, {0.16f, 0}, {-0.16f, 0.34f});
}

void close(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour) {
    line(draw, middle, size, colour, {-0.3f, -0.3f}, {0.3f, 0.3f});
    line(draw, middle, size, colour, {-0.3f, 0.3f}, {0.3f, -0.3f});
}

void plus(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour) {
    line(draw, middle, size, colour, {-0.36f, 0}, {0.36f, 0});
    line(draw, middle, size, colour, {0, -0.36f}, {0, 0.36f});
}

void minus(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour) {
    line(draw, middle, size, colour, {-0.36f, 0}, {0.36f, 0});
}

void save(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour) {
    line(draw, middle, size, colour, {0, -0.42f}, {0, 0.16f});
    line(draw, middle, size, colour, {-0.24f, -0.08f}, {0, 0.18f});
    line(draw, middle, size, colour, {0.24f, -0.08f}, {0, 0.18f});
    line(draw, middle, size, colour, {-0.36f, 0.4f}, {0.36f, 0.4f});
}

void book(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour) {
    for (const float side : {-1.0f, 1.0f}) {
        const ImVec2 page[] = {at(middle, size, 0, -0.26f), at(middle, size, side * 0.44f, -0.38f),
                               at(middle, size, side * 0.44f, 0.28f), at(middle, size, 0, 0.4f)};
        draw.AddPolyline(page, 4, colour, 0, stroke(size));
    }
    line(draw, middle, size, colour, {0, -0.26f}, {0, 0.4f});
}

void pencil(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour) {
    const ImVec2 outline[] = {at(middle, size, -0.4f, 0.4f), at(middle, size, -0.32f, 0.12f),
                              at(middle, size, 0.2f, -0.4f), at(middle, size, 0.4f, -0.2f),
                              at(middle, size, -0.12f, 0.32f)};
    draw.AddPolyline(outline, 5, colour, ImDrawFlags_Closed, stroke(size));
    line(draw, middle, size, colour, {0.08f, -0.28f}, {0.28f, -0.08f});
}

void eraser(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour) {
    const ImVec2 outline[] = {at(middle, size, -0.4f, 0.12f), at(middle, size, 0.12f, -0.4f),
                              at(middle, size, 0.42f, -0.1f), at(middle, size, -0.06f, 0.38f),
                              at(middle, size, -0.16f, 0.38f)};
    draw.AddPolyline(outline, 5, colour, ImDrawFlags_Closed, stroke(size));
    line(draw, middle, size, colour, {-0.14f, -0.14f}, {0.16f, 0.16f});
    line(draw, middle, size, colour, {-0.1f, 0.4f}, {0.4f, 0.4f});
}

void eye(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour) {
    const ImVec2 left = at(middle, size, -0.45f, 0), right = at(middle, size, 0.45f, 0);
    draw.AddBezierQuadratic(left, at(middle, size, 0, -0.6f), right, colour, stroke(size));
    draw.AddBezierQuadratic(left, at(middle, size, 0, 0.6f), right, colour, stroke(size));
    draw.AddCircleFilled(middle, size * 0.14f, colour);
}

void look(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour) {
    constexpr float pi = std::numbers::pi_v<float>;
    draw.AddCircle(middle, size * 0.38f, colour, 28, stroke(size));
    draw.PathArcTo(middle, size * 0.38f, -0.5f * pi, 0.5f * pi, 16);
    draw.PathFillConvex(colour);
}

namespace {
/// An arrow that bends back; `side` −1 points left, 1 right.
void bent_arrow(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour, float side) {
    const ImVec2 tip = at(middle, size, side * 0.44f, -0.14f), end = at(middle, size, side * -0.2f, 0.38f);
    draw.AddBezierCubic(tip, at(middle, size, side * -0.62f, -0.2f), at(middle, size, side * -0.62f, 0.38f), end,
                        colour, stroke(size));
    line(draw, middle, size, colour, {side * 0.44f, -0.14f}, {side * 0.18f, -0.4f});
    line(draw, middle, size, colour, {side * 0.44f, -0.14f}, {side * 0.18f, 0.12f});
}
}  // namespace

void undo(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour) { bent_arrow(draw, middle, size, colour, -1); }
void redo(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour) { bent_arrow(draw, middle, size, colour, 1); }

void logo(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour) {
    draw.AddTriangleFilled(at(middle, size, -0.5f, 0.42f), at(middle, size, 0, -0.42f), at(middle, size, 0.5f, 0.42f),
                           colour);
}

}  // namespace ravine::icons
