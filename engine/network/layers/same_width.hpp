#pragma once
// What layers share that give as many numbers as they take, one for each.

#include <cstddef>

#include "engine/network/layer.hpp"

namespace ravine {

template <class Scalar>
class SameWidthLayer : public Layer<Scalar> {
  public:
    explicit SameWidthLayer(int width) : width_(width) {}

    int inputs() const override { return width_; }
    int outputs() const override { return width_; }
    bool keeps_features() const override { return true; }

  protected:
    std::size_t width() const { return static_cast<std::size_t>(width_); }
    std::size_t count(const Pass& pass) const { return width() * static_cast<std::size_t>(pass.samples); }

  private:
    int width_;
};

/// One with nothing to learn.
template <class Scalar>
class FixedLayer : public SameWidthLayer<Scalar> {
  public:
    using SameWidthLayer<Scalar>::SameWidthLayer;

    std::size_t parameter_count() const override { return 0; }
    std::vector<ParameterBlock> blocks() const override { return {}; }
    void initialize(std::span<Scalar>, std::span<Scalar>, RandomStream&) const override {}
};

}  // namespace ravine
