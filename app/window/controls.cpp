#include "app/window/controls.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include "engine/io/files.hpp"

namespace ravine {

Controls::Controls(const char* path) : path_(path != nullptr ? path : "") {}

void Controls::set_panel(std::string_view panel) {
    if (is_on()) panel_ = panel;
}

void Controls::note(std::string_view name, ImVec2 least, ImVec2 most) {
    if (!is_on()) return;
    const ImVec2 clip_least = ImGui::GetWindowDrawList()->GetClipRectMin();
    const ImVec2 clip_most = ImGui::GetWindowDrawList()->GetClipRectMax();
    least = {std::max(least.x, clip_least.x), std::max(least.y, clip_least.y)};
    most = {std::min(most.x, clip_most.x), std::min(most.y, clip_most.y)};
    if (least.x >= most.x || least.y >= most.y) return;
    controls_.push_back({panel_.empty() ? std::string(name) : fmt::format("{}.{}", panel_, name), least, most});
}

void Controls::note_item(std::string_view name) {
    if (is_on()) note(name, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
}

std::string Controls::text(const std::string& state, int corner_x, int corner_y) const {
    std::string text =
        fmt::format("{{\"window\": [{}, {}], \"state\": {},\n \"controls\": {{", corner_x, corner_y, state);
    const char* separator = "\n";
    for (const Control& control : controls_) {
        text += fmt::format("{}  \"{}\": [{:.1f}, {:.1f}, {:.1f}, {:.1f}]", separator, control.name, control.least.x,
                            control.least.y, control.most.x, control.most.y);
        separator = ",\n";
    }
    return text + "\n }}\n";
}

void Controls::end_frame(const std::string& state, int corner_x, int corner_y) {
    if (!is_on()) return;
    std::string now = text(state, corner_x, corner_y);
    controls_.clear();
    if (now == written_) return;
    if (const Status status = write_file(path_, now); !status)
        std::fprintf(stderr, "%s\n", status.error().message().c_str());
    written_ = std::move(now);
}

Controls& controls() {
    static Controls all(std::getenv("RAVINE_CONTROLS"));
    return all;
}

}  // namespace ravine
