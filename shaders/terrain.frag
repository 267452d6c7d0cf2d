#version 330 core
// A surface with thin darker lines on it.
in vec3 filled;
in float known;
in vec2 lines_before;
out vec4 colour;

uniform float line_width, line_strength;
uniform float least_known;  // where less is, there is a hole

void main() {
    vec2 slope = max(fwidth(lines_before), 1e-6);  // lines per pixel
    vec2 distance = abs(fract(lines_before + 0.5) - 0.5) / slope;
    vec2 cover = clamp(0.5 * line_width + 0.5 - distance, 0.0, 1.0);
    // Where lines would be closer than a few pixels they fade instead of flickering.
    cover *= clamp((0.45 - slope) / 0.3, 0.0, 1.0);
    if (known < least_known) discard;
    colour = vec4(filled * (1.0 - line_strength * max(cover.x, cover.y)), 1.0);
}
