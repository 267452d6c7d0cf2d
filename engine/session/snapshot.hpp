#pragma once
// What the worker shows: immutable once published, its heavy parts shared between snapshots while they do not change.

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/compute/backends.hpp"
#include "engine/landscape/decision_map.hpp"
#include "engine/landscape/loss_plane.hpp"
#include "engine/landscape/race.hpp"
#include "engine/session/commands.hpp"
#include "engine/train/history.hpp"
#include "engine/train/layer_report.hpp"
#include "engine/train/rate_test.hpp"
#include "engine/train/trainer.hpp"

namespace ravine {

/// The one run state, a Step at work included. `finished` and `diverged` explain themselves in Snapshot::stop.
enum class RunState { paused, running, finished, diverged };

/// A picture with the training step it was made at, and a version that changes whenever it does (for textures).
template <class Content>
struct Picture {
    std::uint64_t version = 0;
    std::uint64_t step = 0;
    double milliseconds = 0;  ///< it took to compute
    Content content;
};

/// The loss surface around the path, refined from coarse to fine.
struct SurfacePicture {
    LossPlane plane;
    LossGrid grid;
    bool finest = false;
};

/// The surface of a race, and what of it somebody is looking at.
struct LandscapeSubject {
    command::SetLandscapeView view;
    std::shared_ptr<const Surface> surface;
};

/// Heights of a race's surface over a window, at the middles of pixels: values [rows × columns], row 0 at y least.
/// Not rounded to float, so that what differs by a billionth can be told apart when somebody looks closely.
struct HeightGrid {
    std::shared_ptr<const Surface> surface;
    Window window{-1, 1, -1, 1};
    int columns = 0, rows = 0;
    bool finest = false;  ///< as many as were asked for
    std::vector<double> values;

    double x(int column) const { return pixel_middle(window.x_least, window.x_most, column, columns); }
    double y(int row) const { return pixel_middle(window.y_least, window.y_most, row, rows); }
};

/// One network of an ensemble.
struct MemberState {
    std::uint64_t epoch = 0;
    StopReason stop = StopReason::none;
    Metrics train, validation;  ///< over the points that it trains on, and those that validate
};

/// A back end that could be chosen.
struct BackendOption {
    const BackendRow* row;
    std::string obstacle;  ///< why it cannot be used; empty where it can
    std::string device;    ///< its hardware where it can (BackendRow::device)
};

/// What computes: training, and with it the pictures of the network.
struct BackendState {
    std::uint64_t version = 0;   ///< counts choices
    std::string chosen = "cpu";  ///< "auto", or a row's id
    BackendChoice choice;        ///< the row that computes now: the CPU where it stands in for another one
    std::string device, way;     ///< its hardware (BackendRow::device) and how it computes (Plan::way)
    std::shared_ptr<const std::vector<BackendOption>> options;  ///< as they were at the last choice
};

struct Snapshot {
    std::uint64_t version = 0;
    Ticket applied = 0;  ///< every command up to this ticket has been carried out
    RunState run_state = RunState::paused;
    StopState stop;

    Model model;                           ///< what is trained, saved and exported; of an ensemble all networks
    std::vector<MemberState> members;      ///< of an ensemble; empty for one network
    int shown_member = 0;                  ///< as command::SetView::member; 0 where there is no such member
    std::optional<Model> member;           ///< of an ensemble: the network whose insides are shown
    std::uint64_t data_version = 0;        ///< changes with the points
    std::uint64_t shape_version = 0;       ///< changes with the network's shape, inputs or loss, and with shown_member
    std::uint64_t parameters_version = 0;  ///< changes with θ, and with shown_member
    BackendState backend;
    double speed = 0;          ///< the limit in mini-batches per second; 0 is none
    command::SetView view;     ///< what pictures are computed for
    double learning_rate = 0;  ///< of the next step, schedule included
    double steps_per_second = 0;
    Metrics train, validation;
    double penalty = 0;
    double gradient_norm = 0, update_norm = 0;      ///< of the last step; NaN where none led to these parameters
    std::optional<HistoryRow> lowest, last_finite;  ///< after divergence: what command::TakeBack takes back
    std::shared_ptr<const std::vector<HistoryRow>> history;
    std::shared_ptr<const RateCurve> rates;  ///< as far as they are tested; null where nobody has asked

    /// Paused, and none of the pictures below will become finer, or come at all. Said in a snapshot of its own.
    bool pictures_done = false;
    /// Null until computed and while nobody looks. They may be of an earlier step, but always fit the model's shape.
    /// The boundary has fewer columns and rows than asked for while it has to be quick; paused, it is refined to all of
    /// them.
    std::shared_ptr<const Picture<DecisionMap>> boundary;
    std::shared_ptr<const Picture<NeuronMaps>> neurons;
    std::shared_ptr<const Picture<std::vector<LayerReport>>> layers;
    /// Of the last step; null while nobody looks at the layers, empty where no step led to these parameters.
    std::shared_ptr<const std::vector<LayerStep>> layer_steps;
    std::shared_ptr<const Picture<SurfacePicture>> surface;
    std::shared_ptr<const std::vector<PlanePoint>> surface_path;  ///< the path on surface's plane, newest point last
    std::shared_ptr<const RaceResult> race;
    std::optional<RaceQuestion> question;               ///< about the race
    std::shared_ptr<const RaceAnswers> answers;         ///< as far as they are there; null while nobody asks
    std::shared_ptr<const LandscapeSubject> landscape;  ///< null while nobody looks at it
    /// Of landscape's surface, or of the one before while that is still to be painted.
    std::shared_ptr<const Picture<HeightGrid>> heights;
    /// Of the questions in landscape's view, or of those before while these are still to be painted.
    std::shared_ptr<const Picture<BasinMap>> basins;
    std::shared_ptr<const Picture<RateMap>> rate_map;

    /// The one network of diagram, neurons, layers and loss surface.
    const Model& network() const { return member ? *member : model; }
    /// Whose prediction the boundary is.
    const Model& predicting() const { return shown_member > 0 ? *member : model; }
};

/// What must not be missed: delivered once, in order, never skipped.
struct Event {
    /// `fell_back`: the CPU goes on in place of a back end that has failed.
    enum class Kind { information, finished, diverged, fell_back, error };
    Kind kind = Kind::information;
    Ticket ticket = 0;  ///< of the command it answers; 0 for none
    std::string words;
};

}  // namespace ravine
