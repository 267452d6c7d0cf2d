#pragma once
// Icons as shapes: crisp at any scale, whatever signs the fonts have.

#include <imgui.h>

namespace ravine {

/// Draws into a square with this middle and edge.
using Icon = void (*)(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour);

namespace icons {
void play(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour);
void pause(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour);
void step(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour);
void step_back(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour);
void reset(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour);
void down(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour);  ///< opens a list
void left(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour);
void right(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour);
void close(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour);
void plus(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour);
void minus(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour);
void save(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour);
void book(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour);
void pencil(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour);
void eraser(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour);
void eye(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour);
void look(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour);  ///< light and dark
void undo(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour);
void redo(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour);
void logo(ImDrawList& draw, ImVec2 middle, float size, ImU32 colour);
}  // namespace icons

}  // namespace ravine
