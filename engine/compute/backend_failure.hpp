#pragma once
// A back end that cannot go on: a device lost, its memory short, its driver gone.

#include <stdexcept>

namespace ravine {

/// Thrown by plans and pictures. `what()` is one clear sentence without an end stop, about what failed and, where that
/// is known, why: "the GPU was lost: unspecified launch failure". Afterwards the plan that has thrown it is dead: it is
/// asked nothing more, and destroyed.
class BackendFailure : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

}  // namespace ravine
