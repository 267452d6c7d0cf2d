#pragma once
// The tables of workspaces and panels.
//
// To add a panel
//   1. Write app/window/panels/NAME.hpp and .cpp with one function `void draw_NAME(PanelContext& context)`.
//   2. Add its row to the table in panels.cpp: id, label, workspace, area, draw, and whether its card can be saved.
//   That is all: the card, its place, scrolling and the registry of controls come from the row.
//
// Inside the function
//   - Begin with card_header("Label", "note at the right"); section("Label") starts a further part of the card.
//   - Edit context.state, plain data that the window owns: state.scenario.optimizer.values[0] = 0.1. It is compared
//     and sent to the worker once per frame, and every change of the scenario can be undone. After choosing another
//     task, data or loss nothing has to be put right by hand: settle() in window_state.hpp does it each frame.
//   - Read what the worker found from context.snapshot; it does not change during a frame, and its pictures may be
//   null.
//   - Ask for pictures by filling in context.link.wanted() in every frame in which they are shown.
//   - Send one-off commands by context.link.send(command::Play{}).
//   - Lay out by ImGui's own cursor, GetContentRegionAvail() and SameLine(); lengths go through px(); colours come from
//     theme(), faces from fonts(). Widgets are in widgets/; shader pictures in context.pictures.
//   - Draw by ImGui::GetWindowDrawList() with widgets/lines.hpp and look/icons.hpp.
//   - Give every item that can be clicked a name: our widgets do it by their id; else controls().note_item("name").

#include <array>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "app/window/landscape/contour_labels.hpp"
#include "app/window/landscape/relief_paths.hpp"
#include "app/window/landscape/trails.hpp"
#include "app/window/pictures/arrival_view.hpp"
#include "app/window/pictures/boundary_view.hpp"
#include "app/window/pictures/height_view.hpp"
#include "app/window/pictures/neuron_atlas.hpp"
#include "app/window/pictures/point_signs.hpp"
#include "app/window/relief/terrain_view.hpp"
#include "app/window/state/session_link.hpp"
#include "app/window/state/window_state.hpp"
#include "engine/core/table.hpp"

namespace ravine {

/// Pictures made by shaders, one object for each place where one is shown.
struct Pictures {
    BoundaryView boundary;
    HeightView loss_surface;
    HeightView heights;  ///< of an analytic surface
    TerrainView relief;  ///< of an analytic surface
    ArrivalView basins, rate_map;
    NeuronAtlas neurons;
    PointSigns points;
    std::vector<HeightView> thumbnails;  ///< of the analytic surfaces, in their order
    ContourLabels contour_labels = {};   ///< of an analytic surface
    Trails trails_above = {};
    ReliefPaths relief_paths = {};

    static Pictures make();
};

/// A file for the export folder.
struct FileToSave {
    std::string name;  ///< where there is such a file, the new one's has a number
    std::string content;
};

/// What a panel gets to see in a frame.
struct PanelContext {
    WindowState& state;
    const Snapshot& snapshot;
    SessionLink& link;
    Pictures& pictures;
    double seconds;                      ///< since the last frame, for animations
    bool wants_another = false;          ///< set it while something moves by itself
    bool is_refining = false;            ///< set it while a picture is not complete: more frames make it so
    std::vector<FileToSave> files = {};  ///< what it wants saved; a message tells how that went
    std::string film = {};               ///< name of the .mp4 or .gif that it wants the race recorded to
};

/// Where a panel stands: a column of its workspace, and the shares of the column's height between which it lies.
struct Area {
    int column;
    float top, bottom;
};

struct PanelRow {
    std::string_view id, label, workspace;
    Area area;
    void (*draw)(PanelContext&);
    bool is_picture = false;  ///< the card has a button that saves it as PNG
    bool is_list = false;     ///< it and the other one of its column share the height as their contents need it
    std::span<const Setting> settings = {};
};

std::span<const PanelRow> panels();

/// Height of the upper of two panels that need so much and have `room` together: both have all they need where that is
/// possible, else the upper one at most about half of it.
float upper_height(float room, float upper_needs, float lower_needs);

/// A column's width as a share of the window's, within limits in logical pixels. The column with share 0 has the rest.
struct Column {
    float share, least, most;
};

struct WorkspaceRow {
    std::string_view id, label, hints;
    std::array<Column, 3> columns;
    std::span<const Setting> settings = {};
};

std::span<const WorkspaceRow> workspaces();

/// Draws the panels of the state's workspace over this rectangle of the current ImGui window.
void draw_panels(PanelContext& context, ImVec2 least, ImVec2 most);

}  // namespace ravine
