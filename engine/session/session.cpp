#include "engine/session/session.hpp"

#include "engine/session/worker.hpp"

namespace ravine {

Session::Session(SessionOptions options) : worker_(std::make_unique<session::Worker>(std::move(options))) {}

Session::~Session() = default;

Ticket Session::send(CommandPayload payload) { return worker_->send(std::move(payload)); }

std::shared_ptr<const Snapshot> Session::latest() const { return worker_->bulletin().latest(); }

std::vector<Event> Session::take_events() { return worker_->bulletin().take_events(); }

std::shared_ptr<const Snapshot> Session::wait_for(const std::function<bool(const Snapshot&)>& condition,
                                                  double seconds) const {
    return worker_->bulletin().wait_for(condition, seconds);
}

std::shared_ptr<const Snapshot> Session::wait_for(Ticket ticket, double seconds) const {
    return wait_for([ticket](const Snapshot& snapshot) { return snapshot.applied >= ticket; }, seconds);
}

}  // namespace ravine
