#pragma once
// A back end that cannot go on: a device lost, its memory short, its driver gone.

#include <stdexcept>
#include <string_view>

namespace ravine {

/// Thrown by plans and pictures. `what()` is one clear sentence without an end stop, about what failed and, where that
/// is known, why: "the GPU was lost: unspecified launch failure". Afterwards the plan that has thrown it is dead: it is
/// asked nothing more, and destroyed.
class BackendFailure : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// Advice for those who have asked for the back end that has failed.
inline constexpr std::string_view way_out = "the back end 'auto' would go on with the CPU";

}  // namespace ravine
