#pragma once
// A row picked from a table, as JSON: {"type": "adam", "learning_rate": 0.01, …}, or the bare id where the row's
// settings keep their defaults. The same code reads every table.

#include <string>
#include <string_view>
#include <vector>

#include "engine/core/table.hpp"
#include "engine/io/json_reader.hpp"

namespace ravine {

/// What reading needs to know of a row, whatever its table.
struct RowChoice {
    std::string_view id;
    std::span<const Setting> settings;
};

template <class Row>
std::vector<RowChoice> row_choices(std::span<const Row> rows) {
    std::vector<RowChoice> choices;
    for (const Row& row : rows) choices.push_back({row.id, row.settings});
    return choices;
}

/// The row that `value`, a text, names; nullptr after an error, which lists the known ids. `kind`: "optimizer".
const RowChoice* read_row(JsonContext& context, const Json& value, std::span<const RowChoice> rows,
                          std::string_view kind, std::string_view path);

/// Reads the row's id and its settings. Settings that are missing have their defaults; a missing "type" is an error.
Selection read_selection(JsonContext& context, const Json& value, std::span<const RowChoice> rows,
                         std::string_view kind, const std::string& path);

template <class Row>
Selection read_selection(JsonContext& context, const Json& value, std::span<const Row> rows, std::string_view kind,
                         const std::string& path) {
    return read_selection(context, value, std::span<const RowChoice>(row_choices(rows)), kind, path);
}

/// Appends the row's settings to an object.
void add_settings(Json& object, std::span<const Setting> settings, std::span<const double> values);

/// {"type": id, settings…}; what read_selection reads back. An unknown id has no settings.
template <class Row>
Json selection_json(const Selection& selection, std::span<const Row> rows) {
    Json object = {{"type", selection.id}};
    if (const Row* row = find_row(rows, selection.id)) add_settings(object, row->settings, selection.values);
    return object;
}

/// The bare id where the row has no settings, else as selection_json.
template <class Row>
Json short_selection_json(const Selection& selection, std::span<const Row> rows) {
    return selection.values.empty() ? Json(selection.id) : selection_json(selection, rows);
}

}  // namespace ravine
