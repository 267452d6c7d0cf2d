#pragma once
// A product of matrices in the GPU's memory, made once for its shape and used for many numbers.

#include <cublasLt.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>

#include "engine/compute/cuda/blas.hpp"
#include "engine/compute/cuda/stream.hpp"

namespace ravine::cuda {

/// result[rows × columns] = first[rows × inner] · second[inner × columns], row after row; a turned factor is stored as
/// [inner × rows] or [columns × inner]. Strides lie between the beginnings of stored rows; 0: these lie side by side.
struct ProductShape {
    std::int64_t rows, columns, inner;
    bool turned_first = false, turned_second = false;
    std::int64_t first_stride = 0, second_stride = 0, result_stride = 0;
    std::int64_t alignment = 0;  ///< bytes that all matrices begin at a multiple of; 0: those of a new array
    bool sums_first = false;     ///< sums of the first factor's rows [rows] are wanted beside it
};

/// The greatest power of 2, up to that of a new array, that all three addresses are multiples of.
std::int64_t common_alignment(const void* first, const void* second, const void* result);

/// What a product needs beside its matrices; products of one stream may share it.
inline constexpr std::size_t product_workspace_bytes = std::size_t{32} << 20;

/// In full precision: what tensor cores do faster with shortened factors (TF32) is not used. The same numbers give the
/// same bits on the same GPU.
template <class Scalar>
class MatrixProduct {
  public:
    MatrixProduct(const BlasHandle& blas, const ProductShape& shape);

    /// result = factor · first · second + kept · result. `workspace` has product_workspace_bytes. `first_sums` are the
    /// sums of the first factor's rows.
    void run(const Scalar* first, const Scalar* second, Scalar* result, void* workspace, const Stream& stream,
             Scalar factor = 1, Scalar kept = 0, Scalar* first_sums = nullptr) const;
    /// Whether run() sets `first_sums`, where they are wanted: the library may know no way to do so.
    bool sums_first() const { return sums_first_; }

  private:
    struct Destroy {
        void operator()(cublasLtMatmulDesc_t it) const { cuda::blas().operation_destroy(it); }
        void operator()(cublasLtMatrixLayout_t it) const { cuda::blas().layout_destroy(it); }
    };
    template <class Descriptor>
    using Owned = std::unique_ptr<std::remove_pointer_t<Descriptor>, Destroy>;

    static Owned<cublasLtMatrixLayout_t> make_layout(std::int64_t rows, std::int64_t columns, std::int64_t stride);
    bool find_algorithm(std::int64_t alignment);
    void set_epilogue(cublasLtEpilogue_t epilogue) const;

    cublasLtHandle_t handle_;
    Owned<cublasLtMatmulDesc_t> operation_;
    Owned<cublasLtMatrixLayout_t> first_, second_, result_;
    cublasLtMatmulAlgo_t algorithm_{};
    bool sums_first_ = false;
};

}  // namespace ravine::cuda
