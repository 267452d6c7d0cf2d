#pragma once
// The network's inputs at the middles of a rectangle's pixels. A feature of x alone is computed once for each column,
// one of y alone once for each row: a picture then costs what the network costs.

#include <vector>

#include "engine/data/features.hpp"
#include "engine/landscape/surfaces.hpp"

namespace ravine {

class PixelInputs {
  public:
    /// A curve has y = 0 everywhere.
    PixelInputs(const InputPipeline& pipeline, const Window& window, int columns, int rows);

    int count() const { return columns_ * rows_; }
    /// Inputs of pixels first … first + samples − 1, row by row from y least: [inputs × samples], row-major, with the
    /// bits of InputPipeline::apply.
    void fill(int first, int samples, float* inputs) const;

  private:
    void fill_feature(std::size_t k, int row, int column, int samples, float* numbers) const;

    int columns_, rows_;
    std::vector<const FeatureRow*> features_;
    std::vector<double> x_, y_;     // of each column and row, standardised
    std::vector<float> by_column_;  // [inputs × columns], row-major, right for the features of x alone
};

}  // namespace ravine
