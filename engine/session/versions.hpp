#pragma once

#include "engine/session/snapshot.hpp"

namespace ravine::session {

/// Puts the model into the snapshot and counts the versions of what differs from the model there. Parts that are equal
/// stay the same objects; pictures of another shape are taken out.
void put_model(Snapshot& snapshot, Model model);

/// Puts the network of an ensemble that is looked at into the snapshot, or none (see Snapshot::shown_member); the
/// loss surface of another one is taken out.
void put_member(Snapshot& snapshot, std::optional<Model> member, int shown);

/// Takes out the pictures nobody looks at.
void drop_unwatched_pictures(Snapshot& snapshot);

}  // namespace ravine::session
