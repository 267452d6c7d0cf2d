#pragma once
// Every table of the program in one form: for `ravine list` and for the documentation.

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/core/result.hpp"
#include "engine/core/setting.hpp"

namespace ravine {

/// A row of any table.
struct ListEntry {
    std::string id, label;
    std::vector<std::pair<std::string_view, std::string>> facts;  ///< "formula", "source", "help", …; none is empty
    std::span<const Setting> settings;

    /// The fact of this name, or nothing.
    std::string fact(std::string_view name) const;
};

struct ListKind {
    std::string_view id;     ///< "activations"
    std::string_view label;  ///< "Activations"
    std::span<const Setting> settings;
    Result<std::vector<ListEntry>> (*entries)();
};

std::span<const ListKind> list_kinds();

/// As JSON: [{"id", "label", facts…, "settings": [{"key", "label", "default", "least", "most", "scale", …}]}].
std::string listing_json(const std::vector<ListEntry>& entries);
/// For people: a paragraph a row.
std::string listing_text(const std::vector<ListEntry>& entries);

/// "0.01, from 0 to 10": default and range of a setting in words.
std::string setting_range(const Setting& setting);

}  // namespace ravine
