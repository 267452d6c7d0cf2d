#include "app/window/playground/loss_curves.hpp"

#include <imgui.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "app/window/controls.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/widgets/lines.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {
namespace {

constexpr int points = 120;  // even, so that none is at 0, where a curve may have no number

using Curve = double (*)(double, const double*);

double reach_of(const LossRow& row, std::span<const double> settings) {
    const int scale = index_of_setting(row.settings, "scale");
    return 3 * (scale < 0 ? 1 : settings[static_cast<std::size_t>(scale)]);
}

LossCurve sample(std::string_view label, Curve curve, std::span<const double> settings,
                 const std::vector<double>& residuals) {
    LossCurve sampled{label, {}, {}};
    for (const double x : residuals) sampled.values.push_back(curve(x, settings.data()));
    const bool has_pole = !std::isfinite(curve(0, settings.data()));
    const auto [least, most] = std::minmax_element(sampled.values.begin(), sampled.values.end());
    const double highest = has_pole ? curve(residuals.back() / 6, settings.data()) : *most;
    sampled.axis = axis_around({std::min(0.0, *least), highest}, false);
    return sampled;
}

/// One plot: its rectangle without the numbers around it, and its axes.
struct Frame {
    ImVec2 least, most;
    Axis x, y;

    ImVec2 place(double at, double value) const {
        return {least.x + static_cast<float>(x.share(at)) * (most.x - least.x),
                most.y - static_cast<float>(y.share(value)) * (most.y - least.y)};
    }
};

void draw_axes(ImDrawList& draw, const Frame& frame) {
    ImFont* const font = fonts().mono_small;
    const ImVec2 origin = frame.place(0, 0);
    const float middle_x = std::round(origin.x) + 0.5f, middle_y = std::round(origin.y) + 0.5f;
    draw.AddLine({frame.least.x, middle_y}, {frame.most.x, middle_y}, theme().muted, whole_px(1));
    draw.AddLine({middle_x, frame.least.y}, {middle_x, frame.most.y}, theme().line, whole_px(1));
    for (const Tick& tick : ticks(frame.x, 2)) {
        const float width = text_size(tick.label, font).x, x = frame.place(tick.value, 0).x - 0.5f * width;
        draw_text(draw, {x, frame.most.y + px(2)}, tick.label, font, theme().muted);
    }
    for (const Tick& tick : ticks(frame.y, 3)) {
        const ImVec2 size = text_size(tick.label, font);
        const float y = frame.place(0, tick.value).y - 0.5f * size.y;
        draw_text(draw, {frame.least.x - size.x - px(5), y}, tick.label, font, theme().muted);
    }
}

void draw_curve(ImDrawList& draw, const Frame& frame, const std::vector<double>& residuals, const LossCurve& curve) {
    draw_text(draw, {frame.least.x, frame.least.y - px(18)}, curve.label, fonts().mono_small, theme().text);
    draw_axes(draw, frame);
    std::vector<ImVec2> line;
    for (std::size_t i = 0; i < residuals.size(); ++i) line.push_back(frame.place(residuals[i], curve.values[i]));
    draw.PushClipRect(frame.least, frame.most, true);
    draw_line(draw, line, {.colour = theme().accent, .thickness = px(1.7f)});
    draw.PopClipRect();
}

}  // namespace

LossCurves sample_loss_curves(const LossRow& row, std::span<const double> settings) {
    const double reach = reach_of(row, settings);
    std::vector<double> residuals;
    for (int i = 0; i < points; ++i) residuals.push_back(reach * (2.0 * i / (points - 1) - 1));
    return {residuals,
            {sample("ρ(x)", row.curves.rho, settings, residuals), sample("ψ(x)", row.curves.psi, settings, residuals),
             sample("ω(x)", row.curves.omega, settings, residuals)}};
}

void draw_loss_curves(const LossRow& row, std::span<const double> settings) {
    if (!row.curves.exist() || settings.size() != row.settings.size()) return;
    const LossCurves sampled = sample_loss_curves(row, settings);
    const float width = px(120), height = px(112);
    ImGui::Dummy({width * static_cast<float>(sampled.curves.size()), height});
    controls().note_item("loss_curves");
    const ImVec2 corner = ImGui::GetItemRectMin();
    const Axis x{sampled.residuals.front(), sampled.residuals.back()};
    for (std::size_t i = 0; i < sampled.curves.size(); ++i) {
        const float left = corner.x + width * static_cast<float>(i);
        const Frame frame{{left + px(34), corner.y + px(24)},
                          {left + width - px(8), corner.y + height - px(20)},
                          x,
                          sampled.curves[i].axis};
        draw_curve(*ImGui::GetWindowDrawList(), frame, sampled.residuals, sampled.curves[i]);
    }
    text_item("x = y − t, the residual", fonts().small, theme().muted);
}

}  // namespace ravine
