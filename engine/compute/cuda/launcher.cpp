#include "engine/compute/cuda/launcher.hpp"

#include <utility>

#include "engine/compute/cuda/device.hpp"

namespace ravine::cuda {

Launcher::Launcher() : most_block_bytes_(device().shared_bytes), multiprocessors_(device().multiprocessors) {}

/// By what all GPUs from capability 7.5 on have: 1024 threads a multiprocessor and 16 blocks, and as much shared memory
/// for all blocks as one may have.
int Launcher::blocks_at_once(int threads, std::size_t bytes) const {
    constexpr int most_blocks = 16, most_threads = 1024;
    constexpr std::size_t of_system = 1 << 10;  // that every block takes beside its own
    const auto by_memory = int((most_block_bytes_ + of_system) / (bytes + of_system));
    return multiprocessors_ * std::max(1, std::min({most_blocks, most_threads / threads, by_memory}));
}

template <>
Launcher::Products<float>& Launcher::made_products<float>() {
    return single_products_;
}
template <>
Launcher::Products<double>& Launcher::made_products<double>() {
    return precise_products_;
}

void Launcher::meet() {
    if (!std::exchange(is_beside_, false)) return;
    return_.record(side_);
    return_.hold(stream_);
}

template <class S>
bool Launcher::multiply(const kernels::Product<S>& product) {
    if (!blas_) blas_ = std::make_unique<BlasHandle>();
    if (now_->workspace.empty()) now_->workspace = DeviceArray<std::byte>(product_workspace_bytes);
    ProductShape shape{product.rows, product.columns, product.inner, product.left_is_turned, product.right_is_turned};
    shape.first_stride = product.left_stride;
    shape.second_stride = product.right_stride;
    shape.result_stride = product.out_stride;
    shape.alignment = common_alignment(product.left, product.right, product.out);
    shape.sums_first = product.left_sums != nullptr;
    const std::array<std::int64_t, 10> key = {
        shape.rows,         shape.columns,       shape.inner,         shape.turned_first, shape.turned_second,
        shape.first_stride, shape.second_stride, shape.result_stride, shape.alignment,    shape.sums_first};
    const auto made = made_products<S>().try_emplace(key, *blas_, shape).first;
    made->second.run(product.left, product.right, product.out, now_->workspace.data(), *now_->stream, 1,
                     S(product.adds ? 1 : 0), product.left_sums);
    return made->second.sums_first();
}

template bool Launcher::multiply(const kernels::Product<float>&);
template bool Launcher::multiply(const kernels::Product<double>&);

}  // namespace ravine::cuda
