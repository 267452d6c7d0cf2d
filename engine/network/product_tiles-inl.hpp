// The tiles that products are made of, and panels of them; for each set of vector instructions anew.
//
// A tile of the product is summed up in registers: for each inner index, one to four vectors of a row of B are loaded
// and multiplied by the elements of a few rows of A, each broadcast to all lanes. A multiply-add takes four cycles and
// two can begin in each, so that at least eight sums must be under way; there are 16 registers, of which up to four
// hold B and one holds A. Tiles of eight sums are the quickest, as the next one begins while they end: four rows of two
// vectors. Four of three load least, for where a tile waits for what it loads. With AVX-512, which has 32 registers and
// vectors of a whole cache line, loads count for more: six rows of two, and eight of three.

#if defined(RAVINE_PRODUCT_TILES_INL) == defined(HWY_TARGET_TOGGLE)
#ifdef RAVINE_PRODUCT_TILES_INL
#undef RAVINE_PRODUCT_TILES_INL
#else
#define RAVINE_PRODUCT_TILES_INL
#endif

#include <hwy/highway.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "engine/network/matrix_product.hpp"
#include "engine/network/turn-inl.hpp"

HWY_BEFORE_NAMESPACE();
namespace ravine::HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

constexpr int chunk = 256;  // of the inner index: a packed panel of B stays in the first-level cache
constexpr bool has_many_registers = HWY_TARGET == HWY_AVX3;
constexpr int most_rows(int vectors) {
    if (vectors == 2) return has_many_registers ? 6 : 4;
    return std::min(12, (has_many_registers ? 24 : 12) / vectors);
}

/// What the tiles of a product have in common.
template <class Scalar>
struct TileShape {
    std::ptrdiff_t a_row, a_column, b_row, sums_row;  // strides
    int inner;
    Scalar floor = no_floor<Scalar>;  // of what is stored
    bool is_first = true;             // sums begin with a number for each row; else they go on
};

/// The sum, or the floor where the sum is below it; what is not a number stays none.
template <class Lanes, class V = hn::Vec<Lanes> >
HWY_INLINE V held_up(Lanes, V sum, V floor) {
#if HWY_ARCH_X86 && HWY_TARGET != HWY_SCALAR && HWY_TARGET != HWY_EMU128
    return hn::Max(floor, sum);  // x86 takes the second where either is not a number
#else
    return hn::IfThenElse(hn::Lt(sum, floor), floor, sum);
#endif
}

/// Calls work(finished), where finished(sum) is held up; or is the sum where there is no floor, which spares the unit
/// that multiplies a step.
template <class Lanes, class Scalar, class Work>
HWY_INLINE void with_floor(Lanes lanes, Scalar floor, const Work& work) {
    if (floor == no_floor<Scalar>) return work([](auto sum) HWY_ATTR { return sum; });
    const auto least = hn::Set(lanes, floor);
    work([&](auto sum) HWY_ATTR { return held_up(lanes, sum, least); });
}

/// sums += A·B over the inner index, for `Rows` rows of `Vectors` vectors. `offset`: what the rows begin with; null: 0.
template <int Rows, int Vectors, class Lanes, class Scalar>
HWY_INLINE void sum_tile(const TileShape<Scalar>& shape, const Scalar* a, const Scalar* b, const Scalar* offset,
                         Scalar* sums_out) {
    const Lanes lanes;
    const std::ptrdiff_t width = static_cast<std::ptrdiff_t>(hn::Lanes(lanes));
    const std::ptrdiff_t a_row = shape.a_row, a_column = shape.a_column, b_row = shape.b_row, out = shape.sums_row;
    hn::Vec<Lanes> sums[Rows][Vectors];
#pragma GCC unroll 12
    for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 4
        for (int v = 0; v < Vectors; ++v)
            sums[r][v] = !shape.is_first ? hn::LoadU(lanes, sums_out + r * out + v * width)
                                         : hn::Set(lanes, offset ? offset[r] : Scalar(0));
#pragma GCC unroll 4  // a processor that runs another thread beside this one has few steps to spare for loops
    for (int k = shape.inner; k > 0; --k, a += a_column, b += b_row) {
        hn::Vec<Lanes> right[Vectors];
#pragma GCC unroll 4
        for (int v = 0; v < Vectors; ++v) right[v] = hn::LoadU(lanes, b + v * width);
#pragma GCC unroll 12
        for (int r = 0; r < Rows; ++r) {
            const auto left = hn::Set(lanes, a[r * a_row]);
#pragma GCC unroll 4
            for (int v = 0; v < Vectors; ++v) sums[r][v] = hn::MulAdd(left, right[v], sums[r][v]);
        }
    }
    const auto store = [&](const auto& finished) HWY_ATTR {
#pragma GCC unroll 12
        for (int r = 0; r < Rows; ++r)
#pragma GCC unroll 4
            for (int v = 0; v < Vectors; ++v) hn::StoreU(finished(sums[r][v]), lanes, sums_out + r * out + v * width);
    };
    with_floor(lanes, shape.floor, store);
}

/// So many tiles one below the other.
template <class Scalar>
using TilesKernel = void (*)(const TileShape<Scalar>& shape, const Scalar* a, const Scalar* b, const Scalar* offset,
                             Scalar* sums, int tiles);

template <int Rows, int Vectors, class Lanes, class Scalar>
HWY_NOINLINE void sum_tiles(const TileShape<Scalar>& shape, const Scalar* a, const Scalar* b, const Scalar* offset,
                            Scalar* sums, int tiles) {
    const TileShape<Scalar> own = shape;  // which no store can change, so that it stays in registers
    for (; tiles > 0; --tiles, a += Rows * own.a_row, sums += Rows * own.sums_row) {
        sum_tile<Rows, Vectors, Lanes>(own, a, b, offset, sums);
        if (offset) offset += Rows;
    }
}

/// The kernel for tiles of one row, of two …
template <int Vectors, class Lanes, class Scalar, int... Before>
constexpr auto tiles_kernels(std::integer_sequence<int, Before...>) {
    return std::array<TilesKernel<Scalar>, sizeof...(Before)>{sum_tiles<Before + 1, Vectors, Lanes, Scalar>...};
}

/// Panels of columns, one of them `Vectors` vectors wide, in tiles of some rows.
template <int Vectors, class Lanes, class Scalar>
struct Panel {
    static constexpr int width = Vectors * static_cast<int>(hn::MaxLanes(Lanes()));
    static constexpr int most = most_rows(Vectors);
    static constexpr auto kernels = tiles_kernels<Vectors, Lanes, Scalar>(std::make_integer_sequence<int, most>());

    /// `rows` rows of a whole panel, evenly shared by as few tiles as can be: one of few rows waits for its sums.
    static void add(const TileShape<Scalar>& shape, const Scalar* a, const Scalar* b, const Scalar* offset,
                    Scalar* sums, int rows) {
        const int tiles = (rows + most - 1) / most, count = rows / tiles, larger = rows % tiles;
        if (larger > 0) {
            kernels[std::size_t(count)](shape, a, b, offset, sums, larger);
            const int done = larger * (count + 1);
            a += done * shape.a_row;
            sums += done * shape.sums_row;
            if (offset) offset += done;
        }
        kernels[std::size_t(count - 1)](shape, a, b, offset, sums, tiles - larger);
    }

    /// B's columns are copied to where they lie side by side, missing ones as 0; that pays where they are read often.
    /// `b_column`: from one of them to the next.
    static HWY_NOINLINE void add_packed(TileShape<Scalar> shape, const Scalar* a, const Scalar* b,
                                        std::ptrdiff_t b_column, const Scalar* offset, Scalar* sums, int rows,
                                        int columns) {
        alignas(64) Scalar packed[chunk * width];
        const int inner = shape.inner;
        const Scalar floor = shape.floor;
        const std::ptrdiff_t b_row = std::exchange(shape.b_row, width);
        for (int k = 0; k == 0 || k < inner; k += chunk) {
            const bool is_last = k + chunk >= inner;
            shape.inner = is_last ? inner - k : chunk;
            shape.is_first = k == 0;
            shape.floor = is_last ? floor : no_floor<Scalar>;
            pack(b + k * b_row, b_row, b_column, shape.inner, columns, packed);
            if (columns == width)
                add(shape, a + k * shape.a_column, packed, offset, sums, rows);
            else
                add_beside(shape, a + k * shape.a_column, packed, offset, sums, rows, columns);
        }
    }

    /// packed [inner × width]; whole panels in vectors, or turned by blocks.
    static void pack(const Scalar* b, std::ptrdiff_t b_row, std::ptrdiff_t b_column, int inner, int columns,
                     Scalar* packed) {
        if (columns == width && b_column == 1) {
            for (int i = 0; i < inner; ++i) std::memcpy(packed + i * width, b + i * b_row, width * sizeof(Scalar));
            return;
        }
        constexpr int side = turned_side<Scalar>();
        int i = 0;
        if (columns == width && b_row == 1)
            for (; i + side <= inner; i += side)
                for (int j = 0; j < width; j += side)
                    turn(b + i + j * b_column, b_column, packed + i * width + j, width);
        if (columns < width) std::fill_n(packed, inner * width, Scalar(0));
        for (; i < inner; ++i)
            for (int j = 0; j < columns; ++j) packed[i * width + j] = b[i * b_row + j * b_column];
    }

    /// Tiles that the product is too narrow for are computed beside it.
    static void add_beside(TileShape<Scalar> shape, const Scalar* a, const Scalar* b, const Scalar* offset,
                           Scalar* sums, int rows, int columns) {
        alignas(64) Scalar tile[most * width];
        const std::ptrdiff_t sums_row = std::exchange(shape.sums_row, width);
        for (int row = 0; row < rows; row += most) {
            const int count = std::min(most, rows - row);
            Scalar* place = sums + row * sums_row;
            if (!shape.is_first)
                for (int r = 0; r < count; ++r) std::copy_n(place + r * sums_row, columns, tile + r * width);
            kernels[std::size_t(count - 1)](shape, a + row * shape.a_row, b, offset ? offset + row : nullptr, tile, 1);
            for (int r = 0; r < count; ++r) std::copy_n(tile + r * width, columns, place + r * sums_row);
        }
    }
};

/// Calls work(panel, column) for panels of two vectors, whose tiles are quickest, and one of three for what would be
/// left of these; gives the first column that fills none. `few`: for as many of three as can be.
template <class Scalar, class Work>
HWY_INLINE int for_each_panel(int column, int columns, bool few, const Work& work) {
    using Lanes = hn::ScalableTag<Scalar>;
    const int vectors = (columns - column) / static_cast<int>(hn::MaxLanes(Lanes()));
    const int twos = few ? std::min(vectors / 2, vectors * 2 % 3) : std::max(0, vectors / 2 - vectors % 2);
    const auto take = [&](auto panel, int count) HWY_ATTR {
        for (; count > 0; --count, column += panel.width) work(panel, column);
    };
    take(Panel<3, Lanes, Scalar>(), (vectors - 2 * twos) / 3);
    take(Panel<2, Lanes, Scalar>(), twos);
    return column;
}

}  // namespace ravine::HWY_NAMESPACE
HWY_AFTER_NAMESPACE();

#endif
