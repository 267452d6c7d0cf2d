#include "engine/compute/cuda/cuda_pictures.hpp"

#include "engine/compute/cuda/launcher.hpp"
#include "engine/compute/kernels/device_pictures.hpp"

namespace ravine {

namespace {

struct PictureMemory {
    cuda::Launcher launcher;
    kernels::DevicePictures<cuda::Launcher> pictures{launcher};
};

/// What a pool keeps from picture to picture; not after a failure, after which the GPU's memory may be gone.
template <class Draw>
void draw_with_kept(ThreadPool& pool, const Draw& draw) {
    try {
        draw(pool.scratch(0).as<PictureMemory>().pictures);
    } catch (...) {
        pool.scratch(0) = Scratch();
        throw;
    }
}

}  // namespace

void cuda_passes(const PassesOrder& order, ThreadPool& pool) {
    draw_with_kept(pool, [&](auto& pictures) { pictures.passes(order, pool); });
}

void cuda_plane_losses(const PlaneLossesOrder& order, ThreadPool& pool) {
    draw_with_kept(pool, [&](auto& pictures) { pictures.plane_losses(order); });
}

}  // namespace ravine
