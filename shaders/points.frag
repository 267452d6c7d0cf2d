#version 330 core
// Three signs side by side, white with their coverage as opacity: a disc, a ring, and the ring's wider rim.
in vec2 place;
out vec4 colour;

uniform float cell;         // edge of a sign's cell, in pixels
uniform float radius;       // of the disc and of the ring's middle line
uniform float ring, rim;    // widths

float band(float distance, float width) { return clamp(0.5 * width + 0.5 - abs(distance), 0.0, 1.0); }

void main() {
    vec2 at = place * vec2(3.0 * cell, cell);
    int sign = int(at.x / cell);
    float distance = length(at - vec2((float(sign) + 0.5) * cell, 0.5 * cell)) - radius;
    float cover = sign == 0 ? clamp(0.5 - distance, 0.0, 1.0) : band(distance, sign == 1 ? ring : rim);
    colour = vec4(1.0, 1.0, 1.0, cover);
}
