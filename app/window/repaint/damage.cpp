#include "app/window/repaint/damage.hpp"

#include <algorithm>
#include <cstring>

namespace ravine {
namespace {

/// Boxes nearer than this, in pixels, are drawn as one: each costs a walk over the lists.
constexpr int join_distance = 24;

bool looks_through_same(const ImDrawCmd& a, const ImDrawCmd& b) {
    return std::memcmp(&a.ClipRect, &b.ClipRect, sizeof(ImVec4)) == 0 && a.GetTexID() == b.GetTexID();
}

class Damage {
  public:
    Damage(std::span<const ImTextureID> redrawn, std::vector<PixelBox>& boxes) : redrawn_(redrawn), boxes_(boxes) {}

    /// What differs between two lists: command by command, and of what one has more, all.
    void add(const DrawListCopy& before, const DrawListCopy& after) {
        if (before == after) return add_redrawn(after);
        const std::size_t common = std::min(before.commands.size(), after.commands.size());
        for (std::size_t i = 0; i < common; ++i) add(before, before.commands[i], after, after.commands[i]);
        for (const DrawListCopy* list : {&before, &after})
            for (std::size_t i = common; i < list->commands.size(); ++i) add_all(Triangles(*list, list->commands[i]));
    }

  private:
    bool is_redrawn(const ImDrawCmd& command) const {
        return std::find(redrawn_.begin(), redrawn_.end(), command.GetTexID()) != redrawn_.end();
    }

    void add_redrawn(const DrawListCopy& list) {
        for (const ImDrawCmd& command : list.commands)
            if (is_redrawn(command)) add_all(Triangles(list, command));
    }

    void add(const DrawListCopy& before, const ImDrawCmd& old, const DrawListCopy& after, const ImDrawCmd& now) {
        const Triangles olds(before, old), news(after, now);
        if (!is_redrawn(now) && looks_through_same(old, now)) return add_changes(olds, news);
        add_all(olds);
        add_all(news);
    }

    /// What is the same at the beginning and at the end is left out; of as many between, also what is in its place.
    void add_changes(const Triangles& olds, const Triangles& news) {
        const std::size_t least = std::min(olds.count(), news.count());
        std::size_t head = 0, tail = 0;
        while (head < least && olds.is_same(head, news, head)) ++head;
        while (tail < least - head && olds.is_same(olds.count() - 1 - tail, news, news.count() - 1 - tail)) ++tail;
        const bool have_twins = olds.count() == news.count();
        for (std::size_t i = head; i < olds.count() - tail; ++i)
            if (!have_twins || !olds.is_same(i, news, i)) join_into(boxes_, olds.box(i), join_distance);
        for (std::size_t i = head; i < news.count() - tail; ++i)
            if (!have_twins || !news.is_same(i, olds, i)) join_into(boxes_, news.box(i), join_distance);
    }

    void add_all(const Triangles& triangles) {
        for (std::size_t i = 0; i < triangles.count(); ++i) join_into(boxes_, triangles.box(i), join_distance);
    }

    std::span<const ImTextureID> redrawn_;
    std::vector<PixelBox>& boxes_;
};

}  // namespace

const DrawListCopy* DamageFinder::twin(const std::vector<DrawListCopy>& lists, const DrawListCopy& wanted) {
    const auto found =
        std::find_if(lists.begin(), lists.end(), [&](const DrawListCopy& one) { return one.list == wanted.list; });
    return found != lists.end() ? &*found : nullptr;
}

bool DamageFinder::have_same_order() const {
    std::vector<const ImDrawList*> before, after;
    for (const DrawListCopy& list : before_)
        if (twin(after_, list) != nullptr) before.push_back(list.list);
    for (const DrawListCopy& list : after_)
        if (twin(before_, list) != nullptr) after.push_back(list.list);
    return before == after;
}

std::vector<PixelBox> DamageFinder::find(const ImDrawData& data, std::span<const ImTextureID> redrawn) {
    const DrawListCopy nothing;
    std::vector<PixelBox> boxes;
    Damage damage(redrawn, boxes);
    std::swap(before_, after_);
    after_.resize(static_cast<std::size_t>(data.CmdListsCount));
    for (int i = 0; i < data.CmdListsCount; ++i) after_[static_cast<std::size_t>(i)].take(*data.CmdLists[i]);
    const bool same_order = have_same_order();
    for (const DrawListCopy& list : after_) {
        const DrawListCopy* before = same_order ? twin(before_, list) : nullptr;
        damage.add(before != nullptr ? *before : nothing, list);
    }
    for (const DrawListCopy& list : before_)
        if (!same_order || twin(after_, list) == nullptr) damage.add(list, nothing);
    return boxes;
}

}  // namespace ravine
