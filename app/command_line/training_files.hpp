#pragma once
// What `ravine train` writes, as text.

#include <span>
#include <string>
#include <string_view>

#include "app/command_line/training_run.hpp"

namespace ravine {

/// A column of history.csv.
struct HistoryColumn {
    std::string_view id;
    std::string_view help;
    double (*value)(const HistoryRow& row);
};
std::span<const HistoryColumn> history_columns();

/// Numbers that are not finite leave their cell empty.
std::string history_csv(std::span<const HistoryRow> rows);

/// A key of summary.json.
struct SummaryKey {
    std::string_view id;
    std::string_view help;
};
std::span<const SummaryKey> summary_keys();

/// Numbers that are not finite become null.
std::string summary_json(const TrainingResult& result);

}  // namespace ravine
