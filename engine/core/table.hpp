#pragma once
// A thing is a row in a table. A row type has at least `id`, `label` and `settings`; tables are constexpr arrays of
// rows.

#include <span>
#include <string>
#include <string_view>

#include "engine/core/result.hpp"
#include "engine/core/setting.hpp"

namespace ravine {

/// True where ids are unique and every row's settings are sound; for static_assert behind each table.
template <class Row>
constexpr bool is_sound_table(std::span<const Row> rows) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].id.empty() || !are_sound(rows[i].settings)) return false;
        for (std::size_t j = 0; j < i; ++j)
            if (rows[i].id == rows[j].id) return false;
    }
    return true;
}

/// The row with this id, or nullptr.
template <class Row>
constexpr const Row* find_row(std::span<const Row> rows, std::string_view id) {
    for (const Row& row : rows)
        if (row.id == id) return &row;
    return nullptr;
}

/// "sgd, momentum, adam"
template <class Row>
std::string known_ids(std::span<const Row> rows) {
    std::string ids;
    for (const Row& row : rows) ids += (ids.empty() ? "" : ", ") + std::string(row.id);
    return ids;
}

/// The row with this id, or an error that names the known ones. `kind` is the field's word: "optimizer".
template <class Row>
Result<const Row*> require_row(std::span<const Row> rows, std::string_view id, std::string_view kind,
                               std::string_view where) {
    if (const Row* row = find_row(rows, id)) return row;
    return input_error("unknown " + std::string(kind) + " '" + std::string(id) + "'", std::string(where),
                       "known: " + known_ids(rows));
}

/// The row's id with its settings at their defaults.
template <class Row>
Selection standard_selection(const Row& row) {
    return {std::string(row.id), standard_values(row.settings)};
}

/// Checks that the id is known and that there is a value in range for each of the row's settings.
template <class Row>
Result<const Row*> check_selection(std::span<const Row> rows, const Selection& selection, std::string_view kind,
                                   std::string_view where) {
    Result<const Row*> row = require_row(rows, selection.id, kind, where);
    if (!row) return row;
    const std::span<const Setting> settings = (*row)->settings;
    if (selection.values.size() != settings.size())
        return input_error(std::string(kind) + " '" + selection.id + "' has " + std::to_string(settings.size()) +
                               " settings, given " + std::to_string(selection.values.size()),
                           std::string(where));
    for (std::size_t i = 0; i < settings.size(); ++i)
        if (Status status = check_setting(settings[i], selection.values[i],
                                          std::string(where) + "." + std::string(settings[i].key));
            !status)
            return status.error();
    return row;
}

}  // namespace ravine
