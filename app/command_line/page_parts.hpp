#pragma once
// Parts of the generated pages: tables of keys from schemas, lists of rows from tables.

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "engine/core/result.hpp"

namespace ravine {

inline constexpr std::string_view notice =
    "<!-- Written by `ravine docs` from the tables in the sources; change those. -->\n\n";

/// A bar would end the table's cell.
std::string in_cell(std::string_view text);

/// The properties of a JSON schema's object, and of those inside it.
std::string keys_table(const nlohmann::ordered_json& object);

/// One table of rows with formulas, sources and settings. `kind`: as `ravine list` calls it.
Result<std::string> rows_section(std::string_view kind, std::string_view key, std::string_view introduction);

}  // namespace ravine
