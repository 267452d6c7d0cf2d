#include "app/command_line/training_files.hpp"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <nlohmann/json.hpp>

namespace ravine {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<HistoryColumn, 8> columns{{
    {"epoch", "whole epochs done; row 0 is the network as initialised",
     [](const HistoryRow& row) { return double(row.epoch); }},
    {"step", "mini-batches done", [](const HistoryRow& row) { return double(row.step); }},
    {"seconds", "of training, since its start", [](const HistoryRow& row) { return row.seconds; }},
    {"train_loss", "mean over the training points, without the penalty",
     [](const HistoryRow& row) { return row.train.loss; }},
    {"validation_loss", "the same over the validation points",
     [](const HistoryRow& row) { return row.validation.loss; }},
    {"train_accuracy", "share of training points classified right",
     [](const HistoryRow& row) { return row.train.accuracy; }},
    {"validation_accuracy", "the same of the validation points",
     [](const HistoryRow& row) { return row.validation.accuracy; }},
    {"learning_rate", "of the epoch's last step, schedule included",
     [](const HistoryRow& row) { return row.learning_rate; }},
}};

Json number(double value) { return std::isfinite(value) ? Json(value) : Json(nullptr); }

struct SummaryRow {
    SummaryKey key;
    Json (*value)(const TrainingResult& result);
};

Json members_json(const std::vector<Metrics>& members) {
    Json list = Json::array();
    for (const Metrics& validation : members)
        list.push_back(
            {{"validation_loss", number(validation.loss)}, {"validation_accuracy", number(validation.accuracy)}});
    return list;
}

const std::array<SummaryRow, 20>& summary_rows() {
    using R = const TrainingResult&;
    static const std::array<SummaryRow, 20> rows{{
        {{"train_loss", "final loss over the training points, without the penalty"},
         [](R r) { return number(r.train.loss); }},
        {{"validation_loss", "final loss over the validation points"}, [](R r) { return number(r.validation.loss); }},
        {{"train_accuracy", "share of training points classified right"}, [](R r) { return number(r.train.accuracy); }},
        {{"validation_accuracy", "share of validation points classified right"},
         [](R r) { return number(r.validation.accuracy); }},
        {{"members", "of an ensemble: validation_loss and validation_accuracy of each network; else an empty list"},
         [](R r) { return members_json(r.members); }},
        {{"penalty", "λ₁·Σ|w| + λ₂·Σw², added to the loss in training"}, [](R r) { return number(r.penalty); }},
        {{"epochs", "whole epochs that the model has gone"}, [](R r) { return Json(r.model.epoch); }},
        {{"steps", "mini-batches that the model has gone"}, [](R r) { return Json(r.model.step); }},
        {{"stop", "why training ended, in words"}, [](R r) { return Json(r.stop.words); }},
        {{"diverged",
          "true where the loss became infinite; the model is then that of the epoch with the lowest training loss"},
         [](R r) { return Json(r.diverged()); }},
        {{"parameters", "number of trained parameters"}, [](R r) { return Json(r.model.network->parameter_count()); }},
        {{"train_points", "points trained on"}, [](R r) { return Json(r.model.data->count(Split::train)); }},
        {{"validation_points", "points validated on"},
         [](R r) { return Json(r.model.data->count(Split::validation)); }},
        {{"seed", "of initial weights and shuffling"}, [](R r) { return Json(r.model.scenario->seed); }},
        {{"samples_per_second", "samples trained on a second"}, [](R r) { return number(r.samples_per_second()); }},
        {{"train_seconds", "of training alone, without loading, pictures and files"},
         [](R r) { return number(r.seconds); }},
        {{"threads", "that trained"}, [](R r) { return Json(r.threads); }},
        {{"backend", "that trained, at the end"}, [](R r) { return Json(r.backend); }},
        {{"way", "how it computed for a network of this size"}, [](R r) { return Json(r.way); }},
        {{"fell_back", "where another back end failed, from where on this one trained, and why"},
         [](R r) { return r.fell_back.empty() ? Json(nullptr) : Json(r.fell_back); }},
    }};
    return rows;
}

}  // namespace

std::span<const HistoryColumn> history_columns() { return columns; }

std::string history_csv(std::span<const HistoryRow> rows) {
    std::string text;
    for (const HistoryColumn& column : columns) text += fmt::format("{}{}", text.empty() ? "" : ",", column.id);
    text += '\n';
    for (const HistoryRow& row : rows)
        for (const HistoryColumn& column : columns) {
            const double value = column.value(row);
            if (std::isfinite(value)) text += fmt::format("{}", value);
            text += &column == &columns.back() ? '\n' : ',';
        }
    return text;
}

std::span<const SummaryKey> summary_keys() {
    static const std::vector<SummaryKey> keys = [] {
        std::vector<SummaryKey> found;
        for (const SummaryRow& row : summary_rows()) found.push_back(row.key);
        return found;
    }();
    return keys;
}

std::string summary_json(const TrainingResult& result) {
    Json json;
    for (const SummaryRow& row : summary_rows()) json[std::string(row.key.id)] = row.value(result);
    return json.dump(2) + '\n';
}

}  // namespace ravine
