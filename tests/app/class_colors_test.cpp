// Ten classes can be told apart by everybody: also where red, green or blue receptors are missing.
#include <algorithm>
#include <array>
#include <cmath>

#include "app/pictures/colors.hpp"
#include "engine/data/task.hpp"
#include "tests/catch.hpp"

using namespace ravine;

namespace {

using Triple = std::array<double, 3>;
using Matrix = std::array<Triple, 3>;

/// Machado, Oliveira & Fernandes 2009, "A physiologically-based model for simulation of color vision deficiency", at
/// full strength, on linear sRGB: everybody, protanopia, deuteranopia, tritanopia.
constexpr std::array<Matrix, 4> eyes = {{
    {{{1, 0, 0}, {0, 1, 0}, {0, 0, 1}}},
    {{{0.152286, 1.052583, -0.204868}, {0.114503, 0.786281, 0.099216}, {-0.003882, -0.048116, 1.051998}}},
    {{{0.367322, 0.860646, -0.227968}, {0.280085, 0.672501, 0.047413}, {-0.011820, 0.042940, 0.968881}}},
    {{{1.255528, -0.076749, -0.178779}, {-0.078411, 0.930809, 0.147602}, {0.004733, 0.691367, 0.303900}}},
}};
constexpr Matrix to_xyz = {
    {{0.4124564, 0.3575761, 0.1804375}, {0.2126729, 0.7151522, 0.0721750}, {0.0193339, 0.1191920, 0.9503041}}};

Triple product(const Matrix& matrix, const Triple& vector) {
    Triple result{};
    for (std::size_t i = 0; i < 3; ++i)
        for (std::size_t j = 0; j < 3; ++j) result[i] += matrix[i][j] * vector[j];
    return result;
}

Triple linear(Color color) {
    const auto channel = [](int value) {
        const double share = value / 255.0;
        return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
    };
    return {channel(color.red), channel(color.green), channel(color.blue)};
}

/// CIE L*a*b* (D65) of a colour as these eyes see it.
Triple lab(Color color, const Matrix& eye) {
    Triple seen = product(eye, linear(color));
    for (double& channel : seen) channel = std::clamp(channel, 0.0, 1.0);
    Triple xyz = product(to_xyz, seen);
    const Triple white = {0.95047, 1, 1.08883};
    for (std::size_t i = 0; i < 3; ++i) {
        const double share = xyz[i] / white[i];
        xyz[i] = share > 216.0 / 24389 ? std::cbrt(share) : (24389.0 / 27 * share + 16) / 116;
    }
    return {116 * xyz[1] - 16, 500 * (xyz[0] - xyz[1]), 200 * (xyz[1] - xyz[2])};
}

double difference(Color a, Color b, const Matrix& eye) {
    const Triple p = lab(a, eye), q = lab(b, eye);
    return std::hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

}  // namespace

TEST_CASE("the difference of colours is what tables say") {
    CHECK(difference(rgb(0xFFFFFF), rgb(0x000000), eyes[0]) == Approx(100).epsilon(1e-3));
    CHECK(difference(rgb(0xFF0000), rgb(0x00FF00), eyes[0]) == Approx(170.6).epsilon(1e-3));
    CHECK(difference(rgb(0xCC0000), rgb(0x665500), eyes[2]) < 0.4 * difference(rgb(0xCC0000), rgb(0x665500), eyes[0]));
}

TEST_CASE("any two of ten classes differ by 16 at least, for colour-blind people, too, and each from both grounds") {
    STATIC_REQUIRE(class_colors.size() >= most_classes);
    constexpr std::size_t okabe_ito = 7;
    for (const Matrix& eye : eyes)
        for (std::size_t i = 0; i < class_colors.size(); ++i) {
            INFO("colour " << i);
            for (std::size_t j = 0; j < i; ++j) {
                INFO("and " << j);
                CHECK(difference(class_color(i), class_color(j), eye) >= (i < okabe_ito ? 16 : 26));
            }
            for (const ThemeRow& theme : themes) CHECK(difference(class_color(i), theme.panel, eye) >= 20);
        }
}
