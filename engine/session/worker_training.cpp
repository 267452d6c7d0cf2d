#include <algorithm>

#include "engine/core/sparse_clock.hpp"
#include "engine/core/subnormals.hpp"
#include "engine/session/worker.hpp"

namespace ravine::session {

/// Takes mini-batches for a slice of time, or until a message has come. Between them the time is known roughly, and
/// what they took together exactly.
void Worker::train() {
    if (drive_ == Drive::none) return;
    const Subnormals subnormals(true);
    SparseClock clock;
    const double seconds_before = training_seconds_;
    const Clock::time_point begin = clock.now(), end = begin + as_duration(slice_seconds);
    for (Clock::time_point now = begin; drive_ != Drive::none && now < end && limit_.allows(now); now = clock.now()) {
        if (inbox_.wants_attention()) break;
        training_seconds_ = seconds_before + seconds_between(begin, now);
        take_step();
        limit_.count_step(now);
    }
    training_seconds_ = seconds_before + seconds_between(begin, Clock::now());
}

void Worker::take_step() {
    const std::uint64_t steps = trainer_->steps(), epoch = trainer_->epoch();
    trainer_->step(training_seconds_, limit_.steps_per_second() > 0 ? 1 : stepping_.most_at_once());
    changed_ = trained_ = true;
    draft_.pictures_done = false;
    stepping_.count(std::max(trainer_->steps(), steps) - steps, trainer_->epoch() > epoch);
    if (trainer_->stop_state().reason != StopReason::none)
        report_stop();
    else if (drive_ == Drive::steps && stepping_.done())
        stop_driving();
}

/// The first step is taken at once, whatever the speed limit.
void Worker::drive(Drive how) {
    if (drive_ == Drive::none) limit_.set(limit_.steps_per_second());
    drive_ = how;
}

void Worker::stop_driving() {
    drive_ = Drive::none;
    changed_ = true;
    meter_.forget();
    for (const Ticket ticket : stepping_.end()) ledger_.close(ticket);
}

void Worker::report_stop() {
    stop_driving();
    const StopState& stop = trainer_->stop_state();
    if (stop.reason == StopReason::failed) return;  // heed_backend says so
    const Event::Kind kind = stop.reason == StopReason::diverged ? Event::Kind::diverged : Event::Kind::finished;
    bulletin_.report({kind, 0, stop.words});
}

RunState Worker::run_state() const {
    if (trainer_->stop_state().reason == StopReason::diverged) return RunState::diverged;
    if (trainer_->stop_state().reason != StopReason::none) return RunState::finished;
    return drive_ == Drive::none ? RunState::paused : RunState::running;
}

}  // namespace ravine::session
