#include "app/window/repaint/damage.hpp"

#include <algorithm>
#include <cstring>

namespace ravine {
namespace {

/// Boxes nearer than this, in pixels, are drawn as one: each costs a walk over the lists.
constexpr int join_distance = 24;

template <class T>
bool are_same(const T& a, const T& b) {
    return std::memcmp(&a, &b, sizeof(T)) == 0;
}

template <class T>
bool are_same(const std::vector<T>& a, const std::vector<T>& b) {
    return a.size() == b.size() && (a.empty() || std::memcmp(a.data(), b.data(), a.size() * sizeof(T)) == 0);
}

bool looks_through_same(const ImDrawCmd& a, const ImDrawCmd& b) {
    return are_same(a.ClipRect, b.ClipRect) && a.GetTexID() == b.GetTexID();
}

/// Which vertices of a list have no twin in the other one.
using Marks = std::vector<char>;

/// With as many vertices in both lists each is compared with the one in its place; else what is the same at the
/// beginning and at the end is left out.
Marks changed_vertices(const std::vector<ImDrawVert>& vertices, const std::vector<ImDrawVert>& others) {
    Marks marks(vertices.size(), 0);
    const std::size_t common = std::min(vertices.size(), others.size());
    if (vertices.size() == others.size()) {
        for (std::size_t i = 0; i < common; ++i) marks[i] = are_same(vertices[i], others[i]) ? 0 : 1;
        return marks;
    }
    std::size_t head = 0, tail = 0;
    while (head < common && are_same(vertices[head], others[head])) ++head;
    while (tail < common - head && are_same(vertices[vertices.size() - 1 - tail], others[others.size() - 1 - tail]))
        ++tail;
    std::fill(marks.begin() + static_cast<std::ptrdiff_t>(head), marks.end() - static_cast<std::ptrdiff_t>(tail),
              char{1});
    return marks;
}

PixelBox box_of(const ImDrawVert& a, const ImDrawVert& b, const ImDrawVert& c) {
    const auto [left, right] = std::minmax({a.pos.x, b.pos.x, c.pos.x});
    const auto [top, bottom] = std::minmax({a.pos.y, b.pos.y, c.pos.y});
    return box_around(left, top, right, bottom);
}

/// Calls `use` with the box of each of the command's triangles with a marked vertex, or of all for want of marks.
template <class Use>
void for_each_triangle(const std::vector<ImDrawVert>& vertices, const std::vector<ImDrawIdx>& indices,
                       const ImDrawCmd& command, const Marks* marks, Use use) {
    const PixelBox clip = clip_box(command);
    for (std::size_t i = 0; i + 2 < command.ElemCount; i += 3) {
        const ImDrawIdx* corner = &indices[command.IdxOffset + i];
        const std::size_t a = command.VtxOffset + corner[0], b = command.VtxOffset + corner[1],
                          c = command.VtxOffset + corner[2];
        if (marks == nullptr || (*marks)[a] || (*marks)[b] || (*marks)[c])
            use(common_part(box_of(vertices[a], vertices[b], vertices[c]), clip));
    }
}

}  // namespace

PixelBox clip_box(const ImDrawCmd& command) {
    const ImVec4& clip = command.ClipRect;
    return {static_cast<int>(clip.x), static_cast<int>(clip.y), static_cast<int>(std::ceil(clip.z)),
            static_cast<int>(std::ceil(clip.w))};
}

void DamageFinder::remember(const ImDrawList& list, ListCopy& copy) {
    copy.list = &list;
    copy.vertices.assign(list.VtxBuffer.begin(), list.VtxBuffer.end());
    copy.indices.assign(list.IdxBuffer.begin(), list.IdxBuffer.end());
    copy.commands.assign(list.CmdBuffer.begin(), list.CmdBuffer.end());
}

void DamageFinder::compare(const ListCopy& before, const ListCopy& after, std::span<const ImTextureID> redrawn,
                           std::vector<PixelBox>& damage) {
    const bool same_vertices = are_same(before.vertices, after.vertices);
    // Only other triangles between the same vertices: where, nobody can tell.
    const bool unclear = before.commands.size() != after.commands.size() ||
                         (before.vertices.size() == after.vertices.size() && !are_same(before.indices, after.indices));
    const auto is_redrawn = [&](const ImDrawCmd& command) {
        return std::find(redrawn.begin(), redrawn.end(), command.GetTexID()) != redrawn.end();
    };
    const auto add_changes = [&](const ListCopy& list, const ListCopy& other) {
        const Marks marks = same_vertices ? Marks() : changed_vertices(list.vertices, other.vertices);
        for (std::size_t i = 0; i < list.commands.size(); ++i) {
            const ImDrawCmd& command = list.commands[i];
            const bool whole = unclear || is_redrawn(command) || !looks_through_same(command, other.commands[i]);
            if (same_vertices && !whole) continue;
            for_each_triangle(list.vertices, list.indices, command, whole ? nullptr : &marks,
                              [&](const PixelBox& box) { join_into(damage, box, join_distance); });
        }
    };
    add_changes(after, before);
    if (!same_vertices || unclear) add_changes(before, after);
}

const DamageFinder::ListCopy* DamageFinder::twin(const std::vector<ListCopy>& lists, const ListCopy& wanted) {
    const auto found =
        std::find_if(lists.begin(), lists.end(), [&](const ListCopy& one) { return one.list == wanted.list; });
    return found != lists.end() ? &*found : nullptr;
}

bool DamageFinder::have_same_order() const {
    std::vector<const ImDrawList*> before, after;
    for (const ListCopy& list : before_)
        if (twin(after_, list) != nullptr) before.push_back(list.list);
    for (const ListCopy& list : after_)
        if (twin(before_, list) != nullptr) after.push_back(list.list);
    return before == after;
}

std::vector<PixelBox> DamageFinder::find(const ImDrawData& data, std::span<const ImTextureID> redrawn) {
    const ListCopy nothing;
    std::vector<PixelBox> damage;
    std::swap(before_, after_);
    after_.resize(static_cast<std::size_t>(data.CmdListsCount));
    for (int i = 0; i < data.CmdListsCount; ++i) remember(*data.CmdLists[i], after_[static_cast<std::size_t>(i)]);
    const bool same_order = have_same_order();
    for (const ListCopy& list : after_) {
        const ListCopy* before = same_order ? twin(before_, list) : nullptr;
        compare(before != nullptr ? *before : nothing, list, redrawn, damage);
    }
    for (const ListCopy& list : before_)
        if (!same_order || twin(after_, list) == nullptr) compare(list, nothing, redrawn, damage);
    return damage;
}

}  // namespace ravine
