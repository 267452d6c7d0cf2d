#include "app/window/repaint/draw_list_copy.hpp"

#include <algorithm>
#include <cstring>

namespace ravine {
namespace {

template <class T>
bool have_same_bytes(const std::vector<T>& a, const std::vector<T>& b) {
    return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0);
}

}  // namespace

PixelBox clip_box(const ImDrawCmd& command) {
    const ImVec4& clip = command.ClipRect;
    return {static_cast<int>(clip.x), static_cast<int>(clip.y), static_cast<int>(std::ceil(clip.z)),
            static_cast<int>(std::ceil(clip.w))};
}

void DrawListCopy::take(const ImDrawList& from) {
    list = &from;
    vertices.assign(from.VtxBuffer.begin(), from.VtxBuffer.end());
    indices.assign(from.IdxBuffer.begin(), from.IdxBuffer.end());
    commands.assign(from.CmdBuffer.begin(), from.CmdBuffer.end());
}

bool DrawListCopy::operator==(const DrawListCopy& other) const {
    return have_same_bytes(vertices, other.vertices) && have_same_bytes(indices, other.indices) &&
           have_same_bytes(commands, other.commands);
}

bool Triangles::is_same(std::size_t triangle, const Triangles& others, std::size_t other) const {
    for (std::size_t i = 0; i < 3; ++i)
        if (std::memcmp(&corner(triangle, i), &others.corner(other, i), sizeof(ImDrawVert)) != 0) return false;
    return true;
}

PixelBox Triangles::box(std::size_t triangle) const {
    const ImVec2 a = corner(triangle, 0).pos, b = corner(triangle, 1).pos, c = corner(triangle, 2).pos;
    const auto [left, right] = std::minmax({a.x, b.x, c.x});
    const auto [top, bottom] = std::minmax({a.y, b.y, c.y});
    return common_part(box_around(left, top, right, bottom), clip_);
}

}  // namespace ravine
