#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <limits>
#include <optional>

#include "tests/threads/session_fixture.hpp"

using namespace ravine;

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point begin) { return std::chrono::duration<double>(Clock::now() - begin).count(); }

/// Processor time of all threads of this program.
double processor_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval& time) { return double(time.tv_sec) + 1e-6 * double(time.tv_usec); };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

std::shared_ptr<const Snapshot> wait_for_version(Session& session, std::uint64_t version) {
    auto snapshot = session.wait_for([version](const Snapshot& now) { return now.version >= version; }, patience);
    REQUIRE(snapshot);
    return snapshot;
}

/// Until nothing new has come for a moment.
void wait_for_rest(Session& session) {
    std::shared_ptr<const Snapshot> newest = session.latest();
    while (const auto next = session.wait_for([&](const Snapshot& now) { return now.version > newest->version; }, 1))
        newest = next;
}

}  // namespace

TEST_CASE("while training, snapshots come at most 66 times a second") {
    Session session;
    session.send(everything(32));
    session.send(command::Play{});
    const std::uint64_t first = wait_for_step(session, 1)->version;
    const Clock::time_point begin = Clock::now();
    constexpr int published = 40;
    wait_for_version(session, first + 1);  // between two snapshots there is all the time; before the first is not
    const std::uint64_t last = wait_for_version(session, first + 1 + published)->version;
    CHECK(double(last - first - 1) / seconds_since(begin) < 66);
}

TEST_CASE("paused with all pictures made, nothing is published and the processor rests") {
    Session session;
    session.send(command::Step{20});
    session.send(everything(48));
    wait_for_rest(session);
    const std::uint64_t version = session.latest()->version;
    REQUIRE(session.latest()->surface);
    const double before = processor_seconds();
    CHECK_FALSE(session.wait_for([version](const Snapshot& now) { return now.version > version; }, 0.3));
    CHECK(processor_seconds() - before < 0.1);
}

TEST_CASE("the speed limit holds, and lifting it takes effect at once") {
    Session session;
    session.send(command::SetSpeed{50});
    session.send(command::Play{});
    const std::uint64_t first = wait_for_step(session, 1)->model.step;
    const Clock::time_point begin = Clock::now();
    const auto later = wait_for_step(session, first + 20);
    // The limit may be caught up on by a tenth of a second.
    CHECK(double(later->model.step - first) / (seconds_since(begin) + 0.1) < 50 * 1.1);
    CHECK(later->speed == 50);
    CHECK(later->steps_per_second < 100);

    session.send(command::SetSpeed{0.001});
    const auto slow = send_and_wait(session, command::Publish{});
    CHECK(slow->run_state == RunState::running);
    session.send(command::SetSpeed{0});
    wait_for_step(session, slow->model.step + 100);
}

TEST_CASE("while training the speed is measured; paused it is 0") {
    Session session;
    session.send(command::Play{});
    const auto running = session.wait_for([](const Snapshot& now) { return now.steps_per_second > 0; }, patience);
    REQUIRE(running);
    CHECK(running->run_state == RunState::running);
    CHECK(send_and_wait(session, command::Pause{})->steps_per_second == 0);
}

TEST_CASE("unchanged parts are shared between snapshots") {
    Session session;
    const auto first = send_and_wait(session, command::Step{3});
    const auto second = send_and_wait(session, command::Publish{});
    CHECK(second->version > first->version);
    CHECK(second->history == first->history);
    CHECK(second->model.parameters == first->model.parameters);
    CHECK(second->model.data == first->model.data);
}

TEST_CASE("whoever waits is woken by snapshots and events") {
    std::atomic<int> calls{0};
    SessionOptions options;
    options.notify = [&calls] { ++calls; };
    Session session(options);
    send_and_wait(session, command::Publish{});
    session.send(command::Step{0});  // an error
    REQUIRE(session.wait_for(Ticket{2}, patience));
    CHECK(calls >= 3);
}

TEST_CASE("waiting for what does not come ends in time") {
    Session session;
    const Clock::time_point begin = Clock::now();
    CHECK_FALSE(session.wait_for([](const Snapshot&) { return false; }, 0.02));
    CHECK_FALSE(session.wait_for(Ticket{1}, 0.02));
    CHECK(seconds_since(begin) >= 0.04);
}
