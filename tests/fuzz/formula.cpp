// The reader of formulas against random bytes and random pieces of formulas.
#include <rapidcheck.h>

#include <string>
#include <vector>

#include "engine/formula/formula.hpp"
#include "tests/catch.hpp"
#include "tests/fuzz/readers.hpp"

using namespace ravine;

namespace {

/// Of what a formula is made of, and a little else.
rc::Gen<std::string> tricky_formula() {
    const auto piece = rc::gen::element<std::string>(
        "x", "y", "κ", "m̂", "β₁", "xy", "e", "π", "2", "1.5", ".5", "1e3", "½", "²", "⁻¹", "+", "-", "−", "·", "*", "/",
        "^", "√", "|", "(", "(", ")", ")", ",", "sin(", "max(", "atan2(", "sqrt(", "floor(", "mod(", " ", " ", "sin",
        "\xC3", "\x80", "1..", "e5", "?", "=", "\n", std::string(1, '\0'), "1e999");
    return rc::gen::map(rc::gen::container<std::vector<std::string>>(piece),
                        [](const std::vector<std::string>& pieces) {
                            std::string text;
                            for (const std::string& part : pieces) text += part;
                            return text;
                        });
}

/// One that can be read, of so many levels.
std::string sound_formula(int levels) {
    if (levels == 0) return *rc::gen::element<std::string>("x", "y", "κ", "2", "½", "0.3", "π", "0");
    const std::string a = sound_formula(levels - 1), b = sound_formula(levels - 1);
    switch (*rc::gen::inRange(0, 8)) {
        case 0:
            return "(" + a + " + " + b + ")";
        case 1:
            return "(" + a + ")·(" + b + ")";
        case 2:
            return "(" + a + ")/(" + b + ")";
        case 3:
            return "(" + a + ")²";
        case 4:
            return "√(" + a + ") − |" + b + "|";
        case 5:
            return "max(" + a + ", " + b + ")";
        case 6:
            return "(" + a + ")^(" + b + ")";
        default:
            return "tanh(" + a + ")";
    }
}

}  // namespace

TEST_CASE("random bytes are a formula or an error at its place") {
    CHECK(rc::check("bytes", [] { RC_ASSERT(test::formula_fault(*rc::gen::arbitrary<std::string>()) == ""); }));
}

TEST_CASE("random pieces of formulas are a formula or an error at its place") {
    CHECK(rc::check("pieces", [] { RC_ASSERT(test::formula_fault(*tricky_formula()) == ""); }));
}

TEST_CASE("a formula that is put together by the rules can be read") {
    CHECK(rc::check("sound", [] {
        const std::string text = sound_formula(*rc::gen::inRange(0, 5));
        RC_ASSERT(bool(read_formula(text, std::vector<std::string_view>{"x", "y"})));
        RC_ASSERT(test::formula_fault(text) == "");
    }));
}
