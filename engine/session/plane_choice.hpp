#pragma once

#include "engine/landscape/loss_plane.hpp"

namespace ravine::session {

/// Id of the choice that is no row of the plane table: the path's PCA plane as soon as there is one.
inline constexpr std::string_view automatic_plane = "auto";

/// Error: neither "auto" nor a row of the plane table with its settings.
Status check_plane(const Selection& plane);

/// The plane asked for; a random one in place of the path's PCA plane while the path has fewer than three different
/// points.
Result<LossPlane> choose_plane(const Model& model, const Selection& plane, ThreadPool& pool);

}  // namespace ravine::session
