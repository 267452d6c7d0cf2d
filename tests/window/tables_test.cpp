// The window's tables: every panel has a place of its own, every shortcut its own keys.

#include <set>
#include <tuple>

#include "app/window/bars/shortcuts.hpp"
#include "app/window/panels.hpp"
#include "tests/catch.hpp"

using namespace ravine;

TEST_CASE("every panel stands in a known workspace, inside a column that has a width") {
    for (const PanelRow& row : panels()) {
        CAPTURE(row.id);
        REQUIRE(find_row(workspaces(), row.workspace) != nullptr);
        CHECK(row.draw != nullptr);
        CHECK(row.area.column >= 0);
        CHECK(row.area.column < 3);
        CHECK(row.area.top < row.area.bottom);
        CHECK(row.area.top >= 0);
        CHECK(row.area.bottom <= 1);
    }
}

TEST_CASE("no two panels of a workspace lie over each other, and none of its columns is empty") {
    for (const WorkspaceRow& workspace : workspaces()) {
        std::array<float, 3> covered{};
        for (const PanelRow& row : panels()) {
            if (row.workspace != workspace.id) continue;
            covered[static_cast<std::size_t>(row.area.column)] += row.area.bottom - row.area.top;
            for (const PanelRow& other : panels()) {
                if (&other == &row || other.workspace != row.workspace || other.area.column != row.area.column)
                    continue;
                CAPTURE(row.id, other.id);
                CHECK((other.area.top >= row.area.bottom || row.area.top >= other.area.bottom));
            }
        }
        for (std::size_t column = 0; column < covered.size(); ++column) {
            CAPTURE(workspace.id, column);
            CHECK_THAT(static_cast<double>(covered[column]), WithinAbs(1, 1e-6));
        }
    }
}

TEST_CASE("two lists share a column's height so that neither scrolls where both have room") {
    for (const float upper : {100.f, 300.f, 420.f})
        for (const float lower : {100.f, 300.f, 420.f}) {
            CAPTURE(upper, lower);
            const float height = upper_height(848, upper, lower);
            CHECK(height >= upper - 0.01f);
            CHECK(848 - height >= lower - 0.01f);
        }
    CHECK(upper_height(600, 400, 500) == 330);
    CHECK(upper_height(600, 200, 500) == 200);
    CHECK(upper_height(600, 500, 150) == 450);
}

TEST_CASE("every shortcut has keys of its own") {
    std::set<std::tuple<int, bool, bool>> taken;
    for (const ShortcutRow& row : shortcuts()) {
        CAPTURE(row.id);
        CHECK(taken.emplace(row.key, row.control, row.shift).second);
        CHECK_FALSE(row.keys.empty());
        CHECK_FALSE(row.label.empty());
    }
}
