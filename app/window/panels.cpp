#include "app/window/panels.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/window/look/theme.hpp"
#include "app/window/panels/boundary_panel.hpp"
#include "app/window/panels/curves_panel.hpp"
#include "app/window/panels/data_panel.hpp"
#include "app/window/panels/loss_surface_panel.hpp"
#include "app/window/panels/network_panel.hpp"
#include "app/window/panels/numbers_panel.hpp"
#include "app/window/panels/race_loss_panel.hpp"
#include "app/window/panels/racers_panel.hpp"
#include "app/window/panels/relief_panel.hpp"
#include "app/window/panels/standing_panel.hpp"
#include "app/window/panels/surface_panel.hpp"
#include "app/window/panels/top_view_panel.hpp"
#include "app/window/panels/training_panel.hpp"
#include "app/window/widgets/card.hpp"
#include "app/window/window.hpp"
#include "engine/landscape/surfaces.hpp"

namespace ravine {
namespace {

constexpr WorkspaceRow workspace_rows[] = {
    {"playground",
     "Playground",
     "drag on the boundary to draw points · right-drag to erase · wheel to zoom",
     {{{0.17f, 232, 300}, {0, 0, 0}, {0.325f, 270, 760}}}},
    {"landscape",
     "Landscape",
     "click to drop the start point · middle-drag to pan · wheel to zoom · drag the 3D view to turn it",
     {{{0.19f, 232, 320}, {0, 0, 0}, {0.3f, 270, 760}}}},
};
static_assert(is_sound_table(std::span<const WorkspaceRow>(workspace_rows)));

constexpr PanelRow panel_rows[] = {
    {"data", "Data", "playground", {0, 0, 0.505f}, draw_data_panel, false, true},
    {"training", "Training", "playground", {0, 0.505f, 1}, draw_training_panel, false, true},
    {"network", "Network", "playground", {1, 0, 0.665f}, draw_network_panel, true},
    {"curves", "Loss and accuracy", "playground", {1, 0.665f, 1}, draw_curves_panel, true},
    {"boundary", "Decision boundary", "playground", {2, 0, 0.535f}, draw_boundary_panel, true},
    {"loss_surface", "Loss surface around the path", "playground", {2, 0.535f, 1}, draw_loss_surface_panel, true},
    {"surface", "Surface", "landscape", {0, 0, 0.44f}, draw_surface_panel, false, true},
    {"racers", "Racers", "landscape", {0, 0.44f, 1}, draw_racers_panel, false, true},
    {"top_view", "Top view", "landscape", {1, 0, 0.7f}, draw_top_view_panel, true},
    {"race_loss", "Loss by step", "landscape", {1, 0.7f, 1}, draw_race_loss_panel, true},
    {"relief", "3D view", "landscape", {2, 0, 0.38f}, draw_relief_panel, true},
    {"numbers", "In numbers", "landscape", {2, 0.38f, 0.7f}, draw_numbers_panel},
    {"standing", "Standing", "landscape", {2, 0.7f, 1}, draw_standing_panel},
};
static_assert(is_sound_table(std::span<const PanelRow>(panel_rows)));

/// Left and right edge of each column, in pixels.
struct Span {
    float left, right;
};

std::array<Span, 3> column_spans(const WorkspaceRow& workspace, float left, float right, float gap) {
    std::array<float, 3> widths{};
    float rest = right - left - 2 * gap;
    for (std::size_t i = 0; i < 3; ++i) {
        const Column& column = workspace.columns[i];
        if (column.share == 0) continue;
        widths[i] = std::clamp((right - left) * column.share, px(column.least), px(column.most));
        rest -= widths[i];
    }
    std::array<Span, 3> spans{};
    float x = left;
    for (std::size_t i = 0; i < 3; ++i) {
        const float width = workspace.columns[i].share == 0 ? rest : widths[i];
        spans[i] = {std::round(x), std::round(x + width)};
        x += width + gap;
    }
    return spans;
}

/// What a panel's content needed in the last two frames, in pixels; 0 before the first.
struct Need {
    float last = 0, before = 0;

    /// The larger one: a scrollbar makes the content narrower and so a little lower, and with the room for that it
    /// would come and go from frame to frame.
    float height() const { return std::max(last, before); }
    void measured(float height) { before = std::exchange(last, std::ceil(height)); }
};
std::array<Need, std::size(panel_rows)> needs;

/// Where a panel begins and ends as shares of the height of its column.
Area area_of(const PanelRow& row, float room) {
    Area area = row.area;
    const auto is_other = [&](const PanelRow& other) {
        return other.is_list && other.workspace == row.workspace && other.area.column == row.area.column &&
               other.area.top != row.area.top;
    };
    const auto other = std::find_if(std::begin(panel_rows), std::end(panel_rows), is_other);
    if (!row.is_list || other == std::end(panel_rows)) return area;
    const bool is_upper = row.area.top < other->area.top;
    const float own = needs[static_cast<std::size_t>(&row - panel_rows)].height(),
                others = needs[static_cast<std::size_t>(other - panel_rows)].height();
    if (own <= 0 || others <= 0) return area;
    (is_upper ? area.bottom : area.top) = upper_height(room, is_upper ? own : others, is_upper ? others : own) / room;
    return area;
}

}  // namespace

float upper_height(float room, float upper_needs, float lower_needs) {
    const float needed = upper_needs + lower_needs;
    if (needed <= room) return room * upper_needs / needed;
    return std::min(upper_needs, std::max(0.55f * room, room - lower_needs));
}

std::span<const WorkspaceRow> workspaces() { return workspace_rows; }
std::span<const PanelRow> panels() { return panel_rows; }

std::vector<std::string_view> workspace_ids() {
    std::vector<std::string_view> ids;
    for (const WorkspaceRow& row : workspaces()) ids.push_back(row.id);
    return ids;
}

Pictures Pictures::make() {
    const auto boundary = std::make_shared<gl::PictureProgram>("boundary");
    const auto heights = std::make_shared<gl::PictureProgram>("heat_map");
    const auto arrivals = std::make_shared<gl::PictureProgram>("arrivals");
    const auto neurons = std::make_shared<gl::PictureProgram>("neurons");
    const auto points = std::make_shared<gl::PictureProgram>("points");
    Pictures pictures{BoundaryView(boundary),
                      HeightView(heights),
                      HeightView(heights),
                      TerrainView(std::make_shared<gl::Program>("terrain", "terrain")),
                      ArrivalView(arrivals),
                      ArrivalView(arrivals),
                      NeuronAtlas(neurons),
                      PointSigns(points),
                      {},
                      {}};
    for (std::size_t i = 0; i < surfaces().size(); ++i) pictures.thumbnails.emplace_back(heights);
    return pictures;
}

void draw_panels(PanelContext& context, ImVec2 least, ImVec2 most) {
    const WorkspaceRow* workspace = find_row(workspaces(), context.state.workspace);
    if (workspace == nullptr) workspace = &workspaces().front();
    const float gap = std::round(px(10));
    const std::array<Span, 3> columns = column_spans(*workspace, least.x, most.x, gap);
    const float height = most.y - least.y + gap;  // each panel has a gap below it, the last one outside
    for (std::size_t place = 0; place < panels().size(); ++place) {
        const PanelRow& row = panels()[place];
        if (row.workspace != workspace->id) continue;
        const Span& column = columns[static_cast<std::size_t>(row.area.column)];
        const Area area = area_of(row, height);
        const ImVec2 corner{column.left, std::round(least.y + area.top * height)};
        const ImVec2 end{column.right, std::round(least.y + area.bottom * height - gap)};
        begin_card(row.id, corner, end, row.is_picture);
        PanelContext own{context.state, context.link.snapshot_of(place), context.link, context.pictures,
                         context.seconds};
        row.draw(own);
        context.wants_another = context.wants_another || own.wants_another;
        needs[place].measured(end_card() + gap);
    }
}

}  // namespace ravine
