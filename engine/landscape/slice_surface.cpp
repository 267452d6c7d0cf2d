#include "engine/landscape/slice_surface.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <utility>

#include "engine/compute/cpu/evaluation.hpp"
#include "engine/compute/samples.hpp"
#include "engine/landscape/minima.hpp"
#include "engine/landscape/remembering_surface.hpp"

namespace ravine {

namespace {

/// Each loss takes a pass over all points: enough samples to find the valleys of a picture.
constexpr int samples_for_minima = 17;

std::vector<double> to_doubles(const std::vector<float>& values) { return {values.begin(), values.end()}; }

bool are_finite(const std::vector<float>& values) {
    return std::ranges::all_of(values, [](float value) { return std::isfinite(value); });
}

Status check_slice(const NetworkSlice& slice) {
    if (!slice.model || !slice.plane) return input_error("there is no network", "surface");
    const std::size_t learned = slice.model->network->parameter_count(), all = slice.model->parameters->size();
    const LossPlane& plane = *slice.plane;
    if (plane.origin.size() != all || plane.first.size() != learned || plane.second.size() != learned)
        return input_error("directions that do not fit the network's parameters", "surface.plane");
    if (!are_finite(plane.origin) || !are_finite(plane.first) || !are_finite(plane.second))
        return input_error("numbers that are not finite", "surface.plane");
    if (slice.model->data->count(Split::train) == 0)
        return input_error("there are no points to measure the loss on", "surface.model");
    return check_window(window_of(plane), "surface.plane.window");
}

double product(const std::vector<double>& a, const std::vector<double>& b) {
    return std::inner_product(a.begin(), a.end(), b.begin(), 0.0);
}

SurfaceTraits traits_of(const LossPlane& plane) {
    const Window window = window_of(plane);
    return {.label = "Network's loss",
            .formula = "f(x, y) = L(θ + x·d₁ + y·d₂)",
            .source = "Li et al., Visualizing the loss landscape of neural nets, 2018",
            .derivatives = "backpropagation",
            .window = window,
            .start = window.usual_start()};
}

}  // namespace

struct SliceSurface::Loss {
    Loss(const SliceSurface& surface)
        : samples(make_samples<double>(surface.slice_.model->data->of(Split::train), surface.slice_.model->inputs,
                                       surface.network_->loss(), surface.network_->task(),
                                       surface.network_->classes())),
          indices(samples.count()),
          evaluation(surface.network_, std::make_shared<ThreadPool>(1), samples.count()),
          at(surface.origin_.size()),
          gradient(surface.network_->parameter_count()) {
        std::iota(indices.begin(), indices.end(), 0u);
    }

    /// θ + x·d₁ + y·d₂, and the buffers as they are.
    void go_to(const SliceSurface& surface, double x, double y) {
        at = surface.origin_;
        for (std::size_t i = 0; i < gradient.size(); ++i) at[i] += x * surface.first_[i] + y * surface.second_[i];
    }

    Samples<double> samples;
    std::vector<std::uint32_t> indices;
    Evaluation<double> evaluation;
    std::vector<double> at, gradient;
};

template <class Use>
auto SliceSurface::with_loss(const Use& use) const {
    std::unique_ptr<Loss> loss;
    {
        const std::lock_guard lock(mutex_);
        if (!idle_.empty()) {
            loss = std::move(idle_.back());
            idle_.pop_back();
        }
    }
    if (!loss) loss = std::make_unique<Loss>(*this);
    auto result = use(*loss);
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(loss));
    return result;
}

Window window_of(const LossPlane& plane) {
    return {plane.window[0], plane.window[1], plane.window[2], plane.window[3]};
}

SliceSurface::SliceSurface(NetworkSlice slice, std::shared_ptr<const Network<double>> network)
    : Surface(traits_of(*slice.plane)),
      slice_(std::move(slice)),
      network_(std::move(network)),
      origin_(to_doubles(slice_.plane->origin)),
      first_(to_doubles(slice_.plane->first)),
      second_(to_doubles(slice_.plane->second)) {
    find_floor(*this, own_traits(), samples_for_minima);
    own_traits().infimum = 0;  // no loss is below
}

SliceSurface::~SliceSurface() = default;

Result<std::shared_ptr<const Surface>> SliceSurface::create(const NetworkSlice& slice) {
    if (Status status = check_slice(slice); !status) return status.error();
    const Network<float>& network = *slice.model->network;
    auto precise = Network<double>::build(slice.model->scenario->network, network.inputs(), network.task(),
                                          network.classes(), network.loss_selection());
    if (!precise) return precise.error();
    return std::shared_ptr<const Surface>(new SliceSurface(slice, *precise));
}

double SliceSurface::value(double x, double y) const {
    return with_loss([&](Loss& loss) {
        loss.go_to(*this, x, y);
        return loss.evaluation.metrics(loss.at.data(), loss.samples).loss;
    });
}

std::array<double, 2> SliceSurface::gradient(double x, double y) const {
    return with_loss([&](Loss& loss) {
        loss.go_to(*this, x, y);
        loss.evaluation.gradient(loss.at.data(), loss.samples, loss.indices, loss.gradient.data());
        return std::array{product(loss.gradient, first_), product(loss.gradient, second_)};
    });
}

std::array<double, 3> SliceSurface::hessian(double x, double y) const {
    // Balances the difference's error h² against rounding's 1/h.
    const double unit = std::cbrt(std::numeric_limits<double>::epsilon());
    const double h_x = unit * (1 + std::abs(x)), h_y = unit * (1 + std::abs(y));
    const auto right = gradient(x + h_x, y), left = gradient(x - h_x, y);
    const auto above = gradient(x, y + h_y), below = gradient(x, y - h_y);
    const double across = (right[1] - left[1]) / (2 * h_x), up = (above[0] - below[0]) / (2 * h_y);
    return {(right[0] - left[0]) / (2 * h_x), 0.5 * (across + up), (above[1] - below[1]) / (2 * h_y)};
}

Result<std::shared_ptr<const Surface>> make_surface(const NetworkSlice& slice) {
    Result<std::shared_ptr<const Surface>> surface = SliceSurface::create(slice);
    if (!surface) return surface;
    return std::shared_ptr<const Surface>(std::make_shared<RememberingSurface>(std::move(*surface)));
}

}  // namespace ravine
