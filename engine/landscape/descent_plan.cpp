#include "engine/landscape/descent_plan.hpp"

#if RAVINE_CUDA
#include "engine/landscape/cuda/descents.hpp"
#endif

namespace ravine {

namespace {

#if RAVINE_CUDA
constexpr DescentBackend descent_rows[] = {{"cuda", cuda::make_descents}};
#else
constexpr std::span<const DescentBackend> descent_rows;
#endif

}  // namespace

std::span<const DescentBackend> descent_backends() { return descent_rows; }

}  // namespace ravine
