#pragma once
// All neurons' maps in one picture: one upload and one draw, however many there are.

#include "app/window/pictures/shaded_picture.hpp"
#include "engine/session/snapshot.hpp"

namespace ravine {

class NeuronAtlas {
  public:
    explicit NeuronAtlas(std::shared_ptr<gl::PictureProgram> program) : picture_(std::move(program)) {}

    /// `tile`: pixels of a tile's edge.
    void update(const Picture<NeuronMaps>& maps, int tile);
    /// Shows one neuron's tile; layer 0 are the inputs. Nothing where there is no such neuron.
    void show(ImDrawList& list, int layer, int unit, ImVec2 least, ImVec2 most, float rounding = 0) const;

  private:
    void upload(const NeuronMaps& maps);

    gl::FloatTexture activations_;
    std::uint64_t uploaded_ = 0;
    std::vector<int> first_tile_;  // of each layer, and the number of all at the end
    int columns_ = 1, rows_ = 1;
    ShadedPicture picture_;
};

}  // namespace ravine
