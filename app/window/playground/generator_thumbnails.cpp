#include "app/window/playground/generator_thumbnails.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "app/window/controls.hpp"
#include "app/window/look/icons.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/state/drawing.hpp"
#include "app/window/widgets/text.hpp"
#include "engine/core/table.hpp"
#include "engine/data/generators.hpp"

namespace ravine {
namespace {

constexpr int thumbnail_points = 150;
constexpr int thumbnails_per_row = 5;

/// A point's place in its thumbnail, 0…1 from the lower left, and its colour's index.
struct Speck {
    float x, y;
    int colour;
};

Speck speck_of(const Point& point, Task task) {
    constexpr double half_width = 5.8;
    const double up = task == Task::curve ? point.target * 1.3 : point.x2;
    const auto share = [](double value) { return static_cast<float>(0.5 + 0.5 * value / half_width); };
    const int colour = task == Task::classify ? static_cast<int>(point.target)
                       : task == Task::curve  ? 1
                       : point.target < 0     ? 0
                                              : 1;
    return {share(point.x1), share(up), colour};
}

std::vector<Speck> specks_of(const GeneratorRow& row) {
    const std::vector<double> settings = standard_values(row.settings);
    std::vector<Speck> specks;
    for (const Point& point : row.generate({thumbnail_points, 0.05, 3, settings})) {
        const Speck speck = speck_of(point, row.task);
        if (std::min(speck.x, speck.y) > 0 && std::max(speck.x, speck.y) < 1) specks.push_back(speck);
    }
    return specks;
}

/// Computed once: the thumbnails never change.
const std::vector<Speck>& thumbnail(std::size_t index) {
    static const std::vector<std::vector<Speck>> all = [] {
        std::vector<std::vector<Speck>> made;
        for (const GeneratorRow& row : generators()) made.push_back(specks_of(row));
        return made;
    }();
    return all[index];
}

/// The frame of a thumbnail as the next item; true when clicked.
bool frame(const std::string& name, float edge, bool chosen) {
    const bool clicked = ImGui::InvisibleButton(name.c_str(), {edge, edge});
    controls().note_item(name);
    const bool hovered = ImGui::IsItemHovered();
    if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 least = ImGui::GetItemRectMin(), most = ImGui::GetItemRectMax();
    draw.AddRectFilled(least, most, theme().sunken, px(4));
    const ImU32 colour = chosen ? theme().accent : hovered ? theme().muted : theme().line;
    draw.AddRect(least, most, colour, px(4), 0, whole_px(chosen ? 2 : 1));
    return clicked;
}

void draw_specks(const std::vector<Speck>& specks) {
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    const ImVec2 least = ImGui::GetItemRectMin(), most = ImGui::GetItemRectMax();
    const float half = px(0.85f), margin = px(3), edge = most.x - least.x - 2 * margin;
    for (const Speck& speck : specks) {
        const ImVec2 at{least.x + margin + speck.x * edge, most.y - margin - speck.y * edge};
        draw.AddRectFilled({at.x - half, at.y - half}, {at.x + half, at.y + half}, class_colour(speck.colour));
    }
}

void draw_pencil(PanelContext& context, float edge) {
    Scenario& scenario = context.state.scenario;
    const bool chosen = std::holds_alternative<PointsSource>(scenario.data.source);
    if (frame("generator.drawn", edge, chosen) && !chosen) clear_points(scenario);
    explain_item({"Your own points",
                  "Start from an empty plane and draw with the brush. Drawing on a generator's "
                  "points keeps them and adds yours."});
    const ImVec2 least = ImGui::GetItemRectMin();
    icons::pencil(*ImGui::GetWindowDrawList(), {least.x + 0.5f * edge, least.y + 0.5f * edge}, px(15),
                  chosen ? theme().text : theme().muted);
}

}  // namespace

void choose_generator(Scenario& scenario, std::string_view id) {
    const GeneratorRow* row = find_row(generators(), id);
    if (row == nullptr) return;
    GeneratorSource source;
    if (const auto* before = std::get_if<GeneratorSource>(&scenario.data.source)) source = *before;
    source.generator = standard_selection(*row);
    scenario.data.source = std::move(source);
}

void draw_generator_thumbnails(PanelContext& context) {
    Scenario& scenario = context.state.scenario;
    const float gap = std::round(px(6)), width = ImGui::GetContentRegionAvail().x;
    const float edge = std::floor((width - (thumbnails_per_row - 1) * gap) / thumbnails_per_row);
    const auto* source = std::get_if<GeneratorSource>(&scenario.data.source);
    const std::string chosen = source != nullptr ? source->generator.id : "";
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {gap, gap});
    int count = 0;
    for (std::size_t i = 0; i < generators().size(); ++i) {
        const GeneratorRow& row = generators()[i];
        if (row.task != scenario.task) continue;
        if (count++ % thumbnails_per_row != 0) ImGui::SameLine(0, gap);
        if (frame(fmt::format("generator.{}", row.id), edge, chosen == row.id)) choose_generator(scenario, row.id);
        explain_item({row.label, "", row.formula, row.source});
        draw_specks(thumbnail(i));
    }
    if (count % thumbnails_per_row != 0) ImGui::SameLine(0, gap);
    draw_pencil(context, edge);
    ImGui::PopStyleVar();
}

}  // namespace ravine
