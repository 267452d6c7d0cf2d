#include "app/window/network/layer_readout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/window/controls.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/widgets/text.hpp"

namespace ravine {
namespace {

/// A quantity by name, and its value in words.
void draw_line(std::string_view name, const std::string& words, ImU32 colour) {
    text_item(fmt::format("{:<12}", name), fonts().mono_small, theme().muted);
    ImGui::SameLine(0, 0);
    text_item(words, fonts().mono_small, colour);
}

void draw_line(std::string_view name, const std::string& words) { draw_line(name, words, theme().text); }

void draw_units(const LayerReport& report) {
    if (std::isnan(report.dead_units)) return;
    const bool is_ill = report.dead_units + report.saturated_units > 0.5;
    draw_line("units",
              fmt::format("{} dead · {} saturated", percent(report.dead_units, 0), percent(report.saturated_units, 0)),
              is_ill ? theme().bad : theme().text);
}

void draw_histogram(const Histogram& histogram) {
    if (histogram.counts.empty()) return;
    draw_line("weights", fmt::format("{} to {}", short_number(histogram.least), short_number(histogram.most)));
    const float bar = px(7), height = px(44);
    ImGui::Dummy({bar * static_cast<float>(histogram.counts.size()), height});
    const ImVec2 least = ImGui::GetItemRectMin(), most = ImGui::GetItemRectMax();
    const float highest = static_cast<float>(*std::ranges::max_element(histogram.counts));
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    for (std::size_t i = 0; i < histogram.counts.size(); ++i) {
        const float left = least.x + bar * static_cast<float>(i),
                    share = static_cast<float>(histogram.counts[i]) / highest;
        draw.AddRectFilled({left, most.y - share * height}, {left + bar - px(1), most.y}, theme().accent);
    }
    draw.AddLine({least.x, most.y}, most, theme().line, whole_px(1));
}

/// The layer's place in a list that the worker has sent; null before it has come.
template <class List>
auto* find_layer(const List* list, int layer) {
    const auto i = static_cast<std::size_t>(layer);
    return list == nullptr || i >= list->size() ? nullptr : &(*list)[i];
}

void draw_layer_readout(const Snapshot& snapshot, int layer) {
    const LayerReport* report = find_layer(snapshot.layers ? &snapshot.layers->content : nullptr, layer);
    if (report == nullptr) return;
    draw_line("activations",
              fmt::format("mean {} · deviation {}", short_number(report->mean), short_number(report->deviation)));
    draw_units(*report);
    if (const LayerStep* step = find_layer(snapshot.layer_steps.get(), layer)) {
        draw_line("gradient", fmt::format("‖g‖ {}", short_number(step->gradient_norm)));
        if (step->weight_norm > 0)
            draw_line("update", fmt::format("‖Δw‖ / ‖w‖ {}", short_number(step->update_ratio())));
    }
    draw_histogram(report->weights);
    controls().note("layer_readout", ImGui::GetWindowPos(),
                    {ImGui::GetWindowPos().x + ImGui::GetWindowSize().x, ImGui::GetItemRectMax().y});
}

}  // namespace

std::function<void()> layer_readout(PanelContext& context, int layer) {
    if (ImGui::IsItemHovered()) context.link.wanted().network.layers = true;
    return [&snapshot = context.snapshot, layer] { draw_layer_readout(snapshot, layer); };
}

}  // namespace ravine
