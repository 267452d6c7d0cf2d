#include "engine/landscape/pixel_inputs.hpp"

#include <algorithm>

namespace ravine {

namespace {

std::vector<double> standardized_middles(double least, double most, int count, double mean, double deviation) {
    std::vector<double> middles;
    for (int i = 0; i < count; ++i) middles.push_back((pixel_middle(least, most, i, count) - mean) / deviation);
    return middles;
}

bool depends_on(const FeatureRow& feature, int coordinate) {
    return feature.operands[0] == coordinate || feature.operands[1] == coordinate;
}

}  // namespace

PixelInputs::PixelInputs(const InputPipeline& pipeline, const Window& window, int columns, int rows)
    : columns_(columns),
      rows_(rows),
      features_(pipeline.rows),
      x_(standardized_middles(window.x_least, window.x_most, columns, pipeline.mean[0], pipeline.deviation[0])),
      y_(standardized_middles(window.y_least, window.y_most, rows, pipeline.mean[1], pipeline.deviation[1])) {
    if (pipeline.dimensions == 1) std::fill(y_.begin(), y_.end(), 0.0);
    for (double x : x_)
        for (const FeatureRow* feature : features_) by_column_.push_back(static_cast<float>(feature->value(x, 0)));
}

void PixelInputs::fill(int first, int samples, float* inputs) const {
    while (samples > 0) {
        const int column = first % columns_, count = std::min(samples, columns_ - column);
        fill_in_row(first / columns_, column, count, inputs);
        inputs += static_cast<std::size_t>(count) * features_.size();
        first += count;
        samples -= count;
    }
}

void PixelInputs::fill_in_row(int row, int column, int samples, float* inputs) const {
    const std::size_t width = features_.size(), count = static_cast<std::size_t>(samples);
    std::copy_n(by_column_.data() + static_cast<std::size_t>(column) * width, count * width, inputs);
    const double* x = x_.data() + column;
    const double y = y_[static_cast<std::size_t>(row)];
    for (std::size_t k = 0; k < width; ++k) {
        const FeatureRow& feature = *features_[k];
        if (!depends_on(feature, 1)) continue;
        const bool of_y_alone = !depends_on(feature, 0);
        const float constant = of_y_alone ? static_cast<float>(feature.value(0, y)) : 0.0f;
        for (std::size_t i = 0; i < count; ++i)
            inputs[i * width + k] = of_y_alone ? constant : static_cast<float>(feature.value(x[i], y));
    }
}

}  // namespace ravine
