#include "engine/optimize/symmetric.hpp"

#include "engine/core/random.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

Eigen::MatrixXd random_matrix(Eigen::Index rows, Eigen::Index columns) {
    RandomStream random(1, RandomPurpose::shuffle, 0);
    return Eigen::MatrixXd::NullaryExpr(rows, columns, [&] { return random.uniform(-1, 1); });
}

/// Positive definite, with eigenvalues from 1 on.
Eigen::MatrixXd definite_matrix(Eigen::Index count) {
    const Eigen::MatrixXd root = random_matrix(count, count);
    return root * root.transpose() + Eigen::MatrixXd::Identity(count, count);
}

}  // namespace

TEST_CASE("a product is added to the lower half, in one piece or in many") {
    for (Eigen::Index count : {1, 7, 250}) {
        const Eigen::MatrixXd a = random_matrix(count, 160), before = definite_matrix(count);
        const Eigen::MatrixXd expected = before - 0.5 * a * a.transpose();
        Eigen::MatrixXd matrix = before;
        add_product(matrix, -0.5, a, a);
        const Eigen::MatrixXd difference = (matrix - expected).triangularView<Eigen::Lower>();
        CHECK(difference.cwiseAbs().maxCoeff() < 1e-12 * double(count + 160));
    }
}

TEST_CASE("a matrix is factored in place, in one piece or in many, and solves") {
    for (Eigen::Index count : {1, 2, 30, 384, 385, 500}) {
        const Eigen::MatrixXd matrix = definite_matrix(count);
        const Eigen::VectorXd solution = random_matrix(count, 1);
        Eigen::MatrixXd factor = matrix;
        REQUIRE(factor_in_place(factor));
        const Eigen::MatrixXd lower = factor.triangularView<Eigen::Lower>();
        CHECK((lower * lower.transpose() - matrix).cwiseAbs().maxCoeff() < 1e-13 * double(count) * matrix.maxCoeff());
        Eigen::VectorXd v = matrix * solution;
        solve_in_place(factor, v);
        CHECK((v - solution).cwiseAbs().maxCoeff() < 1e-9);
    }
}

TEST_CASE("a matrix that is not positive definite is not factored, wherever that shows") {
    for (Eigen::Index place : {0, 100, 400, 449}) {
        Eigen::MatrixXd matrix = definite_matrix(450);
        matrix(place, place) = -1;
        CHECK_FALSE(factor_in_place(matrix));
    }
}
