// Frames drawn without a display: no OpenGL error, no missing sign, the same picture each time.

#include <cstdint>
#include <string>

#include "app/window/display/offscreen_display.hpp"
#include "app/window/interface.hpp"
#include "app/window/look/fonts.hpp"
#include "app/window/state/drawing.hpp"
#include "engine/core/read_file.hpp"
#include "engine/data/augmentations.hpp"
#include "engine/data/features.hpp"
#include "engine/data/generators.hpp"
#include "engine/data/input_noises.hpp"
#include "engine/landscape/loss_plane.hpp"
#include "engine/landscape/surfaces.hpp"
#include "engine/network/activations.hpp"
#include "engine/network/initializers.hpp"
#include "engine/network/layers.hpp"
#include "engine/network/losses.hpp"
#include "engine/optimize/optimizers.hpp"
#include "engine/optimize/schedules.hpp"
#include "engine/train/regularizers.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

Opening one_thread() {
    Opening opening;
    opening.threads = 1;
    return opening;
}

/// A window without a display, a session behind it, and frames.
struct Stage {
    explicit Stage(int width = 1200, int height = 800)
        : display(OffscreenDisplay::create(width, height).value()),
          session(session_options(one_thread())),
          interface(session, {}),
          input{width, height, 1, 1.0 / 60, {}} {}

    void frames(int count) {
        for (int i = 0; i < count; ++i) {
            display->bind();
            interface.draw(input);
        }
    }

    std::unique_ptr<OffscreenDisplay> display;
    Session session;
    Interface interface;
    FrameInput input;
};

/// Code points of UTF-8 text.
std::vector<unsigned> characters(std::string_view text) {
    std::vector<unsigned> found;
    for (std::size_t i = 0; i < text.size();) {
        const auto lead = static_cast<unsigned char>(text[i]);
        const int more = lead < 0x80 ? 0 : lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
        unsigned code = more == 0 ? lead : lead & (0x3Fu >> more);
        for (int k = 1; k <= more; ++k) code = (code << 6) | (static_cast<unsigned char>(text[i + k]) & 0x3Fu);
        found.push_back(code);
        i += static_cast<std::size_t>(more) + 1;
    }
    return found;
}

/// Characters of the text that the font cannot show, by number.
std::string missing(ImFont* font, std::string_view text) {
    std::string signs;
    for (const unsigned code : characters(text))
        if (code >= 0x20 && !has_glyph(font, code)) signs.append(std::to_string(code)).append(" ");
    return signs;
}

template <class Row>
void check_signs(std::span<const Row> rows) {
    for (const Row& row : rows) {
        CAPTURE(row.id, row.label);
        CHECK(missing(fonts().text, row.label) == "");
        if constexpr (requires { row.formula; }) {
            CAPTURE(row.formula);
            CHECK(missing(fonts().mono, row.formula) == "");
        }
        if constexpr (requires { row.source; }) CHECK(missing(fonts().small, row.source) == "");
        for (const Setting& setting : row.settings) CHECK(missing(fonts().text, setting.symbol) == "");
    }
}

}  // namespace

TEST_CASE("the fonts have every sign that labels, formulas and sources of the tables use") {
    Stage stage;
    stage.frames(1);
    check_signs(activations());
    check_signs(initializers());
    check_signs(layers());
    check_signs(losses());
    check_signs(regularizers());
    check_signs(augmentations());
    check_signs(input_noises());
    CHECK(missing(fonts().mono_small, "ρψω(x)") == "");
    check_signs(optimizers());
    check_signs(schedules());
    check_signs(generators());
    check_signs(features());
    check_signs(planes());
    check_signs(surfaces());
}

TEST_CASE("an emptied plane shows and asks for nothing; undo brings all back, other points begin anew") {
    Stage stage;
    stage.frames(2);
    SessionLink& link = stage.interface.link();
    const auto asks = [&] {
        const command::SetView& view = link.wanted().network;
        CHECK((view.boundary_columns > 0) == (view.surface_size > 0));
        CHECK((view.boundary_columns > 0) == (view.neuron_map_size > 0));
        return view.boundary_columns > 0;
    };
    const auto wait = [&] {
        stage.frames(2);
        REQUIRE(stage.session.wait_for(link.send(command::Publish{})));
        stage.frames(1);
    };
    link.send(command::Step{3});
    wait();
    CHECK(asks());
    const Scenario before = stage.interface.state().scenario;
    clear_points(stage.interface.state().scenario);
    wait();
    CHECK_FALSE(asks());
    CHECK_FALSE(link.snapshot().boundary);
    CHECK_FALSE(link.snapshot().neurons);
    CHECK_FALSE(link.snapshot().surface);

    stage.interface.state().scenario = before;
    wait();
    CHECK(asks());
    CHECK(link.snapshot().model.step == 3);

    clear_points(stage.interface.state().scenario);
    wait();
    auto& drawn = std::get<PointsSource>(stage.interface.state().scenario.data.source);
    draw_points(drawn, {0, 0, 0}, {2, 0, 0}, 0.5, 1);
    draw_points(drawn, {0, 2, 1}, {2, 2, 1}, 0.5, 2);
    wait();
    CHECK(asks());
    CHECK(link.snapshot().model.step == 0);
    CHECK(link.snapshot().model.data->points.size() == drawn.points.size());
}

TEST_CASE("every workspace is drawn at every size, in both themes, without an OpenGL error") {
    for (const auto& [width, height, scale] : {std::tuple{1024, 700, 1.0f}, {1600, 1000, 1.0f}, {2560, 1600, 2.0f}}) {
        Stage stage(width, height);
        stage.input.content_scale = scale;
        for (const WorkspaceRow& workspace : workspaces())
            for (const bool light : {false, true}) {
                CAPTURE(width, workspace.id, light);
                stage.interface.state().workspace = workspace.id;
                stage.interface.state().look.light = light;
                REQUIRE_NOTHROW(stage.frames(3));
            }
    }
}

TEST_CASE("the same options give the same screenshot") {
    ScreenshotOptions options;
    options.width = 1200, options.height = 800, options.epochs = 3;
    options.opening.threads = 1;
    std::string pictures[2];
    for (std::string& picture : pictures) {
        options.out = "window_screenshot_test.png";
        REQUIRE(take_screenshot(options));
        picture = read_file(options.out).value();
    }
    CHECK(pictures[0].size() > 20'000);
    CHECK((pictures[0] == pictures[1]));
    std::remove(options.out.c_str());
}

TEST_CASE("the space bar trains, and a stroke on the boundary draws points") {
    Stage stage;
    const auto press = [&](float x, float y, bool down) {
        stage.input.events = {{InputEvent::Kind::pointer, x, y}};
        stage.frames(1);
        stage.input.events = {{InputEvent::Kind::button, 0, 0, 0, down}};
        stage.frames(1);
        stage.input.events.clear();
        stage.frames(2);
    };
    stage.frames(3);
    stage.session.wait_for([](const Snapshot& snapshot) { return snapshot.model.data != nullptr; }, 10);
    stage.frames(1);
    const std::size_t before = stage.interface.link().snapshot().model.data->points.size();
    press(1000, 250, true);
    press(1040, 280, true);
    press(1040, 280, false);
    const auto* drawn = std::get_if<PointsSource>(&stage.interface.state().scenario.data.source);
    REQUIRE(drawn != nullptr);
    CHECK(drawn->points.size() > before);

    KeyPress space{.key = ' '};
    stage.input.events = {{InputEvent::Kind::key, 0, 0, ' ', true, space}};
    stage.frames(1);
    stage.input.events.clear();
    CHECK(stage.session.wait_for([](const Snapshot& s) { return s.model.step > 0; }, 20) != nullptr);
}
