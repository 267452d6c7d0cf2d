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

/// The wheel's zoom, kept between a thousandth and a thousand times the home window.
bool zoom(const PlaneFrame& frame, Window& window, const Window& home) {
    const float wheel = ImGui::GetIO().MouseWheel;
    if (wheel == 0 || !ImGui::IsItemHovered()) return false;
    const ImVec2 mouse = ImGui::GetIO().MousePos;
    const Window wanted =
        zoomed(window, frame.x(mouse.x), frame.y(mouse.y), std::pow(0.88, static_cast<double>(wheel)));
    const double share = (wanted.x_most - wanted.x_least) / (home.x_most - home.x_least);
    if (share < 1e-3 || share > 1e3) return false;
    window = wanted;
    return true;
}

bool pan(const PlaneFrame& frame, Window& window, bool panning) {
    const ImVec2 delta = ImGui::GetIO().MouseDelta;
    if (!panning || (delta.x == 0 && delta.y == 0)) return false;
    const double dx = frame.x(delta.x) - frame.x(0), dy = frame.y(0) - frame.y(delta.y);
    window = {window.x_least - dx, window.x_most - dx, window.y_least + dy, window.y_most + dy};
    return true;
}

}  // namespace

ImVec2 PlaneFrame::place(double plane_x, double plane_y) const {
    const double right = (plane_x - window.x_least) / (window.x_most - window.x_least);
    const double up = (plane_y - window.y_least) / (window.y_most - window.y_least);
    return {least.x + static_cast<float>(right) * width(), most.y - static_cast<float>(up) * height()};
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

PlaneTouch plane_input(const char* id, ImVec2 size, Window& window, const Window& home) {
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
    touch.moved_view = zoom(frame, window, home) | pan(frame, window, panning);
    if (touch.hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Middle)) {
        window = home;
        touch.moved_view = true;
    }
    if (panning) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    touch.x = frame.x(io.MousePos.x);
    touch.y = frame.y(io.MousePos.y);
    return touch;
}

void draw_plane_axes(ImDrawList& draw, const PlaneFrame& frame, std::string_view x_label, std::string_view y_label) {
    const ImU32 ink = theme().text;
    const ImVec2 x_size = text_size(x_label, fonts().small), y_size = text_size(y_label, fonts().small);
    const float bottom = frame.most.y - text_size("0", fonts().mono_small).y - px(4);
    for (const Tick& tick :
         ticks({frame.window.x_least, frame.window.x_most}, static_cast<int>(frame.width() / px(90)))) {
        const float x = frame.place(tick.value, 0).x;
        const ImVec2 size = text_size(tick.label, fonts().mono_small);
        if (x - size.x < frame.least.x + px(24) || x + size.x > frame.most.x - x_size.x - px(18)) continue;
        draw.AddLine({x, frame.most.y - px(4)}, {x, frame.most.y}, ink, whole_px(1));
        draw_label(draw, {x - 0.5f * size.x, bottom - px(3)}, tick.label.c_str(), fonts().mono_small, ink);
    }
    for (const Tick& tick :
         ticks({frame.window.y_least, frame.window.y_most}, static_cast<int>(frame.height() / px(70)))) {
        const float y = frame.place(0, tick.value).y;
        const ImVec2 size = text_size(tick.label, fonts().mono_small);
        if (y - size.y < frame.least.y + y_size.y + px(10) || y + size.y > bottom) continue;
        draw.AddLine({frame.least.x, y}, {frame.least.x + px(4), y}, ink, whole_px(1));
        draw_label(draw, {frame.least.x + px(8), y - 0.5f * size.y}, tick.label.c_str(), fonts().mono_small, ink);
    }
    if (!x_label.empty())
        draw_label(draw, {frame.most.x - x_size.x - px(6), bottom - px(3)}, std::string(x_label).c_str(), fonts().small,
                   ink);
    if (!y_label.empty())
        draw_label(draw, {frame.least.x + px(8), frame.least.y + px(5)}, std::string(y_label).c_str(), fonts().small,
                   ink);
}

void draw_plane_readout(const std::string& words) {
    ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {px(9), px(6)});
    ImGui::BeginTooltip();
    text_item(words, fonts().mono_small, theme().text);
    ImGui::EndTooltip();
    ImGui::PopStyleVar();
}

}  // namespace ravine
