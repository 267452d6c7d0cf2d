#include "app/pictures/relief/camera.hpp"

#include <algorithm>
#include <cmath>

namespace ravine {
namespace {

/// From the target towards the eye.
Vector3 direction_of(const Camera& camera) {
    const double across = std::cos(camera.elevation);
    return {across * std::cos(camera.azimuth), across * std::sin(camera.azimuth), std::sin(camera.elevation)};
}

void keep_within_limits(Camera& camera) {
    camera.distance = std::clamp(camera.distance, least_distance, most_distance);
    camera.target = {std::clamp(camera.target.x, -1.0, 1.0), std::clamp(camera.target.y, -1.0, 1.0),
                     std::clamp(camera.target.z, 0.0, relief_height)};
    camera.azimuth = std::remainder(camera.azimuth, 2 * std::numbers::pi);
    camera.elevation = std::clamp(camera.elevation, least_elevation(camera), most_elevation);
}

}  // namespace

double least_elevation(const Camera& camera) {
    constexpr double above = 1.1 * relief_height;
    return std::asin(std::clamp((above - camera.target.z) / camera.distance, 0.05, 1.0));
}

void orbit(Camera& camera, double azimuth, double elevation) {
    camera.azimuth += azimuth;
    camera.elevation += elevation;
    keep_within_limits(camera);
}

void pan(Camera& camera, const Vector3& by) {
    camera.target = camera.target + by;
    keep_within_limits(camera);
}

void zoom(Camera& camera, double factor, const Vector3& anchor) {
    const double allowed = std::clamp(camera.distance * factor, least_distance, most_distance) / camera.distance;
    camera.distance *= allowed;
    camera.target = anchor + allowed * (camera.target - anchor);
    keep_within_limits(camera);
}

CameraView::CameraView(const Camera& camera, const Box& box) : box_(box) {
    const Vector3 back = direction_of(camera);
    eye_ = camera.target + camera.distance * back;
    forward_ = -1 * back;
    right_ = {-std::sin(camera.azimuth), std::cos(camera.azimuth), 0};
    up_ = cross(right_, forward_);
    // A box of this proportion fills the rectangle from the usual distance.
    constexpr double fill = 1.46, proportion = 1.33;
    focal_ = fill * std::min(box.width(), proportion * box.height());
    target_depth_ = camera.distance;
}

CameraView::Shown CameraView::project(const Vector3& point) const {
    const Vector3 from_eye = point - eye_;
    const double depth = dot(from_eye, forward_), scale = focal_ / depth;
    const double x = scale * dot(from_eye, right_), y = scale * dot(from_eye, up_);
    return {{0.5 * (box_.left + box_.right) + x, 0.5 * (box_.top + box_.bottom) - y}, depth};
}

Vector3 CameraView::unproject(Place at, double depth) const {
    const double x = at.x - 0.5 * (box_.left + box_.right), y = 0.5 * (box_.top + box_.bottom) - at.y;
    return eye_ + depth * (forward_ + (x / focal_) * right_ + (y / focal_) * up_);
}

Vector3 CameraView::movement(double right, double down) const {
    const double unit = 1 / pixels_per_unit();
    return (right * unit) * right_ - (down * unit) * up_;
}

std::array<float, 16> CameraView::matrix() const {
    constexpr double near = 0.02, far = 30;
    const double deep = (far + near) / (far - near);
    const auto row = [&](double factor, const Vector3& axis) {
        return std::array<double, 4>{factor * axis.x, factor * axis.y, factor * axis.z, -factor * dot(axis, eye_)};
    };
    std::array<std::array<double, 4>, 4> rows{row(2 * focal_ / box_.width(), right_),
                                              row(2 * focal_ / box_.height(), up_), row(deep, forward_),
                                              row(1, forward_)};
    rows[2][3] -= 2 * far * near / (far - near);
    std::array<float, 16> columns{};
    for (std::size_t i = 0; i < 4; ++i)
        for (std::size_t j = 0; j < 4; ++j) columns[4 * j + i] = static_cast<float>(rows[i][j]);
    return columns;
}

}  // namespace ravine
