#include "engine/session/worker.hpp"

namespace ravine::session {

namespace {

std::string device_of(const BackendRow& row) { return row.device ? row.device() : ""; }

}  // namespace

void Worker::apply(const command::UseBackend& command) {
    const Result<BackendChoice> choice = choose_backend(command.id, backends_);
    list_backends();
    if (!choice) return complain(choice.error());
    BackendState& state = draft_.backend;
    ++state.version;
    state.chosen = command.id;
    choice_ = *choice;
    trainer_->use_backend(*choice);
    trainer_changed_ = true;
}

void Worker::list_backends() {
    std::vector<BackendOption> options;
    for (const BackendRow& row : backends_) {
        const Status status = row.available();
        options.push_back({&row, status ? "" : status.error().message(), status ? device_of(row) : ""});
    }
    draft_.backend.options = std::make_shared<const std::vector<BackendOption>>(std::move(options));
}

/// What has stopped may go on with the back end that was asked for; what has been replaced does not.
void Worker::put_backend() {
    BackendState& state = draft_.backend;
    const BackendRow& now = trainer_->backend();
    state.choice = &now == choice_.row ? choice_ : BackendChoice(now);
    if (trainer_->stop_state().reason != StopReason::failed) choice_ = state.choice;
    state.device = device_of(now);
    state.way = trainer_->way();
}

/// Tells what a failure of the back end has led to; true where there was one.
bool Worker::heed_backend() {
    std::string note = trainer_->take_backend_note();
    if (note.empty()) return false;
    const bool has_stopped = trainer_->stop_state().reason == StopReason::failed;
    if (has_stopped) stop_driving();
    bulletin_.report({has_stopped ? Event::Kind::error : Event::Kind::fell_back, 0, std::move(note)});
    list_backends();
    trainer_changed_ = changed_ = true;
    return true;
}

}  // namespace ravine::session
