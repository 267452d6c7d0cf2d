#include "app/window/widgets/plane_view.hpp"

#include <algorithm>
#include <cmath>

#include "app/pictures/axis.hpp"
#include "app/window/controls.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/widgets/lines.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {
namespace {

Window zoomed(const Window& window, double x, double y, double factor) {
    return {x + (window.x_least - x) * factor, x + (window.x_most - x) * factor, y + (window.y_least - y) * factor,
            y + (window.y_most - y) * factor};
}

/// The largest number of the window, as far as it decides how finely places can be told apart.
double magnitude(const Window& window) {
    return std::max(
        {std::abs(window.x_least), std::abs(window.x_most), std::abs(window.y_least), std::abs(window.y_most)});
}

/// The wheel's zoom: not closer than `least_share` of the home window, nor than numbers reach, nor farther than a
/// thousand times the home window.
bool zoom(const PlaneFrame& frame, Window& window, const Window& home, double least_share) {
    const float wheel = ImGui::GetIO().MouseWheel;
    if (wheel == 0 || !ImGui::IsItemHovered()) return false;
    constexpr double finest = 1e-12;  // a thousand pixels of which each is a few roundings wide
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const double factor = std::pow(0.88, static_cast<double>(wheel));
    const Window wanted = zoomed(window, frame.x(mouse.x), frame.y(mouse.y), factor);
    const double width = wanted.x_most - wanted.x_least, height = wanted.y_most - wanted.y_least;
    const double share = width / (home.x_most - home.x_least);
    const bool too_close = share < least_share || std::min(width, height) < finest * magnitude(wanted);
    if ((factor < 1 && too_close) || (factor > 1 && share > 1e3)) return false;
    window = wanted;
    return true;
}

bool pan(const PlaneFrame& frame, Window& window, bool panning) {
    const ImVec2 delta = ImGui::GetIO().MouseDelta;
    if (!panning || (delta.x == 0 && delta.y == 0)) return false;
    const double dx = static_cast<double>(delta.x / frame.width()) * (window.x_most - window.x_least),
                 dy = static_cast<double>(delta.y / frame.height()) * (window.y_most - window.y_least);
    window = {window.x_least - dx, window.x_most - dx, window.y_least + dy, window.y_most + dy};
    return true;
}

}  // namespace

ImVec2 PlaneFrame::place(double plane_x, double plane_y) const {
    const Place at = exact_place(plane_x, plane_y);
    return {static_cast<float>(at.x), static_cast<float>(at.y)};
}
Box PlaneFrame::box_with_margin(float margin) const {
    return {static_cast<double>(least.x - margin), static_cast<double>(least.y - margin),
            static_cast<double>(most.x + margin), static_cast<double>(most.y + margin)};
}
double PlaneFrame::x(float pixel) const {
    const auto share = static_cast<double>((pixel - least.x) / width());
    return window.x_least + share * (window.x_most - window.x_least);
}
double PlaneFrame::y(float pixel) const {
    const auto share = static_cast<double>((most.y - pixel) / height());
    return window.y_least + share * (window.y_most - window.y_least);
}

Window fitted_window(const Window& window, float width, float height) {
    const auto columns = static_cast<double>(width), rows = static_cast<double>(height);
    const double x = 0.5 * (window.x_least + window.x_most), y = 0.5 * (window.y_least + window.y_most);
    const double unit = std::max((window.x_most - window.x_least) / columns, (window.y_most - window.y_least) / rows);
    return {x - 0.5 * unit * columns, x + 0.5 * unit * columns, y - 0.5 * unit * rows, y + 0.5 * unit * rows};
}

PlaneTouch plane_input(const char* id, ImVec2 size, Window& window, const Window& home, double least_share) {
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    ImGui::InvisibleButton(
        id, size,
        ImGuiButtonFlags_MouseButtonLeft | ImGuiButtonFlags_MouseButtonRight | ImGuiButtonFlags_MouseButtonMiddle);
    controls().note_item(id);
    const PlaneFrame frame{corner, {corner.x + size.x, corner.y + size.y}, window};
    const ImGuiIO& io = ImGui::GetIO();
    PlaneTouch touch;
    touch.hovered = ImGui::IsItemHovered();
    const bool active = ImGui::IsItemActive();
    const bool panning = active && (ImGui::IsMouseDown(ImGuiMouseButton_Middle) ||
                                    (ImGui::IsMouseDown(ImGuiMouseButton_Left) && io.KeyAlt));
    touch.pressed = ImGui::IsItemActivated() && ImGui::IsMouseClicked(ImGuiMouseButton_Left) && !io.KeyAlt;
    touch.held = active && ImGui::IsMouseDown(ImGuiMouseButton_Left) && !panning;
    touch.erasing = active && ImGui::IsMouseDown(ImGuiMouseButton_Right);
    touch.moved_view = zoom(frame, window, home, least_share) | pan(frame, window, panning);
    if (touch.hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Middle)) {
        window = home;
        touch.moved_view = true;
    }
    if (panning) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    touch.x = frame.x(io.MousePos.x);
    touch.y = frame.y(io.MousePos.y);
    return touch;
}

namespace {

/// Numbers along the lower edge, between the left edge's and the axis' name.
void draw_x_axis(ImDrawList& draw, const PlaneFrame& frame, std::string_view label) {
    const ImU32 ink = theme().text;
    const OffsetTicks ticks =
        offset_ticks({frame.window.x_least, frame.window.x_most}, static_cast<int>(frame.width() / px(100)));
    const std::string name = axis_name(label, ticks);
    const ImVec2 name_size = text_size(name, fonts().small);
    const float top = frame.most.y - text_size("0", fonts().mono_small).y - px(7);
    const float end = frame.most.x - (name.empty() ? 0 : name_size.x + px(14));
    float free = frame.least.x + px(30);
    for (const Tick& tick : ticks.ticks) {
        const float x = frame.place(tick.value, 0).x;
        const ImVec2 size = text_size(tick.label, fonts().mono_small);
        const float left = x - 0.5f * size.x;
        if (left < free || left + size.x + px(4) > end) continue;
        free = left + size.x + px(12);
        draw.AddLine({x, frame.most.y - px(4)}, {x, frame.most.y}, ink, whole_px(1));
        draw_label(draw, {left, top}, tick.label.c_str(), fonts().mono_small, ink);
    }
    if (!name.empty()) draw_label(draw, {frame.most.x - name_size.x - px(6), top}, name.c_str(), fonts().small, ink);
}

/// Numbers along the left edge, between the axis' name and the lower edge's numbers.
void draw_y_axis(ImDrawList& draw, const PlaneFrame& frame, std::string_view label) {
    const ImU32 ink = theme().text;
    const OffsetTicks ticks =
        offset_ticks({frame.window.y_least, frame.window.y_most}, static_cast<int>(frame.height() / px(100)));
    const std::string name = axis_name(label, ticks);
    const float top = frame.least.y + (name.empty() ? 0 : text_size(name, fonts().small).y + px(10));
    const float bottom = frame.most.y - text_size("0", fonts().mono_small).y - px(12);
    for (const Tick& tick : ticks.ticks) {
        const float y = frame.place(0, tick.value).y;
        const ImVec2 size = text_size(tick.label, fonts().mono_small);
        if (y - 0.5f * size.y < top || y + 0.5f * size.y > bottom) continue;
        draw.AddLine({frame.least.x, y}, {frame.least.x + px(4), y}, ink, whole_px(1));
        draw_label(draw, {frame.least.x + px(8), y - 0.5f * size.y}, tick.label.c_str(), fonts().mono_small, ink);
    }
    if (!name.empty())
        draw_label(draw, {frame.least.x + px(8), frame.least.y + px(5)}, name.c_str(), fonts().small, ink);
}

}  // namespace

void draw_plane_axes(ImDrawList& draw, const PlaneFrame& frame, std::string_view x_label, std::string_view y_label) {
    draw_x_axis(draw, frame, x_label);
    draw_y_axis(draw, frame, y_label);
}

void draw_plane_readout(const std::string& words) {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {px(9), px(6)});
    ImGui::BeginTooltip();
    text_item(words, fonts().mono_small, theme().text);
    ImGui::EndTooltip();
    ImGui::PopStyleVar();
}

}  // namespace ravine
