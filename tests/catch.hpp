#pragma once
// Catch2 2.13 (Debian 12) and 3 (Debian 13) under the same names. Tests include this and nothing else of Catch2.

#if __has_include(<catch2/catch_test_macros.hpp>)
#include <catch2/catch_approx.hpp>
#include <catch2/catch_message.hpp>
#include <catch2/catch_template_test_macros.hpp>
#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators.hpp>
#include <catch2/generators/catch_generators_range.hpp>
#include <catch2/matchers/catch_matchers.hpp>
#include <catch2/matchers/catch_matchers_floating_point.hpp>
#include <catch2/matchers/catch_matchers_string.hpp>

#include <string>
#include <utility>

using Catch::Approx;

/// REQUIRE_THAT(text, contains_text("part")): Catch2 has renamed its matcher for this.
inline auto contains_text(std::string part) { return Catch::Matchers::ContainsSubstring(std::move(part)); }
#else
#include <catch2/catch.hpp>

inline auto contains_text(const std::string& part) { return Catch::Matchers::Contains(part); }
#endif

using Catch::Matchers::EndsWith;
using Catch::Matchers::StartsWith;
using Catch::Matchers::WithinAbs;
using Catch::Matchers::WithinRel;
