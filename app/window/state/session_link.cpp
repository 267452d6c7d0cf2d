#include "app/window/state/session_link.hpp"

#include <utility>

#include "app/window/state/drawing.hpp"

namespace ravine {
void SessionLink::begin_frame() {
    shown_.begin_frame();
    snapshot_ = session_->latest();
    events_ = session_->take_events();
    wanted_ = WantedPictures();
}

Ticket SessionLink::send(CommandPayload payload) { return newest_ = session_->send(std::move(payload)); }

void SessionLink::load(const Model& model, WindowState& state) {
    state.scenario = *model.scenario;
    sent_scenario_ = state.scenario;
    send(command::LoadModel{model});
}

void SessionLink::send_scenario(const WindowState& state) {
    if (waits_for_points(state.scenario)) {
        if (is_running() && !is_waiting()) send(command::Pause{});
        was_empty_ = true;
        return;
    }
    const bool was_empty = std::exchange(was_empty_, false);
    if (sent_scenario_ == state.scenario) return;  // undone: the worker still has points and weights
    sent_scenario_ = state.scenario;
    send(command::SetScenario{state.scenario, state.folder});
    if (was_empty) send(command::Reset{});
}

void SessionLink::send_race(const LandscapeState& landscape) {
    const auto steps = static_cast<std::uint64_t>(landscape.steps);
    const auto soon = static_cast<std::uint64_t>(0.25 * landscape.steps_per_second) + 50;  // more than a reply takes
    const bool is_far_enough = sent_race_steps_ >= std::min(steps + soon, most_race_steps);
    if (sent_race_ == landscape.race && is_far_enough) return;
    sent_race_ = landscape.race;
    sent_race_steps_ = std::min(steps + 4 * soon + steps / 2, most_race_steps);
    send(command::SetRace{landscape.race, sent_race_steps_});
}

void SessionLink::synchronise(const WindowState& state) {
    send_scenario(state);
    send_race(state.landscape);
    if (std::exchange(sent_speed_, state.steps_per_second) != state.steps_per_second)
        send(command::SetSpeed{state.steps_per_second});
    wanted_.network.member = state.playground.member;
    if (!(wanted_.network == sent_.network)) send(wanted_.network);
    wanted_.landscape.surface = state.landscape.race.surface;  // also where no panel has asked for its pictures
    if (!(wanted_.landscape == sent_.landscape)) send(wanted_.landscape);
    if (!(wanted_.question == sent_.question)) send(command::SetRaceQuestion{wanted_.question});
    sent_ = wanted_;
}

}  // namespace ravine
