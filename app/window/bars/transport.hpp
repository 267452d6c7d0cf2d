#pragma once
// Reset, play, step and speed: one row per workspace, since each has something else that runs.

#include <span>
#include <string>
#include <string_view>

#include "app/window/panels.hpp"

namespace ravine {

struct SpeedRow {
    std::string_view id, label;
    double steps_per_second;  ///< 0: as fast as it goes
    std::span<const Setting> settings = {};
};

struct TransportRow {
    std::string_view id;  ///< of the workspace
    std::string_view play_label;
    std::span<const SpeedRow> speeds;
    bool (*is_running)(const PanelContext&);
    std::string_view (*obstacle)(const PanelContext&);  ///< why it cannot run now; empty where it can
    void (*reset)(PanelContext&);
    void (*toggle)(PanelContext&);
    void (*step)(PanelContext&, bool far);       ///< `far`: a whole epoch, or ten steps
    void (*step_back)(PanelContext&, bool far);  ///< null where there is no way back
    double& (*speed)(WindowState&);
    std::string (*counter)(const PanelContext&);  ///< "epoch 1 240"
    std::string (*rate)(const PanelContext&);     ///< "41.3 k steps/s"; may be empty
    void (*advance)(PanelContext&);               ///< once per frame
    std::string_view reset_help, step_help, step_back_help = {};
    std::span<const Setting> settings = {};
};

/// Of the workspace that is shown.
const TransportRow& transport(const WindowState& state);

/// What stands beside the bare buttons, where there is room.
struct TransportLook {
    bool rate = true;     ///< the word "speed", and steps per second
    bool words = true;    ///< on reset and step; else icons alone
    bool counter = true;  ///< "epoch 1 240"
};

/// The controls in one line, from the cursor on.
void draw_transport(PanelContext& context, const TransportLook& look);
float transport_width(const PanelContext& context, const TransportLook& look);

}  // namespace ravine
