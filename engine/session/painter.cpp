#include "engine/session/painter.hpp"

#include <algorithm>
#include <utility>

#include "engine/session/answer_easel.hpp"
#include "engine/session/boundary_easel.hpp"
#include "engine/session/height_easel.hpp"
#include "engine/session/layer_easel.hpp"
#include "engine/session/map_easel.hpp"
#include "engine/session/neuron_easel.hpp"
#include "engine/session/surface_easel.hpp"

namespace ravine::session {

Easels all_easels() {
    Easels easels;
    easels.push_back(std::make_unique<AnswerEasel>());
    easels.push_back(std::make_unique<BoundaryEasel>());
    easels.push_back(std::make_unique<NeuronEasel>());
    easels.push_back(std::make_unique<LayerEasel>());
    easels.push_back(std::make_unique<SurfaceEasel>());
    easels.push_back(std::make_unique<HeightEasel>());
    easels.push_back(std::make_unique<BasinEasel>());
    easels.push_back(std::make_unique<RateMapEasel>());
    return easels;
}

Painter::Painter(int threads, int wide_threads, Easels easels, Deliver deliver)
    : pool_(threads),
      wide_pool_(wide_threads),
      studio_{pool_, wide_pool_, cancelled_, std::move(deliver), {}},
      easels_(std::move(easels)),
      thread_([this] { run(); }) {}

Painter::~Painter() {
    cancel();
    thread_.join();
}

void Painter::cancel() {
    {
        std::lock_guard lock(mutex_);
        cancelled_ = true;
    }
    pool_.cancel();
    wide_pool_.cancel();
    wake_.notify_one();
}

void Painter::look_at(std::shared_ptr<const Snapshot> snapshot) {
    {
        std::lock_guard lock(mutex_);
        snapshot_.swap(snapshot);  // the one before is freed after the lock
    }
    wake_.notify_one();
}

void Painter::run() {
    Task task;
    while (const std::shared_ptr<const Snapshot> snapshot = wait_for_task(task)) {
        bool painted = false;
        const Deliver deliver = [this](Delivery delivery) {
            if (!cancelled_) studio_.deliver(std::move(delivery));  // that it was cancelled is no failure
        };
        studio_.backend.follow(snapshot->backend);
        deliver_failures(deliver, 0, "pictures", [&] {
            task.easel->work(*snapshot, studio_);
            painted = true;
        });
        if (!painted) task.easel->give_up(*snapshot);
    }
}

std::shared_ptr<const Snapshot> Painter::wait_for_task(Task& task) {
    std::unique_lock lock(mutex_);
    while (!cancelled_) {
        const std::shared_ptr<const Snapshot> newest = snapshot_;
        const auto changed = [&] { return cancelled_ || snapshot_ != newest; };
        lock.unlock();
        task = newest ? next_task(*newest) : Task{};
        if (newest && !task.easel) tell_done(*newest);
        lock.lock();
        if (!task.easel)
            wake_.wait(lock, changed);
        else if (task.due.time <= Clock::now())
            return newest;
        else
            wake_.wait_until(lock, task.due.time, changed);
    }
    return nullptr;
}

/// Once for each snapshot that does not say it already: the one that does follows from it.
void Painter::tell_done(const Snapshot& snapshot) {
    if (is_training(snapshot) || snapshot.pictures_done || told_done_ == snapshot.version) return;
    told_done_ = snapshot.version;
    studio_.deliver({PicturesDone{snapshot.version}});
}

Painter::Task Painter::next_task(const Snapshot& snapshot) {
    const Clock::time_point now = Clock::now();
    // What is due comes before what is not; then the more urgent, or else the earlier; then the first of them.
    const auto rank = [now](const Due& due) {
        const bool waits = due.time > now;
        return std::pair(waits ? due.time : at_once, waits ? Urgency::quick : due.urgency);
    };
    Task next;
    for (const std::unique_ptr<Easel>& easel : easels_)
        if (const std::optional<Due> due = easel->due(snapshot); due && (!next.easel || rank(*due) < rank(next.due)))
            next = {easel.get(), *due};
    return next;
}

}  // namespace ravine::session
