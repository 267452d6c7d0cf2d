#include "engine/compute/cuda/blas.hpp"

#include <cuda_runtime_api.h>
#include <dlfcn.h>
#include <fmt/format.h>

#include <string>

#include "engine/compute/backend_failure.hpp"

namespace ravine::cuda {

namespace {

struct LoadedBlas {
    BlasFunctions functions{};
    std::string missing;  ///< what is not there; empty: all is
};

/// Where the loader finds it, or where NVIDIA's installer puts it. The major version is that of the headers.
void* open_library() {
    const std::string name = fmt::format("libcublasLt.so.{}", CUDART_VERSION / 1000);
    for (const std::string& path : {name, "/usr/local/cuda/lib64/" + name})
        if (void* library = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL)) return library;
    return nullptr;
}

LoadedBlas load() {
    LoadedBlas loaded;
    void* library = open_library();
    if (!library) {
        loaded.missing = fmt::format("cuBLAS {} is not installed", CUDART_VERSION / 1000);
        return loaded;
    }
    const auto find = [&](auto& function, const char* name) {
        function = reinterpret_cast<std::remove_reference_t<decltype(function)>>(dlsym(library, name));
        if (!function) loaded.missing = fmt::format("cuBLAS has no {}", name);
    };
    find(loaded.functions.create, "cublasLtCreate");
    find(loaded.functions.destroy, "cublasLtDestroy");
    find(loaded.functions.status_string, "cublasLtGetStatusString");
    find(loaded.functions.operation_create, "cublasLtMatmulDescCreate");
    find(loaded.functions.operation_destroy, "cublasLtMatmulDescDestroy");
    find(loaded.functions.operation_set, "cublasLtMatmulDescSetAttribute");
    find(loaded.functions.layout_create, "cublasLtMatrixLayoutCreate");
    find(loaded.functions.layout_destroy, "cublasLtMatrixLayoutDestroy");
    find(loaded.functions.preference_create, "cublasLtMatmulPreferenceCreate");
    find(loaded.functions.preference_destroy, "cublasLtMatmulPreferenceDestroy");
    find(loaded.functions.preference_set, "cublasLtMatmulPreferenceSetAttribute");
    find(loaded.functions.heuristic, "cublasLtMatmulAlgoGetHeuristic");
    find(loaded.functions.multiply, "cublasLtMatmul");
    return loaded;
}

const LoadedBlas& loaded_blas() {
    static const LoadedBlas it = load();
    return it;
}

}  // namespace

Status blas_status() {
    if (!loaded_blas().missing.empty()) return system_error(loaded_blas().missing);
    return {};
}

const BlasFunctions& blas() {
    if (!loaded_blas().missing.empty()) throw BackendFailure(loaded_blas().missing);
    return loaded_blas().functions;
}

void check_blas(cublasStatus_t status) {
    if (status == CUBLAS_STATUS_SUCCESS) return;
    cudaGetLastError();
    throw BackendFailure(std::string("the GPU could not multiply matrices: ") + blas().status_string(status));
}

BlasHandle::BlasHandle() {
    cublasLtHandle_t handle = nullptr;
    check_blas(blas().create(&handle));
    handle_.reset(handle);
}

}  // namespace ravine::cuda
