#include "app/window/network/diagram_layout.hpp"

#include "tests/catch.hpp"

using namespace ravine;

namespace {

constexpr DiagramRoom room{
    .width = 600, .height = 400, .margin = 50, .least_pitch = 100, .least_tile = 14, .most_tile = 40};

DiagramLayout laid_out(const std::vector<int>& widths) { return lay_out_diagram(widths, room); }

float bottom(const DiagramColumn& column) { return column.y(column.shown - 1) + 0.5f * column.tile; }

}  // namespace

TEST_CASE("columns stand evenly between the margins, inputs left and output right") {
    const DiagramLayout layout = laid_out({4, 8, 8, 1});
    REQUIRE(layout.columns.size() == 4);
    CHECK(layout.width == 600);
    CHECK(layout.columns.front().middle == 50);
    CHECK(layout.columns.back().middle == 550);
    CHECK(layout.columns[2].middle - layout.columns[1].middle == Approx(500 / 3.0).margin(1));
}

TEST_CASE("tiles of a column lie inside the room, do not touch, and stand around its middle") {
    for (const int units : {1, 2, 5, 8, 13, 20, 21, 50, 4096}) {
        const DiagramColumn column = laid_out({2, units, 1}).columns[1];
        INFO(units << " units");
        CHECK(column.shown + column.hidden == units);
        CHECK(column.shown >= 1);
        CHECK(column.tile >= room.least_tile);
        CHECK(column.tile <= room.most_tile);
        CHECK(column.y(0) - 0.5f * column.tile >= 0);
        CHECK(bottom(column) <= room.height);
        CHECK(column.pitch > column.tile);
        if (column.hidden == 0)
            CHECK(0.5f * (column.y(0) + column.y(units - 1)) == Approx(0.5f * room.height).margin(0.5));
    }
}

TEST_CASE("a layer shows all its units as long as they fit, and else leaves room for a line of words") {
    CHECK(laid_out({2, 21, 1}).columns[1].hidden == 0);
    const DiagramColumn wide = laid_out({2, 60, 1}).columns[1];
    CHECK(wide.hidden > 0);
    CHECK(room.height - bottom(wide) >= room.least_tile);
}

TEST_CASE("a slim column has smaller tiles in the same places, but none too small to be seen") {
    for (const int units : {3, 8, 21}) {
        const DiagramColumn column = laid_out({2, units, 1}).columns[1];
        DiagramColumn slim = column;
        make_slim(slim, 8);
        CHECK(slim.tile >= 8);
        CHECK(slim.tile < column.tile);
        CHECK(slim.y(units - 1) == column.y(units - 1));
    }
}

TEST_CASE("a deep network becomes wider than its room instead of narrower than can be read") {
    const DiagramLayout layout = laid_out(std::vector<int>(12, 4));
    CHECK(layout.pitch == room.least_pitch);
    CHECK(layout.width == 2 * room.margin + 11 * room.least_pitch);
}

TEST_CASE("a place belongs to the tile or the gap that covers it") {
    const DiagramLayout layout = laid_out({4, 8, 1});
    for (int column = 0; column < 3; ++column) {
        const DiagramColumn& tiles = layout.columns[static_cast<std::size_t>(column)];
        for (int unit = 0; unit < tiles.shown; ++unit) {
            CHECK(unit_at(layout, tiles.middle, tiles.y(unit)) == DiagramUnit{column, unit});
            CHECK_FALSE(unit_at(layout, tiles.middle, tiles.y(unit) + 0.5f * tiles.pitch));
        }
        CHECK_FALSE(unit_at(layout, tiles.middle, tiles.y(0) - tiles.pitch));
        CHECK_FALSE(gap_at(layout, tiles.middle));
    }
    CHECK(gap_at(layout, layout.columns[1].right() + 1) == 1);
    CHECK(gap_at(layout, layout.columns[1].left() - 1) == 0);
    CHECK_FALSE(gap_at(layout, 1));
    CHECK_FALSE(gap_at(layout, 599));
}
