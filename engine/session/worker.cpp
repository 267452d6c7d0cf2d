#include "engine/session/worker.hpp"

#include "engine/session/merging.hpp"
#include "engine/session/versions.hpp"

namespace ravine::session {

Worker::Worker(SessionOptions options)
    : bulletin_(std::move(options.notify)),
      backends_(options.backends),
      pool_(std::make_shared<ThreadPool>(options.training_threads)),
      trainer_(EnsembleTrainer::create(standard_scenario(), ".", pool_).value()),
      painter_(options.picture_threads, options.wide_picture_threads, all_easels(),
               [this](Delivery delivery) { inbox_.push(std::move(delivery)); }),
      desk_(std::move(options.exporter), [this](Delivery delivery) { inbox_.push(std::move(delivery)); }) {
    trainer_->interrupt_by(&interrupted_);
    put_networks();
    publish();
    thread_ = std::thread([this] { run(); });
}

Worker::~Worker() {
    {
        std::lock_guard lock(send_mutex_);
        interrupted_ = true;
        inbox_.close();
    }
    painter_.cancel();
    thread_.join();
}

Ticket Worker::send(CommandPayload payload) {
    std::lock_guard lock(send_mutex_);
    if (interrupts(payload)) interrupted_ = true;
    inbox_.push(Command{++sent_, std::move(payload)});
    return sent_;
}

void Worker::run() {
    while (!inbox_.closed()) {
        try {
            turn();
        } catch (...) {
            stop_driving();
            bulletin_.report({Event::Kind::error, 0, "training: " + failure_words()});
        }
    }
}

void Worker::turn() {
    take_messages();
    train();
    test_rates();
    heed_backend();
    if (publish_is_due(Clock::now())) publish();
    rest();
}

/// Waits where there is nothing to do but what a message, the speed limit or the time of the next publishing brings.
void Worker::rest() {
    if (rates_.test) return;
    if (drive_ == Drive::none) {
        if (!changed_) inbox_.wait({});
        return;
    }
    if (limit_.allows(Clock::now())) return;
    const Clock::time_point next_publish = published_at_ + publish_interval;
    inbox_.wait(changed_ ? std::min(limit_.next(), next_publish) : limit_.next());
}

}  // namespace ravine::session
