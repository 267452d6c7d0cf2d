#pragma once
// Between the window's state and the worker: reads the snapshot once per frame, and sends what has changed.

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/window/state/panel_snapshots.hpp"
#include "app/window/state/window_state.hpp"
#include "engine/session/session.hpp"

namespace ravine {

/// Which pictures were on the screen in this frame: empty at its start, filled in by the panels that show them.
struct WantedPictures {
    command::SetView network;
    command::SetLandscapeView landscape;
    std::optional<RaceQuestion> question = {};
};

class SessionLink {
  public:
    explicit SessionLink(Session& session) : session_(&session), snapshot_(session.latest()) {}

    /// Takes the newest snapshot, which stays the same for the whole frame, and the events since the last.
    void begin_frame();
    const Snapshot& snapshot() const { return *snapshot_; }
    /// What the panel at this place of the table shows in this frame.
    const Snapshot& snapshot_of(std::size_t place) { return shown_.take(place, snapshot_); }
    std::shared_ptr<const Snapshot> share_snapshot() const { return snapshot_; }
    const std::vector<Event>& events() const { return events_; }
    WantedPictures& wanted() { return wanted_; }

    /// One-off commands: play, pause, step, reset, export, …
    Ticket send(CommandPayload payload);
    /// Takes a model over; the state's scenario becomes the model's.
    void load(const Model& model, WindowState& state);
    /// Sends scenario, speed, race and views where they differ from what was sent last. Other points on a plane that
    /// was empty are a new beginning: what was learned from the erased ones is forgotten.
    void synchronise(const WindowState& state);
    /// True while a command waits to be carried out.
    bool is_waiting() const { return newest_ > snapshot_->applied; }
    bool is_running() const { return snapshot_->run_state == RunState::running; }

  private:
    void send_scenario(const WindowState& state);
    void send_race(const LandscapeState& landscape);

    Session* session_;
    std::shared_ptr<const Snapshot> snapshot_;
    PanelSnapshots shown_;
    std::vector<Event> events_;
    WantedPictures wanted_, sent_;
    Ticket newest_ = 0;
    std::optional<Scenario> sent_scenario_;
    bool was_empty_ = false;  // the plane, in the frame before
    std::optional<double> sent_speed_;
    std::optional<RaceSpecification> sent_race_;
    std::uint64_t sent_race_steps_ = 0;  // the race is run so far, ahead of the clock
};

}  // namespace ravine
