#include "engine/optimize/symmetric.hpp"

#include <Eigen/Cholesky>

#include <algorithm>

namespace ravine {

namespace {

using Eigen::Index;
using Eigen::Lower;
using Matrix = Eigen::Ref<Eigen::MatrixXd>;
using ConstMatrix = Eigen::Ref<const Eigen::MatrixXd>;

/// Calls body(first, size) for pieces of 0 … count − 1.
template <class Body>
void for_pieces(Index count, Index most, Body body) {
    for (Index first = 0; first < count; first += most) body(first, std::min(most, count - first));
}

/// So many rows of so many columns are copied to the stack in one product, not to the heap.
Index rows_on_stack(Index columns) {
    return std::max<Index>(1, EIGEN_STACK_ALLOCATION_LIMIT / Index(sizeof(double)) / columns);
}

constexpr Index most_at_once = 384;  // whose factors Eigen finds on the stack
constexpr Index piece = 96;

}  // namespace

void add_product(Matrix matrix, double factor, const ConstMatrix& a, const ConstMatrix& b) {
    const Index most = rows_on_stack(a.cols());
    for_pieces(a.rows(), most, [&](Index column, Index columns) {
        const auto right = b.middleRows(column, columns).transpose();
        matrix.block(column, column, columns, columns).triangularView<Lower>() +=
            factor * a.middleRows(column, columns) * right;
        const Index below = column + columns;
        for_pieces(a.rows() - below, most, [&](Index row, Index rows) {
            matrix.block(below + row, column, rows, columns).noalias() +=
                factor * a.middleRows(below + row, rows) * right;
        });
    });
}

bool factor_in_place(Matrix matrix) {
    const Index count = matrix.rows(), most = count <= most_at_once ? count : piece;
    for (Index first = 0; first < count; first += most) {
        const Index size = std::min(most, count - first), below = first + size, rest = count - below;
        Matrix corner = matrix.block(first, first, size, size);
        if (Eigen::LLT<Matrix>(corner).info() != Eigen::Success) return false;
        const auto transposed = corner.transpose().triangularView<Eigen::Upper>();
        for_pieces(rest, piece, [&](Index row, Index rows) {
            auto strip = matrix.block(below + row, first, rows, size);
            transposed.solveInPlace<Eigen::OnTheRight>(strip);
        });
        const auto strips = matrix.block(below, first, rest, size);
        add_product(matrix.bottomRightCorner(rest, rest), -1, strips, strips);
    }
    return true;
}

void solve_in_place(const ConstMatrix& factor, Eigen::VectorXd& v) {
    factor.triangularView<Lower>().solveInPlace(v);
    factor.transpose().triangularView<Eigen::Upper>().solveInPlace(v);
}

}  // namespace ravine
