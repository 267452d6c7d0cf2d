#pragma once

#include <memory>
#include <optional>
#include <span>
#include <thread>
#include <variant>
#include <vector>

#include "engine/lab/ensemble_trainer.hpp"
#include "engine/session/bulletin.hpp"
#include "engine/session/delivery.hpp"
#include "engine/session/desk.hpp"
#include "engine/session/ledger.hpp"
#include "engine/session/mailbox.hpp"
#include "engine/session/pace.hpp"
#include "engine/session/painter.hpp"
#include "engine/session/session.hpp"
#include "engine/session/stepping.hpp"

namespace ravine::session {

/// Least time between snapshots while training.
inline constexpr Clock::duration publish_interval = std::chrono::microseconds(16'667);

/// For so long the thread trains, or tests rates, before it looks at what else there is to do.
inline constexpr double slice_seconds = 0.004;

/// The thread that owns the trainer: takes commands and what the other threads deliver, trains, publishes.
class Worker {
  public:
    explicit Worker(SessionOptions options);
    ~Worker();

    Ticket send(CommandPayload payload);
    Bulletin& bulletin() { return bulletin_; }

  private:
    using Message = std::variant<Command, Delivery>;
    enum class Drive { none, steps, endless };

    void run();
    void turn();
    void rest();

    // Messages (worker_commands.cpp).
    std::vector<Message> take_inbox();
    void take_messages();
    void carry_out(const Command& command);
    void apply(const command::SetScenario& command);
    void apply(const command::LoadModel& command);
    void apply(const command::Play& command);
    void apply(const command::Pause& command);
    void apply(const command::Step& command);
    void apply(const command::Reset& command);
    void apply(const command::SetSpeed& command);
    void apply(const command::TakeBack& command);
    void apply(const command::UseBackend& command);
    void apply(const command::SetView& command);
    void apply(const command::SetRace& command);
    void apply(const command::SetLandscapeView& command);
    void apply(const command::SetRaceQuestion& command);
    void apply(const command::Export& command);
    void apply(const command::TestRates& command);
    void apply(const command::Publish& command);
    void place_order(decltype(Order::content) content);
    void complain(const Error& error);
    bool may_train();

    // Training (worker_training.cpp).
    void train();
    void take_step();
    void drive(Drive how);
    void stop_driving();
    void report_stop();
    RunState run_state() const;

    // What computes (worker_backend.cpp).
    Machine machine() const { return {pool_, choice_}; }
    void list_backends();
    void put_backend();
    bool heed_backend();

    // The test of learning rates (worker_rates.cpp).
    void test_rates();
    void show_rates();
    void end_rate_test();
    void drop_outdated_rates();

    // Deliveries and publishing (worker_publishing.cpp).
    void receive(Delivery delivery);
    bool publish_is_due(Clock::time_point now) const;
    void publish();
    void measure();
    void put_networks();
    int wanted_member() const;
    const Trainer<float>& shown_trainer() const;
    void put_history();

    Bulletin bulletin_;
    Mailbox<Message> inbox_;
    std::mutex send_mutex_;                 // tickets count up in the order of the inbox
    std::atomic<bool> interrupted_{false};  // something waits for which the mini-batch at hand is left; by send_mutex_
    Ticket sent_ = 0;

    std::span<const BackendRow> backends_;
    BackendChoice choice_;  // the CPU once that has replaced another one
    std::shared_ptr<ThreadPool> pool_;
    std::unique_ptr<EnsembleTrainer> trainer_;
    Drive drive_ = Drive::none;
    Stepping stepping_;
    SpeedLimit limit_;
    SpeedMeter meter_;
    double training_seconds_ = 0;

    /// A test of learning rates: what it is of, and itself until it has ended.
    struct Rates {
        std::uint64_t shape_version = 0, data_version = 0, step = 0;
        std::optional<RateTest> test = {};
    };
    Rates rates_;

    Ledger ledger_;
    Ticket ticket_ = 0;  // of the command being carried out
    Snapshot draft_;     // what the next snapshot will be
    bool changed_ = true;
    bool trained_ = false;         // since the last publishing: a step may end an epoch and see no samples
    bool trainer_changed_ = true;  // by something else than a step
    Clock::time_point published_at_{};

    Painter painter_;
    Desk desk_;
    std::thread thread_;
};

}  // namespace ravine::session
