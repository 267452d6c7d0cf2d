#version 330 core
// Signs of data points in a grid: a column for each colour; discs in the lower row, rings in the upper one; all with a
// rim, so that they stand out from any picture. Opacity is their coverage.
in vec2 place;
out vec4 colour;

uniform float cell;       // edge of a sign's cell, in pixels
uniform float radius;     // of the disc and of the ring's middle line
uniform float ring, rim;  // widths of the ring, and of the rim around either
uniform int columns;
uniform vec3 fills[32];
uniform vec3 rims[32];

void main() {
    vec2 at = place * vec2(float(columns) * cell, 2.0 * cell);
    ivec2 sign = ivec2(at / cell);
    float distance = length(at - (vec2(sign) + 0.5) * cell) - radius;
    // From the edge of the shape, positive outside.
    float outside = sign.y == 0 ? distance : abs(distance) - 0.5 * ring;
    float inner = clamp(0.5 - outside, 0.0, 1.0), outer = clamp(0.5 - outside + rim, 0.0, 1.0);
    float rim_opacity = sign.y == 0 ? 1.0 : 0.75;
    float cover = max(inner, outer * rim_opacity);
    colour = vec4(mix(rims[sign.x], fills[sign.x], inner / max(cover, 1e-3)), cover);
}
