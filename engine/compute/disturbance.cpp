#include "engine/compute/disturbance.hpp"

#include "engine/core/table.hpp"

namespace ravine {

template <class Scalar>
std::shared_ptr<const Disturbance<Scalar>> Disturbance<Scalar>::make(std::uint64_t seed,
                                                                     const Augmentation& augmentation,
                                                                     const Selection& input_noise,
                                                                     const InputPipeline& inputs,
                                                                     std::vector<Point> points) {
    const InputNoiseRow* noise = find_row(input_noises(), input_noise.id);
    if (augmentation == Augmentation{} && noise->draw == nullptr) return nullptr;
    std::shared_ptr<Disturbance> disturbance(new Disturbance);
    disturbance->seed_ = seed;
    disturbance->augmentation_ = augmentation;
    disturbance->noise_ = noise;
    disturbance->deviation_ = noise->draw ? input_noise.values[0] : 0;
    disturbance->inputs_ = inputs;
    disturbance->centre_ = centre_of(points);
    disturbance->points_ = std::move(points);
    return disturbance;
}

template <class Scalar>
void Disturbance<Scalar>::apply(std::uint32_t sample, std::uint64_t step, std::size_t place, Scalar* inputs,
                                std::size_t stride) const {
    const std::uint64_t stream = step << 20 | place;
    if (!(augmentation_ == Augmentation{})) {
        RandomStream random(seed_, RandomPurpose::augmentation, stream);
        const Point moved = augmented(points_[sample], augmentation_, centre_, random);
        inputs_.apply(moved.x1, moved.x2, inputs, stride);
    }
    if (noise_->draw == nullptr) return;
    RandomStream random(seed_, RandomPurpose::input_noise, stream);
    for (std::size_t i = 0; i < inputs_.rows.size(); ++i)
        inputs[i * stride] += Scalar(noise_->draw(deviation_, random));
}

template class Disturbance<float>;
template class Disturbance<double>;

}  // namespace ravine
