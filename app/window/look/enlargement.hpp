#pragma once

namespace ravine {

/// By how much type and controls are drawn larger than the monitor asks for: what is wanted, but no more than leaves
/// the panels room in a window of so many logical pixels. Never below 1 for that reason alone.
float affordable_enlargement(float wanted, float width, float height);

}  // namespace ravine
