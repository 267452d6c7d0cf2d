#pragma once
// "did you mean …": the known name nearest to a mistyped one.

#include <span>
#include <string>
#include <string_view>

namespace ravine {

/// The name with the fewest letters to add, drop or replace (Levenshtein 1966), if those are at most a third of the
/// longer name (and one letter in any case); empty otherwise. The first of several equally near ones.
std::string_view nearest_name(std::string_view name, std::span<const std::string_view> known);

/// "did you mean 'adam'? known: sgd, momentum, adam", without the question where no name is near.
std::string known_names_hint(std::string_view name, std::span<const std::string_view> known);

}  // namespace ravine
