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
    for (const FeatureRow* feature : features_)
        for (double x : x_) by_column_.push_back(static_cast<float>(feature->value(x, 0)));
}

void PixelInputs::fill(int first, int samples, float* inputs) const {
    for (int done = 0; done < samples;) {
        const int column = (first + done) % columns_, count = std::min(samples - done, columns_ - column);
        for (std::size_t k = 0; k < features_.size(); ++k)
            fill_feature(k, (first + done) / columns_, column, count,
                         inputs + k * static_cast<std::size_t>(samples) + done);
        done += count;
    }
}

void PixelInputs::fill_feature(std::size_t k, int row, int column, int samples, float* numbers) const {
    const FeatureRow& feature = *features_[k];
    const double* x = x_.data() + column;
    const double y = y_[static_cast<std::size_t>(row)];
    if (!depends_on(feature, 1))
        std::copy_n(by_column_.data() + k * static_cast<std::size_t>(columns_) + column, samples, numbers);
    else if (!depends_on(feature, 0))
        std::fill_n(numbers, samples, static_cast<float>(feature.value(0, y)));
    else
        std::transform(x, x + samples, numbers, [&](double at) { return static_cast<float>(feature.value(at, y)); });
}

}  // namespace ravine
