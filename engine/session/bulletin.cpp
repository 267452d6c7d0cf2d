#include "engine/session/bulletin.hpp"

#include <utility>

#include "engine/session/mailbox.hpp"

namespace ravine::session {

void Bulletin::publish(std::shared_ptr<const Snapshot> snapshot) {
    {
        std::lock_guard lock(mutex_);
        latest_.swap(snapshot);  // the one before is freed after the lock
    }
    published_.notify_all();
    if (notify_) notify_();
}

void Bulletin::report(Event event) {
    {
        std::lock_guard lock(mutex_);
        events_.push_back(std::move(event));
    }
    if (notify_) notify_();
}

std::shared_ptr<const Snapshot> Bulletin::latest() const {
    std::lock_guard lock(mutex_);
    return latest_;
}

std::vector<Event> Bulletin::take_events() {
    std::lock_guard lock(mutex_);
    return std::exchange(events_, {});
}

std::shared_ptr<const Snapshot> Bulletin::wait_for(const std::function<bool(const Snapshot&)>& condition,
                                                   double seconds) const {
    const Clock::time_point end = Clock::now() + as_duration(seconds);
    std::shared_ptr<const Snapshot> seen;
    while (true) {
        {
            std::unique_lock lock(mutex_);
            if (!published_.wait_until(lock, end, [&] { return latest_ != seen; })) return nullptr;
            seen = latest_;
        }
        if (condition(*seen)) return seen;  // without the lock: the condition may ask the session
    }
}

}  // namespace ravine::session
