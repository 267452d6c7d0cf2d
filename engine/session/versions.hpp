#pragma once

#include "engine/session/snapshot.hpp"

namespace ravine::session {

/// Puts the model into the snapshot and counts the versions of what differs from the model there. Parts that are equal
/// stay the same objects; pictures of another shape are taken out.
void put_model(Snapshot& snapshot, Model model);

/// Takes out the pictures nobody looks at.
void drop_unwatched_pictures(Snapshot& snapshot);

}  // namespace ravine::session
