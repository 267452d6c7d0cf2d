#include "app/window/repaint/clipped_draw_data.hpp"

#include <algorithm>

namespace ravine {
namespace {

ImVec4 clip_rectangle(const PixelBox& box) {
    return {static_cast<float>(box.left), static_cast<float>(box.top), static_cast<float>(box.right),
            static_cast<float>(box.bottom)};
}

/// Neighbouring parts of a command become one.
ImVector<ImDrawCmd> commands_within(const ImVector<ImDrawCmd>& all, const std::vector<ListPart>& parts,
                                    const PixelBox& box) {
    ImVector<ImDrawCmd> commands;
    const ListPart* last = nullptr;
    for (const ListPart& part : parts) {
        if (common_part(part.box, box).is_empty()) continue;
        const ImDrawCmd& whole = all[static_cast<int>(part.command)];
        if (last == nullptr || last->command != part.command || last->first + last->count != part.first) {
            commands.push_back(whole);
            commands.back().ClipRect = clip_rectangle(common_part(clip_box(whole), box));
            commands.back().IdxOffset = whole.IdxOffset + part.first;
            commands.back().ElemCount = 0;
        }
        commands.back().ElemCount += part.count;
        last = &part;
    }
    return commands;
}

}  // namespace

std::vector<ListPart> parts_of(const DrawListCopy& list) {
    constexpr std::size_t most_triangles = 64;
    std::vector<ListPart> parts;
    for (std::size_t i = 0; i < list.commands.size(); ++i) {
        const Triangles triangles(list, list.commands[i]);
        for (std::size_t first = 0; first < triangles.count(); first += most_triangles) {
            const std::size_t count = std::min(most_triangles, triangles.count() - first);
            PixelBox box;
            for (std::size_t k = first; k < first + count; ++k)
                if (const PixelBox own = triangles.box(k); !own.is_empty()) box = box_of_both(box, own);
            parts.push_back({i, static_cast<unsigned>(3 * first), static_cast<unsigned>(3 * count), box});
        }
    }
    return parts;
}

ClippedDrawData::ClippedDrawData(const ImDrawData& data, std::span<const std::vector<ListPart>> parts,
                                 const PixelBox& box)
    : part_(data) {
    for (int i = 0; i < data.CmdListsCount; ++i) {
        ImDrawList& list = *data.CmdLists[i];
        ImVector<ImDrawCmd> commands = commands_within(list.CmdBuffer, parts[static_cast<std::size_t>(i)], box);
        if (commands.empty()) continue;
        list.CmdBuffer.swap(commands);
        shown_.push_back({&list, commands});
        lists_.push_back(&list);
    }
    part_.CmdListsCount = static_cast<int>(lists_.size());
#if IMGUI_VERSION_NUM >= 18973
    part_.CmdLists.resize(0);
    for (ImDrawList* list : lists_) part_.CmdLists.push_back(list);
#else
    part_.CmdLists = lists_.data();
#endif
}

ClippedDrawData::~ClippedDrawData() {
    for (Shown& shown : shown_) shown.list->CmdBuffer.swap(shown.own);
}

}  // namespace ravine
