// A frame that was put together from kept and repainted parts looks like one that was drawn as a whole.

#include <limits>
#include <random>

#include "app/window/display/offscreen_display.hpp"
#include "app/window/interface.hpp"
#include "app/window/repaint/damage.hpp"
#include "app/window/repaint/pixel_box.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

constexpr int width = 1024, height = 700;

InputEvent pointer_to(float x, float y) {
    InputEvent event;
    event.kind = InputEvent::Kind::pointer;
    event.x = x, event.y = y;
    return event;
}

InputEvent left_button(bool down) {
    InputEvent event;
    event.kind = InputEvent::Kind::button;
    event.down = down;
    return event;
}

/// The program's whole window, without a display, and somebody at its pointer.
class Played {
  public:
    explicit Played(const Opening& opening = {}) {
        auto created = OffscreenDisplay::create(width, height);
        REQUIRE(created);
        display_ = std::move(*created);
        interface_ = std::make_unique<Interface>(session_, opening);
    }

    Interface& interface() { return *interface_; }
    Session& session() { return session_; }

    bool frame(std::vector<InputEvent> events = {}, bool is_lost = false) {
        display_->bind();
        return interface_->draw({width, height, 1, 1.0 / 60, std::move(events), is_lost});
    }
    /// Draws until commands, pictures and tooltips have come, and then until two frames are alike.
    void settle() {
        for (int i = 0; i < 30; ++i) frame();
        for (int i = 0; i < 1000 && (frame() || is_on_its_way()); ++i)
            session_.wait_for([](const Snapshot&) { return false; }, 0.005);
    }
    std::vector<std::uint8_t> pixels() const { return display_->pixels().rgb; }

  private:
    bool is_on_its_way() const {
        return interface_->link().is_waiting() || !interface_->link().snapshot().pictures_done;
    }

    std::unique_ptr<OffscreenDisplay> display_;
    Session session_;
    std::unique_ptr<Interface> interface_;
};

/// Bars side by side in two commands, as ImGui hands them over, without a window.
class Bars {
  public:
    Bars() {
        ImGui::CreateContext();
        ImGui::GetIO().DisplaySize = {width, height};
        ImGui::GetIO().IniFilename = nullptr;
        ImGui::GetIO().Fonts->Build();
    }
    ~Bars() { ImGui::DestroyContext(); }
    Bars(const Bars&) = delete;
    Bars& operator=(const Bars&) = delete;

    std::vector<PixelBox> damage(int upper, int lower) {
        ImGui::NewFrame();
        ImDrawList& draw = *ImGui::GetForegroundDrawList();
        for (int i = 0; i < upper; ++i) add(draw, i, 100);
        draw.AddDrawCmd();
        for (int i = 0; i < lower; ++i) add(draw, i, 300);
        ImGui::Render();
        return finder_.find(*ImGui::GetDrawData(), {});
    }

  private:
    static void add(ImDrawList& draw, int i, float top) {
        const float left = 20 * static_cast<float>(i);
        draw.AddRectFilled({left, top}, {left + 15, top + 5}, IM_COL32_WHITE);
    }

    DamageFinder finder_;
};

std::size_t count_differences(const std::vector<std::uint8_t>& a, const std::vector<std::uint8_t>& b) {
    REQUIRE(a.size() == b.size());
    std::size_t count = 0;
    for (std::size_t i = 0; i < a.size(); ++i) count += a[i] != b[i];
    return count;
}

}  // namespace

TEST_CASE("boxes that come near are joined, others stay apart") {
    std::vector<PixelBox> boxes;
    join_into(boxes, {0, 0, 10, 10}, 5);
    join_into(boxes, {40, 0, 50, 10}, 5);
    join_into(boxes, {20, 0, 20, 10}, 5);  // empty
    CHECK(boxes.size() == 2);
    join_into(boxes, {12, 0, 37, 10}, 5);  // near to both
    REQUIRE(boxes.size() == 1);
    CHECK(boxes[0] == PixelBox{0, 0, 50, 10});
}

TEST_CASE("what is repainted in parts looks like what is drawn as a whole, whatever the pointer does") {
    Played played;
    played.settle();
    std::mt19937 random(7);
    std::uniform_real_distribution<float> x(0, width), y(0, height);
    for (int round = 0; round < 24; ++round) {
        const InputEvent there = pointer_to(x(random), y(random));
        played.frame({there});
        if (round % 3 != 0) {
            played.frame({left_button(true)});
            if (round % 3 == 2) played.frame({pointer_to(there.x + 30, there.y + 12)});
            played.frame({left_button(false)});
        }
        if (round % 8 == 7) played.session().wait_for(played.interface().link().send(command::Step{20}));
        played.interface().link().send(command::Pause{});  // it may have hit Play
        played.interface().state().look.light = round % 10 > 6;
        played.settle();
        const auto kept = played.pixels();
        REQUIRE(played.frame({}, true));
        INFO("round " << round << ", pointer at " << there.x << ", " << there.y);
        CHECK(count_differences(kept, played.pixels()) == 0);
    }
}

TEST_CASE("where something is added only that is damaged, whatever stands before and behind it") {
    Bars bars;
    bars.damage(10, 20);
    CHECK(bars.damage(10, 20).empty());
    const std::vector<PixelBox> more = bars.damage(11, 20);
    REQUIRE(more.size() == 1);
    CHECK(more[0] == box_around(200, 100, 215, 105));
    const std::vector<PixelBox> fewer = bars.damage(11, 18);
    REQUIRE(fewer.size() == 1);
    CHECK(fewer[0] == box_around(360, 300, 395, 305));
}

TEST_CASE("a race that is repainted in parts while it runs looks like one that is drawn as a whole") {
    Opening opening;
    opening.workspace = "landscape";
    Played played(opening);
    LandscapeState& landscape = played.interface().state().landscape;
    landscape.steps_per_second = 300;
    played.settle();
    for (int round = 0; round < 12; ++round) {
        landscape.is_racing = true;
        for (int i = 0; i < 1 + 3 * (round % 3); ++i) played.frame();
        landscape.is_racing = false;
        if (round % 4 == 2) orbit(landscape.camera, 0.2, 0.05);
        if (round % 4 == 3) landscape.selected_racer = round % 3;
        played.settle();
        const auto kept = played.pixels();
        REQUIRE(played.frame({}, true));
        INFO("round " << round << ", step " << landscape.steps);
        CHECK(count_differences(kept, played.pixels()) == 0);
    }
    CHECK(landscape.steps > 100);
}

TEST_CASE("a frame that looks like the last one is not drawn") {
    Played played;
    played.settle();
    const auto before = played.pixels();
    CHECK_FALSE(played.frame());
    CHECK(count_differences(before, played.pixels()) == 0);
    played.frame({pointer_to(width / 2, 20)});
    played.interface().state().look.light = true;
    played.frame();
    CHECK(played.frame({}, true));
    CHECK(count_differences(before, played.pixels()) > before.size() / 2);
}

TEST_CASE("what lies beyond all integers, or nowhere, has a box all the same") {
    const float infinite = std::numeric_limits<float>::infinity(), none = std::numeric_limits<float>::quiet_NaN();
    const PixelBox screen{0, 0, width, height};
    CHECK(common_part(box_around(10, 20, 1e30f, infinite), screen) == PixelBox{9, 19, width, height});
    CHECK(common_part(box_around(-1e30f, -infinite, 10, 20), screen) == PixelBox{0, 0, 11, 21});
    CHECK(common_part(box_around(none, none, none, none), screen) == screen);
    CHECK(common_part(box_around(1e30f, 0, 2e30f, 10), screen).is_empty());
    CHECK(common_part(box_around(-2e30f, 0, -1e30f, 10), screen).is_empty());
}
