#include <algorithm>
#include <cmath>

#include "engine/session/merging.hpp"
#include "engine/session/plane_choice.hpp"
#include "engine/session/versions.hpp"
#include "engine/session/worker.hpp"

namespace ravine::session {

namespace {

/// The model's scenario, with as many networks; points from a file are the model's own, because the file may be
/// elsewhere or have changed.
Scenario scenario_with_points(const Model& model) {
    Scenario scenario = *model.scenario;
    scenario.ensemble.members = 1 + static_cast<int>(model.other_members.size());
    if (!std::holds_alternative<CsvSource>(scenario.data.source)) return scenario;
    PointsSource source{model.data->points, {}, model.data->classes};
    source.splits.assign(model.data->splits.begin(), model.data->splits.end());
    scenario.data.source = std::move(source);
    return scenario;
}

}  // namespace

std::vector<Worker::Message> Worker::take_inbox() {
    std::lock_guard lock(send_mutex_);
    interrupted_ = inbox_.closed();
    return inbox_.take();
}

void Worker::take_messages() {
    std::vector<Command> commands;
    for (Message& message : take_inbox())
        if (Command* command = std::get_if<Command>(&message))
            commands.push_back(std::move(*command));
        else
            receive(std::move(std::get<Delivery>(message)));
    for (const Command& command : merged(std::move(commands))) carry_out(command);
}

void Worker::carry_out(const Command& command) {
    ticket_ = command.ticket;
    ledger_.take(command.ticket);
    changed_ = true;
    draft_.pictures_done = false;
    try {
        std::visit([this](const auto& payload) { apply(payload); }, command.payload);
    } catch (...) {
        bulletin_.report({Event::Kind::error, ticket_, "exception: " + failure_words()});
    }
}

void Worker::complain(const Error& error) { bulletin_.report({Event::Kind::error, ticket_, error.message()}); }

void Worker::apply(const command::SetScenario& command) {
    if (Status status = trainer_->apply(command.scenario, command.folder); !status) return complain(status.error());
    trainer_changed_ = true;
    put_networks();
    drop_outdated_rates();
    if (drive_ != Drive::none && trainer_->stop_state().reason != StopReason::none) report_stop();
}

void Worker::apply(const command::LoadModel& command) {
    auto trainer = EnsembleTrainer::create(scenario_with_points(command.model), ".", machine());
    if (!trainer) return complain(trainer.error());
    if (Status status = (*trainer)->set_parameters(command.model); !status) return complain(status.error());
    stop_driving();
    trainer_ = std::move(trainer).value();
    trainer_->interrupt_by(&interrupted_);
    training_seconds_ = 0;
    trainer_changed_ = true;
    put_networks();
    end_rate_test();
}

bool Worker::may_train() {
    if (run_state() == RunState::diverged) {
        complain(input_error("training has diverged", "", "take an earlier state back, or start again"));
        return false;
    }
    if (run_state() == RunState::finished) trainer_->resume();
    return true;
}

void Worker::apply(const command::Play&) {
    if (!may_train()) return;
    stop_driving();
    drive(Drive::endless);
}

void Worker::apply(const command::Pause&) { stop_driving(); }

void Worker::apply(const command::Step& command) {
    if (command.steps <= 0) return complain(input_error("no steps to take", "", "ask for one or more"));
    if (!may_train()) return;
    if (drive_ == Drive::endless) stop_driving();
    stepping_.add(ticket_, command);
    ledger_.open(ticket_);
    drive(Drive::steps);
}

void Worker::apply(const command::Reset& command) {
    if (command.new_seed) {
        Scenario scenario = trainer_->scenario();
        ++scenario.seed;
        if (Status status = trainer_->apply(scenario); !status) return complain(status.error());
    }
    stop_driving();
    trainer_->reset();
    training_seconds_ = 0;
    trainer_changed_ = true;
    put_networks();
}

void Worker::apply(const command::SetSpeed& command) {
    const double speed = command.steps_per_second;
    if (!std::isfinite(speed) || speed < 0)
        return complain(input_error("no speed", "", "give mini-batches per second, or 0 for no limit"));
    limit_.set(speed);
}

void Worker::apply(const command::TakeBack& command) {
    stop_driving();
    if (!trainer_->take_back(command.which)) return complain(input_error("there is no state to take back"));
    trainer_changed_ = true;
}

void Worker::apply(const command::SetView& command) {
    if (Status status = check_plane(command.plane); !status) return complain(status.error());
    if (Status status = check_window(command.boundary_window, "boundary_window"); !status)
        return complain(status.error());
    draft_.view = command;
    for (int* size : {&draft_.view.boundary_columns, &draft_.view.boundary_rows, &draft_.view.neuron_map_size,
                      &draft_.view.surface_size})
        *size = std::clamp(*size, 0, most_picture_size);
    if (wanted_member() != draft_.shown_member) trainer_changed_ = true;
    drop_unwatched_pictures(draft_);
}

void Worker::apply(const command::TestRates& command) {
    end_rate_test();
    if (!command.on) return;
    const Model model = shown_trainer().model();
    auto test = RateTest::create(scenario_with_points(model), ".", *model.parameters, machine());
    if (!test) return complain(test.error());
    rates_ = {draft_.shape_version, draft_.data_version, model.step, std::move(*test)};
    rates_.test->interrupt_by(&interrupted_);
    show_rates();
}

void Worker::apply(const command::SetRace& command) { place_order(command); }
void Worker::apply(const command::SetLandscapeView& command) { place_order(command); }
void Worker::apply(const command::SetRaceQuestion& command) {
    draft_.question = command.question;
    if (!draft_.question) draft_.answers.reset();
}
void Worker::apply(const command::Export& command) {
    place_order(ExportOrder{trainer_->model(), command.format, command.path});
}
void Worker::apply(const command::Publish&) {}  // as after every command, a snapshot follows

void Worker::place_order(decltype(Order::content) content) {
    ledger_.open(ticket_);
    desk_.place({ticket_, std::move(content)});
}

}  // namespace ravine::session
