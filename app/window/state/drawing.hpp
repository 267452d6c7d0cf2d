#pragma once
// Drawing points with the brush: edits of the scenario's data, and nothing else.

#include "engine/data/dataset.hpp"
#include "engine/train/scenario.hpp"

namespace ravine {

/// The scenario's points as a list that can be edited: from now on they are drawn points, no longer a generator's or a
/// file's. `shown` is the data that the worker has loaded for this scenario; its points keep training or validating.
PointsSource& make_drawn(Scenario& scenario, const Dataset& shown);

/// True while nothing has been drawn on an empty plane: there is nothing to train on, and no network to show yet.
bool waits_for_points(const Scenario& scenario);

/// Lets the share that validates decide about every point again: for when somebody changes it.
void split_anew(Scenario& scenario);

/// Starts with an empty plane: no points, the classes that there were, at least two.
void clear_points(Scenario& scenario);

/// A stroke of the brush from one place to another: points at random within `radius`, about one per third of it.
/// `stroke` counts the strokes so that each is different and all are repeatable.
void draw_points(PointsSource& source, Point from, Point to, double radius, std::uint64_t stroke);

/// Takes away all points within `radius` of a place in the picture, where a curve's points have their target as height;
/// true where there was one.
bool erase_points(PointsSource& source, Task task, double across, double up, double radius);

}  // namespace ravine
