#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "engine/session/snapshot.hpp"

namespace ravine::session {

/// Where the worker puts what others may see: the newest snapshot, and the events nobody has taken yet.
class Bulletin {
  public:
    /// `notify` is called after each publish and report, without a lock held.
    explicit Bulletin(std::function<void()> notify) : notify_(std::move(notify)) {}

    void publish(std::shared_ptr<const Snapshot> snapshot);
    void report(Event event);

    std::shared_ptr<const Snapshot> latest() const;
    std::vector<Event> take_events();
    /// Null where no snapshot has satisfied the condition in time. A snapshot that is replaced at once may be missed.
    std::shared_ptr<const Snapshot> wait_for(const std::function<bool(const Snapshot&)>& condition,
                                             double seconds) const;

  private:
    std::function<void()> notify_;
    // An ordinary lock, held for the copy of a pointer: the thread sanitizer does not understand GCC 12's
    // std::atomic<std::shared_ptr>.
    mutable std::mutex mutex_;
    mutable std::condition_variable published_;
    std::shared_ptr<const Snapshot> latest_;
    std::vector<Event> events_;
};

}  // namespace ravine::session
