#include "app/window/panels/surface_panel.hpp"

#include <fmt/format.h>

#include <cmath>

#include "app/window/controls.hpp"
#include "app/window/landscape/own_surfaces.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/look/theme.hpp"
#include "app/window/panels.hpp"
#include "app/window/widgets/card.hpp"
#include "app/window/widgets/setting_slider.hpp"
#include "app/window/widgets/text.hpp"
#include "engine/landscape/surfaces.hpp"

namespace ravine {
namespace {

constexpr int thumbnail_cells = 48;
constexpr int thumbnails_per_row = 6;

/// A small picture of the surface over its own window, with its settings at their defaults: heights above the infimum
/// where there is one, for their logarithm.
std::vector<float> thumbnail_heights(const SurfaceRow& row) {
    const std::vector<double> settings = standard_values(row.settings);
    const auto at = [](double least, double most, int cell) {
        return least + (most - least) * (cell + 0.5) / thumbnail_cells;
    };
    const double floor = has_floor(row) ? row.infimum(settings) : 0;
    const auto height = [&](int i, int j) {
        return row.value(at(row.window.x_least, row.window.x_most, i), at(row.window.y_least, row.window.y_most, j),
                         settings) -
               floor;
    };
    std::vector<float> heights;
    for (int j = 0; j < thumbnail_cells; ++j)
        for (int i = 0; i < thumbnail_cells; ++i) heights.push_back(static_cast<float>(height(i, j)));
    return heights;
}

/// Thumbnails never change, so their heights are computed once.
const std::vector<std::vector<float>>& thumbnails() {
    static const std::vector<std::vector<float>> all = [] {
        std::vector<std::vector<float>> made;
        for (const SurfaceRow& row : surfaces()) made.push_back(thumbnail_heights(row));
        return made;
    }();
    return all;
}

void show_thumbnail(PanelContext& context, std::size_t index, ImVec2 least, ImVec2 most) {
    const Window& window = surfaces()[index].window;
    const std::array<double, 4> bounds{window.x_least, window.x_most, window.y_least, window.y_most};
    const HeightField field{.version = index + 1,
                            .columns = thumbnail_cells,
                            .rows = thumbnail_cells,
                            .values = std::span(thumbnails()[index]),
                            .logarithmic = has_floor(surfaces()[index]),
                            .window = bounds};
    HeightView& view = context.pictures.thumbnails[index];
    view.update(field, bounds, static_cast<int>(most.x - least.x), static_cast<int>(most.y - least.y), {.contours = 0});
    view.show(*ImGui::GetWindowDrawList(), least, most);
}

void draw_thumbnail(PanelContext& context, std::size_t index, float edge) {
    const SurfaceRow& row = surfaces()[index];
    LandscapeState& landscape = context.state.landscape;
    const std::string name = fmt::format("surface.{}", row.id);
    if (ImGui::InvisibleButton(name.c_str(), {edge, edge})) {
        keep_own_surface(context.state.landscape);
        choose_surface(landscape, standard_selection(row));
    }
    controls().note_item(name);
    const ImVec2 least = ImGui::GetItemRectMin(), most = ImGui::GetItemRectMax();
    const Selection* selection = row_selection(landscape.race.surface);
    const bool hovered = ImGui::IsItemHovered(), chosen = selection != nullptr && selection->id == row.id;
    explain_item({row.label, "", row.formula, row.source});
    show_thumbnail(context, index, least, most);
    const ImU32 edge_colour = chosen ? theme().accent : hovered ? theme().text : theme().line;
    ImGui::GetWindowDrawList()->AddRect(least, most, edge_colour, 0, 0, whole_px(chosen ? 2 : 1));
}

/// A surface of one's own: its sign on a plain tile.
void draw_own_tile(PanelContext& context, const OwnSurfaceRow& row, float edge) {
    const std::string name = fmt::format("surface.{}", row.id);
    const bool chosen = row.is_chosen(context.state.landscape.race.surface);
    const std::string_view obstacle = row.obstacle(context.state.landscape);
    if (ImGui::InvisibleButton(name.c_str(), {edge, edge}) && !chosen && obstacle.empty()) {
        keep_own_surface(context.state.landscape);
        row.choose(context.state.landscape);
    }
    controls().note_item(name);
    const ImVec2 least = ImGui::GetItemRectMin(), most = ImGui::GetItemRectMax();
    const bool hovered = ImGui::IsItemHovered();
    explain_item({row.label, obstacle.empty() ? row.help : obstacle, "", ""});
    ImDrawList& draw = *ImGui::GetWindowDrawList();
    draw.AddRectFilled(least, most, theme().sunken);
    const ImVec2 size = text_size(row.sign, fonts().strong);
    draw_text(draw, {0.5f * (least.x + most.x - size.x), 0.5f * (least.y + most.y - size.y)}, row.sign, fonts().strong,
              chosen ? theme().accent : theme().muted);
    draw.AddRect(least, most,
                 chosen    ? theme().accent
                 : hovered ? theme().text
                           : theme().line,
                 0, 0, whole_px(chosen ? 2 : 1));
}

void draw_thumbnails(PanelContext& context) {
    const float gap = std::round(px(6));
    const float width = ImGui::GetContentRegionAvail().x;
    const float edge = std::floor((width - (thumbnails_per_row - 1) * gap) / thumbnails_per_row);
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {gap, gap});
    for (std::size_t i = 0; i < surfaces().size() + own_surfaces().size(); ++i) {
        if (i % thumbnails_per_row != 0) ImGui::SameLine(0, gap);
        if (i < surfaces().size())
            draw_thumbnail(context, i, edge);
        else
            draw_own_tile(context, own_surfaces()[i - surfaces().size()], edge);
    }
    ImGui::PopStyleVar();
}

/// `with_formula`: not where somebody edits it below.
void draw_formula(const SurfaceTraits& traits, bool with_formula) {
    text_item(traits.label, fonts().strong, theme().text);
    const std::string& words = with_formula ? traits.formula : "∇f: " + traits.derivatives;
    text_item(fitted(words, fonts().mono_small, ImGui::GetContentRegionAvail().x), fonts().mono_small, theme().muted);
    explain_item({traits.label, "Its derivatives: " + traits.derivatives + ".", traits.formula, traits.source});
}

void draw_start(LandscapeState& landscape) {
    text_item("Start", fonts().text, theme().text);
    explain_item({"Start", "Click or drag in the top view to move it.", "", ""});
    text_at_right(fmt::format("({:.2f}, {:.2f})", landscape.race.start[0], landscape.race.start[1]), fonts().mono,
                  theme().text);
}

}  // namespace

void draw_surface_panel(PanelContext& context) {
    card_header("Surface");
    draw_thumbnails(context);
    LandscapeState& landscape = context.state.landscape;
    ImGui::Dummy({1, px(2)});
    if (context.snapshot.race)
        draw_formula(context.snapshot.race->surface->traits(), row_selection(landscape.race.surface) != nullptr);
    if (Selection* selection = row_selection(landscape.race.surface)) selection_sliders(surfaces(), *selection);
    for (const OwnSurfaceRow& row : own_surfaces()) row.draw_controls(context);
    setting_slider(gradient_noise_setting, landscape.race.gradient_noise, {.least = 0, .most = 10});
    draw_start(landscape);
}

}  // namespace ravine
