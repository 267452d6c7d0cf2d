#pragma once
// Loss and accuracy of what a model predicts, whether one network or several say it.

#include "engine/core/parallel.hpp"
#include "engine/data/dataset.hpp"
#include "engine/train/history.hpp"
#include "engine/train/model.hpp"

namespace ravine {

/// Loss, and accuracy where there are classes, of a model's predictions over one split of its data: for an ensemble,
/// of the mean prediction. NaN for no points.
Metrics prediction_metrics(const Model& model, Split split, ThreadPool& pool);

}  // namespace ravine
