#include "app/window/widgets/notice.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {
namespace {

constexpr float most_width = 340;  // logical pixels: longer lines are hard to read

/// The length of the longest beginning of the words, up to a space, that fits the width; at least one word.
std::size_t line_length(std::string_view words, float width) {
    std::size_t fitting = std::min(words.find(' '), words.size());
    for (std::size_t space = fitting; space < words.size();) {
        space = std::min(words.find(' ', space + 1), words.size());
        const ImVec2 size = ImGui::CalcTextSize(words.data(), words.data() + space);
        if (size.x > width) break;
        fitting = space;
    }
    return fitting;
}

std::vector<std::string_view> lines_of(std::string_view words, float width) {
    std::vector<std::string_view> lines;
    while (!words.empty()) {
        const std::size_t length = line_length(words, width);
        lines.push_back(words.substr(0, length));
        words.remove_prefix(std::min(length + 1, words.size()));
    }
    return lines;
}

}  // namespace

void draw_notice(ImVec2 least, ImVec2 most, std::string_view words) {
    const FontScope scope(fonts().text);
    const float pitch = std::round(1.4f * ImGui::GetFontSize());
    const std::vector<std::string_view> lines = lines_of(words, std::min(px(most_width), most.x - least.x - px(24)));
    float y = 0.5f * (least.y + most.y - pitch * static_cast<float>(lines.size()));
    for (const std::string_view line : lines) {
        const float width = ImGui::CalcTextSize(line.data(), line.data() + line.size()).x;
        draw_text(*ImGui::GetWindowDrawList(), {0.5f * (least.x + most.x - width), y}, line, fonts().text,
                  theme().muted);
        y += pitch;
    }
}

void notice(std::string_view words) {
    const ImVec2 corner = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
    draw_notice(corner, {corner.x + room.x, corner.y + room.y}, words);
}

}  // namespace ravine
