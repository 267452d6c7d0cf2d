#include "engine/core/setting.hpp"

#include <limits>

#include "engine/core/table.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

constexpr std::string_view forms[] = {"polyak", "moving_average"};

constexpr Setting rate = {"learning_rate", "Learning rate", "η", "Step length.", 0.1, 1e-6, 10, Scale::logarithmic};
constexpr Setting units = {"units", "Units", "", "Width.", 8, 1, 512, Scale::integer};
constexpr Setting shuffled = {"shuffle", "Shuffle", "", "Every epoch.", 1, 0, 1, Scale::toggle};
constexpr Setting form = {"formulation", "Formulation", "", "Of momentum.", 0, 0, 1, Scale::choice, forms};

constexpr Setting with_key(std::string_view key) { return {key, "", "", "", 1, 0, 2}; }
constexpr Setting with_range(double standard, double least, double most) {
    return {"key", "", "", "", standard, least, most};
}

struct Row {
    std::string_view id;
    std::span<const Setting> settings;
};

constexpr Setting pair[] = {rate, units};
constexpr Row rows[] = {{"one", {}}, {"two", pair}};

std::string parse_error(const Setting& setting, std::string_view text) {
    const Result<double> result = parse_setting(setting, text, "optimizer.key");
    REQUIRE_FALSE(result);
    return result.error().message();
}

double parsed(const Setting& setting, std::string_view text) {
    const Result<double> result = parse_setting(setting, text, "key");
    REQUIRE(result);
    return *result;
}

std::string selection_error(const Selection& selection) {
    const auto row = check_selection(std::span<const Row>(rows), selection, "thing", "things");
    REQUIRE_FALSE(row);
    return row.error().message();
}

}  // namespace

TEST_CASE("unsound settings and tables are told apart from sound ones at compile time") {
    STATIC_REQUIRE(is_sound(rate));
    STATIC_REQUIRE(is_sound(form));
    STATIC_REQUIRE_FALSE(is_sound(with_key("")));
    STATIC_REQUIRE_FALSE(is_sound(with_key("learningRate")));
    STATIC_REQUIRE_FALSE(is_sound(with_key("learning-rate")));
    STATIC_REQUIRE_FALSE(is_sound(with_range(-1, 0, 1)));
    STATIC_REQUIRE_FALSE(is_sound(with_range(2, 0, 1)));
    STATIC_REQUIRE_FALSE(is_sound(with_range(std::numeric_limits<double>::quiet_NaN(), 0, 1)));
    STATIC_REQUIRE_FALSE(is_sound(Setting{"form", "", "", "", 0, 0, 2, Scale::choice, forms}));

    static constexpr Setting twice[] = {rate, rate};
    STATIC_REQUIRE_FALSE(are_sound(twice));
    static constexpr Row same_id[] = {{"one", {}}, {"one", {}}};
    static constexpr Row bad_settings[] = {{"one", twice}};
    STATIC_REQUIRE(is_sound_table(std::span<const Row>(rows)));
    STATIC_REQUIRE_FALSE(is_sound_table(std::span<const Row>(same_id)));
    STATIC_REQUIRE_FALSE(is_sound_table(std::span<const Row>(bad_settings)));
}

TEST_CASE("a setting's text becomes its number and comes back") {
    CHECK(parsed(rate, "0.062") == 0.062);
    CHECK(parsed(rate, "1e-3") == 1e-3);
    CHECK(parsed(units, "512") == 512);
    CHECK(parsed(shuffled, "true") == 1);
    CHECK(parsed(shuffled, "false") == 0);
    CHECK(parsed(form, "moving_average") == 1);
    for (double value : {1e-6, 0.1, 1.0 / 3, 0.30000000000000004, 10.0})
        CHECK(parsed(rate, format_setting(rate, value)) == value);
    for (double value : {0.0, 1.0}) {
        CHECK(parsed(shuffled, format_setting(shuffled, value)) == value);
        CHECK(parsed(form, format_setting(form, value)) == value);
    }
    CHECK(format_setting(rate, 0.1) == "0.1");
    CHECK(format_setting(units, 8) == "8");
    CHECK(format_setting(form, 1) == "moving_average");
    CHECK(format_setting(shuffled, 1) == "true");
    for (const double none : {-1.0, 2.0, 1e300, std::numeric_limits<double>::infinity()})
        CHECK_FALSE(parse_setting(form, format_setting(form, none), "key"));
    CHECK(format_setting(form, std::numeric_limits<double>::quiet_NaN()) == "nan");
}

TEST_CASE("a setting's error names the place and what would be right") {
    CHECK_THAT(parse_error(rate, "20"),
               StartsWith("optimizer.key: 20 is out of range") && contains_text("1e-06 to 10"));
    CHECK_THAT(parse_error(rate, "fast"), contains_text("'fast'") && contains_text("a number from"));
    CHECK_THAT(parse_error(rate, "0.1x"), contains_text("'0.1x'"));
    CHECK_THAT(parse_error(rate, ""), contains_text("''"));
    CHECK_THAT(parse_error(units, "2.5"), contains_text("a whole number from 1 to 512"));
    CHECK_THAT(parse_error(shuffled, "2"), contains_text("true or false"));
    CHECK_THAT(parse_error(form, "nesterov"), contains_text("polyak, moving_average"));
    for (std::string_view text : {"nan", "inf", "-inf"})
        CHECK_THAT(parse_error(rate, text), contains_text("out of range"));
}

TEST_CASE("check_setting holds the ends of the range and nothing beyond") {
    CHECK(check_setting(rate, 1e-6, ""));
    CHECK(check_setting(rate, 10, ""));
    CHECK_FALSE(check_setting(rate, 0, ""));
    CHECK_FALSE(check_setting(rate, 10.1, ""));
    CHECK_FALSE(check_setting(rate, std::numeric_limits<double>::quiet_NaN(), ""));
    CHECK_FALSE(check_setting(units, 8.5, ""));
    CHECK_FALSE(check_setting(shuffled, 0.5, ""));
    CHECK_FALSE(check_setting(form, 2, ""));
}

TEST_CASE("rows are found by id, and unknown ones answered with the known") {
    const std::span<const Row> table(rows);
    CHECK(find_row(table, "two") == &rows[1]);
    CHECK(find_row(table, "three") == nullptr);
    CHECK(known_ids(table) == "one, two");
    const auto missing = require_row(table, "three", "thing", "things[2]");
    REQUIRE_FALSE(missing);
    CHECK(missing.error().message() == "things[2]: unknown thing 'three'; known: one, two");
    CHECK(index_of_setting(pair, "units") == 1);
    CHECK(index_of_setting(pair, "unit") == -1);
    CHECK(standard_selection(rows[1]) == Selection{"two", {0.1, 8}});
}

TEST_CASE("a selection needs a known id and a value in range for each setting") {
    const auto row = check_selection(std::span<const Row>(rows), {"two", {0.1, 8}}, "thing", "things");
    REQUIRE(row);
    CHECK(*row == &rows[1]);
    CHECK_THAT(selection_error({"two", {0.1}}), contains_text("has 2 settings, given 1"));
    CHECK_THAT(selection_error({"two", {0.1, 0}}), StartsWith("things.units: 0 is out of range"));
    CHECK_THAT(selection_error({"none", {}}), contains_text("unknown thing 'none'"));
}

TEST_CASE("an error is one line: where, what, hint; and knows whose fault it is") {
    CHECK(input_error("no").message() == "no");
    CHECK(input_error("no", "a.json").message() == "a.json: no");
    CHECK(input_error("no", "a.json", "yes").message() == "a.json: no; yes");
    CHECK(input_error("no").fault == Fault::input);
    CHECK(system_error("disk").fault == Fault::system);
    const Result<int> failed = input_error("no");
    CHECK_THROWS(failed.value());
    const Result<int> fine = 3;
    CHECK_THROWS(fine.error());
    CHECK(*fine == 3);
    CHECK(Status());
    CHECK_FALSE(Status(input_error("no")));
}
