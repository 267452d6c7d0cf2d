#pragma once
// The picture of a terrain.

#include <memory>

#include "app/pictures/relief/camera.hpp"
#include "app/pictures/relief/terrain.hpp"
#include "app/window/gl/mesh.hpp"
#include "app/window/pictures/shaded_picture.hpp"

namespace ravine {

class TerrainView {
  public:
    explicit TerrainView(std::shared_ptr<gl::Program> program) : program_(std::move(program)) {}

    /// Takes the field's heights, if they are other ones.
    void update(const HeightField& field);
    const Terrain& terrain() const { return terrain_; }
    std::uint64_t terrain_version() const { return terrain_version_; }  ///< changes with it

    /// Draws it as seen by `view`, if something has changed. Size in pixels. True where it drew a coarser mesh, to be
    /// quick while something moves: with the next call it becomes fine, if nothing has changed by then.
    bool draw(const CameraView& view, int width, int height);
    void show_below(ImVec2 least) const { picture_.show_below(least); }

  private:
    void paint(const CameraView& view, bool coarse, const gl::Framebuffer& picture);

    std::shared_ptr<gl::Program> program_;
    Terrain terrain_;
    gl::Mesh mesh_;
    gl::SampledFramebuffer canvas_;
    KeptPicture picture_;
    std::uint64_t taken_ = 0;  // version of the heights
    std::uint64_t terrain_version_ = 0;
    std::size_t fine_indices_ = 0, coarse_indices_ = 0;  // of the mesh's triangles, one after the other
    std::vector<double> shown_from_;                     // what decided the look when it was last drawn
};

}  // namespace ravine
