#include <condition_variable>
#include <mutex>
#include <stdexcept>

#include "tests/threads/session_fixture.hpp"

using namespace ravine;

namespace {

using Exporter = decltype(SessionOptions::exporter);

SessionOptions with_exporter(Exporter exporter) {
    SessionOptions options;
    options.exporter = std::move(exporter);
    return options;
}

/// Holds an exporter back until the test lets it go on.
class Gate {
  public:
    void open() {
        {
            std::lock_guard lock(mutex_);
            open_ = true;
        }
        changed_.notify_all();
    }
    void pass() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return open_; });
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    bool open_ = false;
};

}  // namespace

TEST_CASE("an export gets the model as it was when asked for, and its success is an event") {
    std::uint64_t exported_step = 0;
    Session session(with_exporter([&](const Model& model, std::string_view format, const std::string& path) -> Status {
        exported_step = model.step;
        CHECK(format == "onnx");
        CHECK(path == "model.onnx");
        return {};
    }));
    send_and_wait(session, command::Step{7});
    const Ticket ticket = session.send(command::Export{"onnx", "model.onnx"});
    REQUIRE(session.wait_for(ticket, patience));
    const auto events = session.take_events();
    REQUIRE(events.size() == 1);
    CHECK(events[0].kind == Event::Kind::finished);
    CHECK(events[0].ticket == ticket);
    CHECK(events[0].words == "exported ONNX to model.onnx");
    CHECK(exported_step == 7);
}

TEST_CASE("training goes on while an export takes its time") {
    Gate gate;
    Session session(with_exporter([&](const Model&, std::string_view, const std::string&) -> Status {
        gate.pass();
        return {};
    }));
    session.send(command::Play{});
    const Ticket ticket = session.send(command::Export{"onnx", "model.onnx"});
    const auto training = wait_for_step(session, 500);
    CHECK(training->applied < ticket);
    gate.open();
    CHECK(session.wait_for(ticket, patience));
}

TEST_CASE("an export that fails, or throws, is an event, and the session goes on") {
    Session session(with_exporter([](const Model&, std::string_view format, const std::string& path) -> Status {
        if (format == "throw") throw std::runtime_error("out of ink");
        if (format == "throw_number") throw 42;
        return system_error("the disk is full", path);
    }));
    session.send(command::Play{});
    const Ticket failed = session.send(command::Export{"onnx", "model.onnx"});
    const Ticket threw = session.send(command::Export{"throw", "model.onnx"});
    const Ticket threw_number = session.send(command::Export{"throw_number", "model.onnx"});
    REQUIRE(session.wait_for(threw_number, patience));
    const auto events = session.take_events();
    REQUIRE(events.size() == 3);
    for (const Event& event : events) CHECK(event.kind == Event::Kind::error);
    CHECK(events[0].ticket == failed);
    CHECK_THAT(events[0].words, contains_text("the disk is full"));
    CHECK(events[1].ticket == threw);
    CHECK_THAT(events[1].words, contains_text("out of ink"));
    CHECK(events[2].ticket == threw_number);
    const auto now = session.latest();
    wait_for_step(session, now->model.step + 10);
    REQUIRE(session.wait_for(session.send(command::Export{"onnx", "again"}), patience));
    CHECK(session.take_events().size() == 1);
}

TEST_CASE("exports that were asked for are finished before a session ends") {
    int exported = 0;
    {
        Session session(with_exporter([&](const Model&, std::string_view, const std::string&) -> Status {
            ++exported;
            return {};
        }));
        for (int i = 0; i < 5; ++i) session.send(command::Export{"onnx", "model.onnx"});
        session.send(command::Play{});
        wait_for_step(session, 1);
    }
    CHECK(exported == 5);
}
