#pragma once
// A list to pick a row of a table from: the closed box shows the label, the list explains each row by its formula,
// settings and source.

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "engine/core/table.hpp"

namespace ravine {

/// One line of a list.
struct Choice {
    std::string_view id, label, formula = {}, source = {};
    bool enabled = true;
    std::string_view why_not = {};       ///< help where it is not enabled
    std::function<void()> picture = {};  ///< for its tooltip
    std::span<const Setting> settings = {};
};

/// Label left, box right as wide as the rest; without a label the box takes the whole width. Returns the index that was
/// picked, or −1. Choices are controls "id.CHOICE_ID".
int choice_combo(const char* id, std::string_view label, std::span<const Choice> choices, int selected);

/// The same as an open list of lines so wide, inside a menu of one's own.
int choice_list(const char* id, std::span<const Choice> choices, int selected, float width);

/// Any row with id and label; formula, source and settings where it has them.
template <class Row>
Choice choice_of(const Row& row) {
    Choice choice{row.id, row.label};
    if constexpr (requires { row.formula; }) choice.formula = row.formula;
    if constexpr (requires { row.source; }) choice.source = row.source;
    if constexpr (requires { row.settings; }) choice.settings = row.settings;
    return choice;
}

template <class Row>
int index_of_row(std::span<const Row> rows, std::string_view id) {
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (rows[i].id == id) return static_cast<int>(i);
    return -1;
}

/// Picks a row by id; true when another one was picked.
template <class Row>
bool row_combo(const char* id, std::string_view label, std::span<const Row> rows, std::string& chosen) {
    std::vector<Choice> choices;
    for (const Row& row : rows) choices.push_back(choice_of(row));
    const int picked = choice_combo(id, label, choices, index_of_row(rows, chosen));
    if (picked < 0 || rows[static_cast<std::size_t>(picked)].id == chosen) return false;
    chosen = rows[static_cast<std::size_t>(picked)].id;
    return true;
}

/// A row with its settings at their defaults, except those that the selection of the row before has, too, and has
/// changed.
template <class Row>
Selection selection_of(const Row& row, const Row* before, const Selection& earlier) {
    Selection fresh = standard_selection(row);
    for (std::size_t i = 0; before != nullptr && i < before->settings.size(); ++i) {
        const int place = index_of_setting(row.settings, before->settings[i].key);
        if (place >= 0 && earlier.values[i] != before->settings[i].standard)
            fresh.values[static_cast<std::size_t>(place)] = earlier.values[i];
    }
    return fresh;
}

/// Picks a row; its settings are as in selection_of.
template <class Row>
bool selection_combo(const char* id, std::string_view label, std::span<const Row> rows, Selection& selection) {
    const Row* before = find_row(rows, selection.id);
    std::string chosen = selection.id;
    if (!row_combo(id, label, rows, chosen)) return false;
    selection = selection_of(*find_row(rows, chosen), before, selection);
    return true;
}

}  // namespace ravine
