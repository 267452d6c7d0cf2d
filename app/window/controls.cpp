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
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    std::string text = fmt::format(
        "\"frame\": {}, \"inputs\": {}, \"window\": [{}, {}], \"size\": [{}, {}], \"state\": {},\n \"controls\": {{",
        frames_, inputs_, corner_x, corner_y, size.x, size.y, state);
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
    ++frames_;
    frame_ = text(state, corner_x, corner_y);
    controls_.clear();
    write(false);
}

void Controls::rest() {
    if (is_on() && !resting_) write(true);
}

void Controls::write(bool resting) {
    resting_ = resting;
    const std::string words = fmt::format("{{\"resting\": {}, {}", resting, frame_);
    if (const Status status = write_file(path_, words); !status)
        std::fprintf(stderr, "%s\n", status.error().message().c_str());
}

Controls& controls() {
    static Controls all(std::getenv("RAVINE_CONTROLS"));
    return all;
}

}  // namespace ravine
