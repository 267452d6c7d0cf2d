#include <algorithm>
#include <chrono>
#include <limits>
#include <optional>

#include "tests/threads/session_fixture.hpp"

using namespace ravine;

namespace {

using Clock = std::chrono::steady_clock;

/// Milliseconds that ending the session takes.
double end(std::optional<Session>& session) {
    const Clock::time_point begin = Clock::now();
    session.reset();
    return std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
}

#if defined(__SANITIZE_THREAD__) || defined(__SANITIZE_ADDRESS__)
constexpr double slowdown = 20;
#else
constexpr double slowdown = 1;
#endif

}  // namespace

TEST_CASE("a training session with all pictures ends in less than 200 ms") {
    double least = std::numeric_limits<double>::infinity();  // of several: another program may have had the processor
    for (int repeat = 0; repeat < 5; ++repeat) {
        std::optional<Session> session(std::in_place);
        session->send(everything(512));
        session->send(command::Play{});
        wait_for_step(*session, 100);
        least = std::min(least, end(session));
    }
    CHECK(least < 200 * slowdown);
}

TEST_CASE("a session with a big network ends soon while its surface is evaluated") {
    double least = std::numeric_limits<double>::infinity();
    for (int repeat = 0; repeat < 3; ++repeat) {
        std::optional<Session> session(std::in_place);
        session->send(command::SetScenario{big_scenario()});
        command::SetView view;
        view.surface_size = 64;
        REQUIRE(session->wait_for(session->send(view), patience));
        const auto evaluating = [&] {  // a grid of eight by eight points takes many times as long
            return session->wait_for([](const Snapshot& now) { return now.surface != nullptr; }, 0.1);
        };
        evaluating();
        least = std::min(least, end(session));
    }
    CHECK(least < 1000 * slowdown);
}
