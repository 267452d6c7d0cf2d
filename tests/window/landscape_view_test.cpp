// How a race is looked at, handed over as text; and programs that run beside ours.

#include "app/window/state/landscape_view.hpp"

#include <chrono>

#include "app/window/recording/child_process.hpp"
#include "tests/catch.hpp"

using namespace ravine;

TEST_CASE("a view reads back as it was told") {
    LandscapeState landscape, other;
    landscape.window = {-1.0 / 3, 2, -1, 0.1};
    landscape.logarithmic_loss = false;
    landscape.logarithmic_heights = false;
    landscape.shades_heights = true;
    landscape.shows_basins = true;
    landscape.loss_view = "rate_map";
    landscape.selected_racer = 2;
    landscape.goal = 1e-5;
    landscape.overlays.switched = {"path", "momentum"};
    landscape.camera = {0.1, 0.5, 3, {0.25, -0.5, 0.125}};
    REQUIRE(read_view(view_text(landscape), other));
    CHECK(view_text(other) == view_text(landscape));
    CHECK(other.window == landscape.window);
    CHECK(other.camera == landscape.camera);
    CHECK(other.overlays.switched == landscape.overlays.switched);
    CHECK(other.selected_racer == 2);
    CHECK(other.shows_basins);
    CHECK(other.loss_view == "rate_map");
}

TEST_CASE("a view that is none changes nothing and is told") {
    LandscapeState landscape;
    const std::string before = view_text(landscape);
    for (const char* text :
         {"", "[]", R"({"goal": 1, "zoom": 3})", R"({"goal": -1})", R"({"camera": {"angles": ["x"]}})"}) {
        const Status status = read_view(text, landscape);
        REQUIRE_FALSE(status);
        CHECK_THAT(status.error().message(), contains_text("--view"));
        CHECK(view_text(landscape) == before);
    }
    REQUIRE(read_view(R"({"selected_racer": 77})", landscape));
    CHECK(landscape.selected_racer == 2);
}

namespace {

ChildProcess shell(const std::string& script, std::optional<std::string_view> input = {}) {
    Result<ChildProcess> child = ChildProcess::start(*find_program("sh"), {"-c", script}, input);
    if (!child) FAIL(child.error().message());
    return std::move(*child);
}

bool write_text(ChildProcess& child, std::string_view text) { return child.write(std::as_bytes(std::span(text))); }

}  // namespace

TEST_CASE("a child reads what it is given and says what it has to say") {
    ChildProcess child = shell("while read line; do echo \"<$line>\"; done");
    REQUIRE(write_text(child, "one\ntwo\n"));
    CHECK(child.read_line() == "<one>");
    CHECK(child.read_line() == "<two>");
    child.close_input();
    CHECK_FALSE(child.read_line());
    CHECK(child.wait());

    ChildProcess whole = shell("cat /dev/stdin", "all of it\n");
    CHECK(whole.read_line() == "all of it");
    CHECK(whole.wait());
}

TEST_CASE("a child's failure is told by its last words, and writing to it is no more than false") {
    ChildProcess child = shell("exec 0<&-; echo first >&2; printf 'last\\n\\n' >&2; exit 7");
    CHECK_FALSE(child.read_line());
    const std::string much(1 << 20, 'x');
    CHECK_FALSE(write_text(child, much));
    CHECK(child.wait().error().message() == "sh: last");
    CHECK(shell("exit 1").wait().error().message() == "sh: ended without a word");
    CHECK(shell("kill -9 $$").wait().error().fault == Fault::system);
    CHECK_FALSE(ChildProcess::start("/nonexistent/program", {}));
    CHECK_FALSE(find_program("no such program"));
}

TEST_CASE("a child that nobody has waited for is gone with its object") {
    const auto begin = std::chrono::steady_clock::now();
    { ChildProcess child = shell("sleep 60"); }
    ChildProcess asked = shell("exec sleep 60");
    asked.ask_to_end();
    CHECK_FALSE(asked.wait());
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(20));
}
