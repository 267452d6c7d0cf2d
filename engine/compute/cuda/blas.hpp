#pragma once
// cuBLASLt, NVIDIA's matrix products. It is loaded when first asked for: a machine without it, or without a GPU, starts
// the program as well.

#include <cublasLt.h>

#include <memory>
#include <type_traits>

#include "engine/core/result.hpp"

namespace ravine::cuda {

/// Those functions of the library that are used.
struct BlasFunctions {
    decltype(&cublasLtCreate) create;
    decltype(&cublasLtDestroy) destroy;
    decltype(&cublasLtGetStatusString) status_string;
    decltype(&cublasLtMatmulDescCreate) operation_create;
    decltype(&cublasLtMatmulDescDestroy) operation_destroy;
    decltype(&cublasLtMatmulDescSetAttribute) operation_set;
    decltype(&cublasLtMatrixLayoutCreate) layout_create;
    decltype(&cublasLtMatrixLayoutDestroy) layout_destroy;
    decltype(&cublasLtMatmulPreferenceCreate) preference_create;
    decltype(&cublasLtMatmulPreferenceDestroy) preference_destroy;
    decltype(&cublasLtMatmulPreferenceSetAttribute) preference_set;
    decltype(&cublasLtMatmulAlgoGetHeuristic) heuristic;
    decltype(&cublasLtMatmul) multiply;
};

/// Success where the library is found and has them all; otherwise why not. Needs no GPU.
Status blas_status();
/// Throws BackendFailure where blas_status() is no success.
const BlasFunctions& blas();

/// Throws BackendFailure where the status tells of a failure.
void check_blas(cublasStatus_t status);

/// What products of one stream share; costs memory, so one for a plan.
class BlasHandle {
  public:
    BlasHandle();

    cublasLtHandle_t get() const { return handle_.get(); }

  private:
    struct Destroy {
        void operator()(cublasLtHandle_t handle) const { blas().destroy(handle); }
    };
    std::unique_ptr<std::remove_pointer_t<cublasLtHandle_t>, Destroy> handle_;
};

}  // namespace ravine::cuda
