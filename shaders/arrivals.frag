#version 330 core
// A map of descents: in each cell the place where one ended, as a colour, and the steps it took, as brightness or on a
// scale of their own.
in vec2 place;
out vec4 colour;

#include "contours.glsl"

uniform sampler2DArray cells;  // layer 0: index of a minimum, −1 elsewhere, −2 diverged; layer 1: share of the steps
uniform vec4 window;           // of this picture inside the map: left, bottom, width, height in 0…1
uniform vec3 place_colours[10];
uniform vec3 scale_colours[18];  // many steps to few
uniform int is_scale;            // 1: colours from the scale, whichever minimum was reached
uniform vec3 elsewhere_colour[1];
uniform vec3 ground_colours[2];  // of what diverged, and of its hatch; outside of the map the first alone
uniform float hatch_width;       // of a line with its gap, in pixels
uniform vec4 height_window;      // of this picture inside the heights, as `window`
uniform vec3 contour_inks[2];    // of a line, and of the line on top of it
uniform vec2 contour_widths;     // in pixels
uniform vec2 contour_opacities;  // of strong lines

vec3 scale_colour(float share) {
    float step = clamp(share, 0.0, 1.0) * 17.0;
    int low = min(int(step), 16);
    return mix(scale_colours[low], scale_colours[low + 1], step - float(low));
}

vec3 hatch() {
    float across = (gl_FragCoord.x + gl_FragCoord.y) / hatch_width;
    float distance = abs(fract(across) - 0.5) * hatch_width / 1.41421356;
    return mix(ground_colours[1], ground_colours[0], smoothstep(0.3, 1.3, distance));
}

vec3 ground(vec2 at) {
    if (any(lessThan(at, vec2(0.0))) || any(greaterThanEqual(at, vec2(1.0)))) return ground_colours[0];
    ivec2 cell = ivec2(at * vec2(textureSize(cells, 0).xy));
    int where = int(round(texelFetch(cells, ivec3(cell, 0), 0).r));
    float steps = texelFetch(cells, ivec3(cell, 1), 0).r;
    if (where == -2) return hatch();
    if (where == -1) return elsewhere_colour[0];
    if (is_scale == 1) return scale_colour(1.0 - steps);
    return place_colours[where % 10] * mix(1.0, 0.3, steps);
}

vec3 with_contours(vec3 filled) {
    if (contours == 0) return filled;
    vec2 at = height_window.xy + place * height_window.zw;
    float share = height(at);
    if (share > 1.5) return filled;  // no number
    vec4 line = nearest_line(share);
    float slope = length(slope_at(at, height_window.zw)), strength = mix(0.6, 1.0, line.y);
    for (int i = 0; i < 2; ++i) {
        float cover = cover_of(line, share, slope, contour_widths[i]);
        filled = mix(filled, contour_inks[i], cover * contour_opacities[i] * strength);
    }
    return filled;
}

void main() { colour = vec4(with_contours(ground(window.xy + place * window.zw)), 1.0); }
