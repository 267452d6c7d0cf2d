#pragma once
// The one product behind dense layers. Every element is summed in the order of the inner index, one by one, so that a
// sample's result does not depend on the batch it is in, on the threads, or on the width of the processor's vectors; it
// does depend on whether the processor multiplies and adds in one rounding (all with AVX2 do) or in two.

#include <cstddef>

namespace ravine {

/// A matrix in place: element (row, column) is data[row · row_stride + column · column_stride].
template <class Scalar>
struct MatrixView {
    const Scalar* data;
    std::ptrdiff_t row_stride;
    std::ptrdiff_t column_stride;

    const Scalar& operator()(std::ptrdiff_t row, std::ptrdiff_t column) const {
        return data[row * row_stride + column * column_stride];
    }
};

/// product = A·B, plus `offset` [columns] added to every row unless it is null. A is [rows × inner], B is
/// [inner × columns], product [rows × columns] row-major and apart from A and B.
void multiply(MatrixView<float> a, MatrixView<float> b, const float* offset, float* product, int rows, int inner,
              int columns);
void multiply(MatrixView<double> a, MatrixView<double> b, const double* offset, double* product, int rows, int inner,
              int columns);

}  // namespace ravine
