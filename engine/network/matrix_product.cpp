#include "engine/network/matrix_product.hpp"

#include <algorithm>
#include <cstring>

namespace ravine {

namespace {

constexpr int chunk = 256;    // of the inner index: a packed tile stays in the first-level cache
constexpr int tile_rows = 4;  // these accumulators fill the registers of the oldest x86-64

template <class Scalar>
constexpr int tile_columns = 32 / int(sizeof(Scalar));

/// What every x86-64 computes at once; other machines make do with their own. GCC and Clang know this notation.
template <class Scalar>
struct VectorOf {
    typedef Scalar type __attribute__((vector_size(16)));
};
constexpr int vectors = 2;  // across a tile

/// A tile of B, its missing columns 0.
template <class Scalar>
struct PackedTile {
    alignas(64) Scalar rows[chunk][tile_columns<Scalar>];

    void pack(MatrixView<Scalar> b, int first_row, int count, int first_column, int columns) {
        for (int k = 0; k < count; ++k)
            for (int c = 0; c < tile_columns<Scalar>; ++c)
                rows[k][c] = c < columns ? b(first_row + k, first_column + c) : Scalar(0);
    }
};

/// `Rows` rows of the product, from `first`: sums += A[:, begin…] · tile.
template <int Rows, class Scalar>
void add_product(MatrixView<Scalar> a, const PackedTile<Scalar>& tile, int count, Scalar* product,
                 std::ptrdiff_t stride, int columns) {
    using Vector = typename VectorOf<Scalar>::type;
    constexpr int width = tile_columns<Scalar> / vectors;
    Vector sums[Rows][vectors] = {};
    for (int r = 0; r < Rows; ++r)
        for (int c = 0; c < columns; ++c) sums[r][c / width][c % width] = product[r * stride + c];
    for (int k = 0; k < count; ++k) {
        Vector right[vectors];
        for (int v = 0; v < vectors; ++v) std::memcpy(&right[v], tile.rows[k] + v * width, sizeof(Vector));
        for (int r = 0; r < Rows; ++r)
            for (int v = 0; v < vectors; ++v) sums[r][v] += a(r, k) * right[v];
    }
    for (int r = 0; r < Rows; ++r)
        for (int c = 0; c < columns; ++c) product[r * stride + c] = sums[r][c / width][c % width];
}

template <class Scalar>
void fill_rows(const Scalar* offset, Scalar* product, int rows, int columns) {
    for (int r = 0; r < rows; ++r, product += columns)
        if (offset)
            std::copy_n(offset, columns, product);
        else
            std::fill_n(product, columns, Scalar(0));
}

template <class Scalar>
void add_tile(MatrixView<Scalar> a, const PackedTile<Scalar>& tile, int count, Scalar* product, int rows, int stride,
              int columns) {
    int row = 0;
    for (; row + tile_rows <= rows; row += tile_rows)
        add_product<tile_rows>({&a(row, 0), a.row_stride, a.column_stride}, tile, count,
                               product + std::ptrdiff_t(row) * stride, stride, columns);
    for (; row < rows; ++row)
        add_product<1>({&a(row, 0), a.row_stride, a.column_stride}, tile, count, product + std::ptrdiff_t(row) * stride,
                       stride, columns);
}

template <class Scalar>
void multiply_any(MatrixView<Scalar> a, MatrixView<Scalar> b, const Scalar* offset, Scalar* product, int rows,
                  int inner, int columns) {
    fill_rows(offset, product, rows, columns);
    PackedTile<Scalar> tile;
    for (int k = 0; k < inner; k += chunk) {
        const int count = std::min(chunk, inner - k);
        for (int c = 0; c < columns; c += tile_columns<Scalar>) {
            const int width = std::min(tile_columns<Scalar>, columns - c);
            tile.pack(b, k, count, c, width);
            add_tile({&a(0, k), a.row_stride, a.column_stride}, tile, count, product + c, rows, columns, width);
        }
    }
}

}  // namespace

void multiply(MatrixView<float> a, MatrixView<float> b, const float* offset, float* product, int rows, int inner,
              int columns) {
    multiply_any(a, b, offset, product, rows, inner, columns);
}

void multiply(MatrixView<double> a, MatrixView<double> b, const double* offset, double* product, int rows, int inner,
              int columns) {
    multiply_any(a, b, offset, product, rows, inner, columns);
}

}  // namespace ravine
