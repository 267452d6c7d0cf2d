#pragma once
// OpenGL 3.3 core, as declared by the system's headers (GL_GLEXT_PROTOTYPES is defined by the build).

#include <GL/gl.h>
#include <GL/glext.h>

namespace ravine::gl {

/// Throws std::runtime_error when OpenGL has reported an error since the last call: a rendering error is a defect of
/// ours, and must not go by unseen. `where` names the place.
void check_errors(const char* where);

}  // namespace ravine::gl
