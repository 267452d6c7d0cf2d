#include "engine/compute/samples.hpp"

namespace ravine {

template <class Scalar>
Samples<Scalar> make_samples(std::span<const Point> points, const InputPipeline& pipeline, const LossRow& loss,
                             Task task, int classes) {
    Samples<Scalar> samples;
    samples.width = pipeline.inputs();
    samples.inputs.resize(points.size() * static_cast<std::size_t>(samples.width));
    for (const Point& point : points) {
        pipeline.apply(point.x1, point.x2, samples.inputs.data() + samples.targets.size(), points.size());
        samples.targets.push_back(static_cast<Scalar>(loss.code_target(point.target, task, classes)));
        if (task_row(task).has_classes) samples.classes.push_back(static_cast<int>(point.target));
    }
    return samples;
}

template Samples<float> make_samples(std::span<const Point>, const InputPipeline&, const LossRow&, Task, int);
template Samples<double> make_samples(std::span<const Point>, const InputPipeline&, const LossRow&, Task, int);

}  // namespace ravine
