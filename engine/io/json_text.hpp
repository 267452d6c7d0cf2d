#pragma once
// JSON text to values and back. Reading knows the line of every key, so that errors can say where; writing is laid out
// for people: what fits on a line stays on it.

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

#include "engine/core/result.hpp"

namespace ravine {

/// Keys keep their order.
using Json = nlohmann::ordered_json;

struct JsonDocument {
    Json root;
    std::string where;                              ///< the file's name; may be empty
    std::map<std::string, int, std::less<>> lines;  ///< of each key, by key path: "network.layers[1].units"

    /// "spiral.json:12: optimizer.type"; the nearest key above it lends its line to a path that has none.
    std::string place(std::string_view path) const;
};

/// Errors: anything that is not JSON (line and column named), a key given twice, nesting deeper than 64.
Result<JsonDocument> parse_json(std::string_view text, std::string_view where);

/// With two-space indent, and a line break at the end. Numbers read back to the same bits; not finite ones become null.
std::string format_json(const Json& value);

/// The number whose shortest text is the float's shortest text: 0.1 for 0.1f. Converted back to float, it is `value`.
double shortest_double(float value);

/// "network" and "layers" make "network.layers"; an empty path adds nothing.
std::string key_path(std::string_view path, std::string_view key);
std::string index_path(std::string_view path, std::size_t index);

}  // namespace ravine
