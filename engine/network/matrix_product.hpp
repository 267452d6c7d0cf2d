#pragma once
// The products behind dense layers. The columns of what goes through a network are samples: they lie across the lanes
// of a vector, and a weight is broadcast to all of them, so that a layer of two units is as fast as its arithmetic.

#include <cstddef>
#include <limits>

#include "engine/core/rounded_up.hpp"

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

/// Below every number: a product that is not held up.
template <class Scalar>
constexpr Scalar no_floor = -std::numeric_limits<Scalar>::infinity();

/// product = A·B, plus offset[row] in each row unless it is null; what is below `floor` becomes `floor`, and what is
/// not a number stays none. A is [rows × inner], B [inner × columns] and product [rows × columns], both row-major;
/// product is apart from A and B. Every element is summed in the order of the inner index, one by one, so that a
/// sample's result does not depend on the batch it is in, on the threads, or on the width of the processor's vectors;
/// it does depend on whether the processor multiplies and adds in one rounding (all with AVX2 do) or in two.
void multiply(const MatrixView<float>& a, const float* b, const float* offset, float floor, float* product, int rows,
              int inner, int columns);
void multiply(const MatrixView<double>& a, const double* b, const double* offset, double floor, double* product,
              int rows, int inner, int columns);

/// product [rows × columns] = X·Yᵀ, row-major, with X [rows × samples] and Y [columns × samples], both row-major: what
/// the samples of a batch add up to; sums [rows] = the sums of X's rows, unless it is null. The order of a sum depends
/// on the number of samples, the size of the product and the width of the processor's vectors.
void multiply_transposed(const float* x, const float* y, float* product, float* sums, int rows, int columns,
                         int samples);
void multiply_transposed(const double* x, const double* y, double* product, double* sums, int rows, int columns,
                         int samples);

/// sums [rows] = the sums of X's rows [rows × samples].
void sum_samples(const float* x, float* sums, int rows, int samples);
void sum_samples(const double* x, double* sums, int rows, int samples);

/// Y [columns × samples] turned round once, for products with rows of X that are computed apart: turned_size() numbers.
void turn_samples(const float* y, float* turned, int columns, int samples);
void turn_samples(const double* y, double* turned, int columns, int samples);
constexpr std::size_t turned_size(int columns, int samples) {
    constexpr int widest_panel = 32;
    return std::size_t(rounded_up(columns, widest_panel)) * std::size_t(samples);
}

/// product [rows × columns] = X·Yᵀ, or what it was before and X·Yᵀ where it `adds`; X is [rows × samples], row-major.
/// Every element is summed sample by sample: a batch gives the same sums in one piece and in several, one after the
/// other.
void multiply_turned(const float* x, const float* turned, float* product, int rows, int columns, int samples,
                     bool adds);
void multiply_turned(const double* x, const double* turned, double* product, int rows, int columns, int samples,
                     bool adds);

}  // namespace ravine
