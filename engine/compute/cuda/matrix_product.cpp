#include "engine/compute/cuda/matrix_product.hpp"

#include <cstdint>

#include "engine/compute/backend_failure.hpp"

namespace ravine::cuda {

namespace {

template <class Scalar>
constexpr bool is_single = sizeof(Scalar) == sizeof(float);

template <class Scalar>
constexpr cudaDataType data_type = is_single<Scalar> ? CUDA_R_32F : CUDA_R_64F;
template <class Scalar>
constexpr cublasComputeType_t compute_type = is_single<Scalar> ? CUBLAS_COMPUTE_32F : CUBLAS_COMPUTE_64F;

/// The library's matrices go column after column, so ours are turned to it, and the product with them: its first factor
/// is our second one.
void set_turned(cublasLtMatmulDesc_t operation, cublasLtMatmulDescAttributes_t which, bool turned) {
    const cublasOperation_t value = turned ? CUBLAS_OP_T : CUBLAS_OP_N;
    check_blas(blas().operation_set(operation, which, &value, sizeof value));
}

constexpr std::int64_t alignment_of_array = 256;

struct DestroyPreference {
    void operator()(cublasLtMatmulPreference_t it) const { blas().preference_destroy(it); }
};

void set_alignment(cublasLtMatmulPreference_t preference, std::int64_t alignment) {
    const auto bytes = static_cast<std::uint32_t>(alignment == 0 ? alignment_of_array : alignment);
    for (const auto matrix : {CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_A_BYTES, CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_B_BYTES,
                              CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_C_BYTES, CUBLASLT_MATMUL_PREF_MIN_ALIGNMENT_D_BYTES})
        check_blas(blas().preference_set(preference, matrix, &bytes, sizeof bytes));
}

}  // namespace

std::int64_t common_alignment(const void* first, const void* second, const void* result) {
    std::int64_t alignment = alignment_of_array;
    for (const void* place : {first, second, result})
        while (reinterpret_cast<std::uintptr_t>(place) % static_cast<std::uintptr_t>(alignment) != 0) alignment /= 2;
    return alignment;
}

template <class Scalar>
auto MatrixProduct<Scalar>::make_layout(std::int64_t rows, std::int64_t columns, std::int64_t stride)
    -> Owned<cublasLtMatrixLayout_t> {
    cublasLtMatrixLayout_t layout = nullptr;
    check_blas(cuda::blas().layout_create(&layout, data_type<Scalar>, static_cast<std::uint64_t>(columns),
                                          static_cast<std::uint64_t>(rows), stride == 0 ? columns : stride));
    return Owned<cublasLtMatrixLayout_t>(layout);
}

template <class Scalar>
MatrixProduct<Scalar>::MatrixProduct(const BlasHandle& blas, const ProductShape& shape)
    : handle_(blas.get()),
      first_(shape.turned_first ? make_layout(shape.inner, shape.rows, shape.first_stride)
                                : make_layout(shape.rows, shape.inner, shape.first_stride)),
      second_(shape.turned_second ? make_layout(shape.columns, shape.inner, shape.second_stride)
                                  : make_layout(shape.inner, shape.columns, shape.second_stride)),
      result_(make_layout(shape.rows, shape.columns, shape.result_stride)) {
    cublasLtMatmulDesc_t operation = nullptr;
    check_blas(cuda::blas().operation_create(&operation, compute_type<Scalar>, data_type<Scalar>));
    operation_.reset(operation);
    set_turned(operation, CUBLASLT_MATMUL_DESC_TRANSA, shape.turned_second);
    set_turned(operation, CUBLASLT_MATMUL_DESC_TRANSB, shape.turned_first);
    if (shape.sums_first) {
        set_epilogue(CUBLASLT_EPILOGUE_BGRADB);  // our first factor is its second one, B
        sums_first_ = find_algorithm(shape.alignment);
        if (!sums_first_) set_epilogue(CUBLASLT_EPILOGUE_DEFAULT);
    }
    if (!sums_first_ && !find_algorithm(shape.alignment))
        throw BackendFailure("cuBLAS knows no way to multiply matrices of this shape");
}

template <class Scalar>
void MatrixProduct<Scalar>::set_epilogue(cublasLtEpilogue_t epilogue) const {
    check_blas(cuda::blas().operation_set(operation_.get(), CUBLASLT_MATMUL_DESC_EPILOGUE, &epilogue, sizeof epilogue));
}

/// False where the library has none for it.
template <class Scalar>
bool MatrixProduct<Scalar>::find_algorithm(std::int64_t alignment) {
    cublasLtMatmulPreference_t made = nullptr;
    check_blas(cuda::blas().preference_create(&made));
    const std::unique_ptr<std::remove_pointer_t<cublasLtMatmulPreference_t>, DestroyPreference> preference(made);
    check_blas(cuda::blas().preference_set(made, CUBLASLT_MATMUL_PREF_MAX_WORKSPACE_BYTES, &product_workspace_bytes,
                                           sizeof product_workspace_bytes));
    set_alignment(made, alignment);
    cublasLtMatmulHeuristicResult_t best{};
    int found = 0;
    const cublasStatus_t status = cuda::blas().heuristic(handle_, operation_.get(), second_.get(), first_.get(),
                                                         result_.get(), result_.get(), made, 1, &best, &found);
    if (status == CUBLAS_STATUS_NOT_SUPPORTED) return false;
    check_blas(status);
    algorithm_ = best.algo;
    return found > 0;
}

template <class Scalar>
void MatrixProduct<Scalar>::run(const Scalar* first, const Scalar* second, Scalar* result, void* workspace,
                                const Stream& stream, Scalar factor, Scalar kept, Scalar* first_sums) const {
    if (sums_first_)
        check_blas(cuda::blas().operation_set(operation_.get(), CUBLASLT_MATMUL_DESC_BIAS_POINTER, &first_sums,
                                              sizeof first_sums));
    check_blas(cuda::blas().multiply(handle_, operation_.get(), &factor, second, second_.get(), first, first_.get(),
                                     &kept, result, result_.get(), result, result_.get(), &algorithm_, workspace,
                                     product_workspace_bytes, stream.get()));
}

template class MatrixProduct<float>;
template class MatrixProduct<double>;

}  // namespace ravine::cuda
