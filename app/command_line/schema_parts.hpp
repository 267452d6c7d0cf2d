#pragma once
// Pieces of JSON schemas that follow from settings and tables.

#include <nlohmann/json.hpp>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "engine/core/setting.hpp"

namespace ravine::schema {

using Json = nlohmann::ordered_json;

/// Of a JSON type: "integer".
Json typed(std::string_view type, std::string_view description);

/// `optional`: null is allowed, and there is no default.
Json of_setting(const Setting& setting, bool optional = false);

/// With these keys and no others.
Json object_of(Json properties);

Json described(Json json, std::string_view description);

template <class Row>
Json ids_of(std::span<const Row> rows) {
    Json ids = Json::array();
    for (const Row& row : rows) ids.push_back(row.id);
    return ids;
}

/// One row of a table with its settings: {"type": id, settings…}.
template <class Row>
Json of_row(const Row& row) {
    Json properties{{"type", {{"const", row.id}}}};
    for (const Setting& setting : row.settings) properties[std::string(setting.key)] = of_setting(setting);
    Json json = object_of(std::move(properties));
    json["required"] = {"type"};
    json["title"] = row.label;
    return json;
}

/// Any row of the table, or the bare id of one.
template <class Row>
Json selection_of(std::span<const Row> rows, std::string_view description, std::string_view standard) {
    Json ways = Json::array({{{"enum", ids_of(rows)}}});
    for (const Row& row : rows) ways.push_back(of_row(row));
    return {{"description", description}, {"default", standard}, {"oneOf", std::move(ways)}};
}

}  // namespace ravine::schema
