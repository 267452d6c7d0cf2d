#pragma once
// Large symmetric matrices, of which the lower half counts. What Eigen's own functions take from the heap for them, the
// stack has room for when they are asked piece by piece.

#include <Eigen/Core>

namespace ravine {

/// matrix += factor·a·bᵀ, which is symmetric.
void add_product(Eigen::Ref<Eigen::MatrixXd> matrix, double factor, const Eigen::Ref<const Eigen::MatrixXd>& a,
                 const Eigen::Ref<const Eigen::MatrixXd>& b);

/// matrix = L·Lᵀ (Cholesky) with L in its place. False where the matrix is not positive definite.
bool factor_in_place(Eigen::Ref<Eigen::MatrixXd> matrix);

/// v ← (L·Lᵀ)⁻¹·v
void solve_in_place(const Eigen::Ref<const Eigen::MatrixXd>& factor, Eigen::VectorXd& v);

}  // namespace ravine
