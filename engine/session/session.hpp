#pragma once
// The worker: commands in, immutable snapshots and events out. All public functions may be called from any thread and
// never wait for training, except wait_for and the destructor.

#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "engine/compute/backends.hpp"
#include "engine/session/commands.hpp"
#include "engine/session/snapshot.hpp"

namespace ravine {

namespace session {
class Worker;
}

struct SessionOptions {
    int training_threads = 1;
    int picture_threads = 1;
    int wide_picture_threads = 1;  ///< for long pictures while nobody trains
    /// That command::UseBackend chooses from; others than the program's in tests. The session starts with the CPU.
    std::span<const BackendRow> backends = ravine::backends();
    /// Called on the worker's side after each publish or event, so that a waiting window wakes up. Must not throw, nor
    /// end the session. May be empty.
    std::function<void()> notify;
    /// Stands in for export_model in tests.
    std::function<Status(const Model&, std::string_view format, const std::string& path)> exporter;
};

class Session {
  public:
    /// Starts with standard_scenario(), paused at epoch 0.
    explicit Session(SessionOptions options = {});
    /// Ends its threads; returns within a few milliseconds of the mini-batch at hand. Exports under way are finished.
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    Ticket send(CommandPayload payload);
    /// The newest snapshot; never null.
    std::shared_ptr<const Snapshot> latest() const;
    /// All events since the last call, in order.
    std::vector<Event> take_events();
    /// Waits until a snapshot satisfies the condition, or the limit passes (then null). For tests and the command line.
    std::shared_ptr<const Snapshot> wait_for(const std::function<bool(const Snapshot&)>& condition,
                                             double seconds) const;
    /// Waits until the command has been carried out.
    std::shared_ptr<const Snapshot> wait_for(Ticket ticket, double seconds = 60) const;

  private:
    std::unique_ptr<session::Worker> worker_;
};

}  // namespace ravine
