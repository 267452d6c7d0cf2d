#include "app/window/display/offscreen_display.hpp"
#include "app/window/display/software_renderer.hpp"

#include <EGL/egl.h>
#include <EGL/eglext.h>

#include <cstring>

namespace ravine {

struct OffscreenDisplay::Context {
    EGLDisplay display = EGL_NO_DISPLAY;
    EGLContext context = EGL_NO_CONTEXT;
    EGLSurface surface = EGL_NO_SURFACE;

    bool open(EGLDisplay candidate);
    bool make_current(EGLConfig config);
    ~Context();
};

bool OffscreenDisplay::Context::make_current(EGLConfig config) {
    constexpr EGLint wanted[] = {
        EGL_CONTEXT_MAJOR_VERSION,           3,       EGL_CONTEXT_MINOR_VERSION, 3, EGL_CONTEXT_OPENGL_PROFILE_MASK,
        EGL_CONTEXT_OPENGL_CORE_PROFILE_BIT, EGL_NONE};
    context = eglCreateContext(display, config, EGL_NO_CONTEXT, wanted);
    if (context == EGL_NO_CONTEXT) return false;
    if (eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, context) == EGL_TRUE) return true;
    constexpr EGLint tiny[] = {EGL_WIDTH, 16, EGL_HEIGHT, 16, EGL_NONE};
    surface = eglCreatePbufferSurface(display, config, tiny);
    return surface != EGL_NO_SURFACE && eglMakeCurrent(display, surface, surface, context) == EGL_TRUE;
}

bool OffscreenDisplay::Context::open(EGLDisplay candidate) {
    if (candidate == EGL_NO_DISPLAY || eglInitialize(candidate, nullptr, nullptr) != EGL_TRUE) return false;
    display = candidate;
    if (eglBindAPI(EGL_OPENGL_API) != EGL_TRUE) return false;
    constexpr EGLint wanted[] = {EGL_SURFACE_TYPE, EGL_PBUFFER_BIT, EGL_RENDERABLE_TYPE, EGL_OPENGL_BIT, EGL_NONE};
    EGLConfig config = nullptr;
    EGLint found = 0;
    return eglChooseConfig(display, wanted, &config, 1, &found) == EGL_TRUE && found == 1 && make_current(config);
}

OffscreenDisplay::Context::~Context() {
    if (display == EGL_NO_DISPLAY) return;
    eglMakeCurrent(display, EGL_NO_SURFACE, EGL_NO_SURFACE, EGL_NO_CONTEXT);
    if (surface != EGL_NO_SURFACE) eglDestroySurface(display, surface);
    if (context != EGL_NO_CONTEXT) eglDestroyContext(display, context);
    eglTerminate(display);
}

OffscreenDisplay::OffscreenDisplay() = default;

OffscreenDisplay::~OffscreenDisplay() {
    picture_.reset();  // while the context is there
}

Result<std::unique_ptr<OffscreenDisplay>> OffscreenDisplay::create(int width, int height) {
    leave_room_for_training();
    std::unique_ptr<OffscreenDisplay> made(new OffscreenDisplay);
    const char* known = eglQueryString(EGL_NO_DISPLAY, EGL_EXTENSIONS);
    const bool surfaceless = known != nullptr && std::strstr(known, "EGL_MESA_platform_surfaceless") != nullptr;
    made->context_ = std::make_unique<Context>();
    bool open = surfaceless && made->context_->open(
                                   eglGetPlatformDisplay(EGL_PLATFORM_SURFACELESS_MESA, EGL_DEFAULT_DISPLAY, nullptr));
    if (!open) {
        made->context_ = std::make_unique<Context>();
        open = made->context_->open(eglGetDisplay(EGL_DEFAULT_DISPLAY));
    }
    if (!open)
        return system_error("no OpenGL 3.3 without a display", "EGL",
                            "install a driver, such as Debian's libgl1-mesa-dri and libegl-mesa0");
    made->picture_ = std::make_unique<gl::Framebuffer>(width, height);
    return made;
}

void OffscreenDisplay::finish() const { glFinish(); }

gl::Pixels OffscreenDisplay::pixels() const {
    picture_->bind();
    return gl::read_pixels(0, 0, width(), height());
}

}  // namespace ravine
