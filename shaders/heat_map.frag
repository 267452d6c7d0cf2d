#version 330 core
// Heights as colours with contour lines. Heights come transformed (logarithm taken where wanted), so that colours and
// contours are evenly spaced in them.
in vec2 place;
out vec4 colour;

uniform sampler2DArray heights;
uniform vec4 window;  // of this picture inside the texture: left, bottom, width, height in 0…1
uniform float least, most;
uniform vec3 scale_colours[18];
uniform float contours;       // number of levels between least and most; 0 for none
uniform vec4 contour_colour;  // with its opacity
uniform float line_width;
uniform int cubic;  // 1: the grid is coarser than the picture

// Catmull and Rom's spline through four values.
vec4 spline_weights(float t) {
    return vec4(t * (-0.5 + t * (1.0 - 0.5 * t)), 1.0 + t * t * (-2.5 + 1.5 * t), t * (0.5 + t * (2.0 - 1.5 * t)),
                t * t * (-0.5 + 0.5 * t));
}

float cubic_height(vec2 at) {
    ivec2 size = textureSize(heights, 0).xy;
    vec2 texel = at * vec2(size) - 0.5;
    ivec2 base = ivec2(floor(texel));
    vec4 wx = spline_weights(fract(texel.x)), wy = spline_weights(fract(texel.y));
    float sum = 0.0;
    for (int j = 0; j < 4; ++j)
        for (int i = 0; i < 4; ++i) {
            ivec2 cell = clamp(base + ivec2(i - 1, j - 1), ivec2(0), size - 1);
            sum += wx[i] * wy[j] * texelFetch(heights, ivec3(cell, 0), 0).r;
        }
    return sum;
}

vec3 scale_colour(float share) {
    float step = clamp(share, 0.0, 1.0) * 17.0;
    int low = min(int(step), 16);
    return mix(scale_colours[low], scale_colours[low + 1], step - float(low));
}

void main() {
    vec2 at = window.xy + place * window.zw;
    float height = cubic == 1 ? cubic_height(at) : texture(heights, vec3(at, 0.0)).r;
    float share = (height - least) / max(most - least, 1e-12);
    vec3 filled = scale_colour(share);
    float level = share * contours;
    float slope = length(vec2(dFdx(level), dFdy(level)));  // levels per pixel
    float distance = abs(fract(level + 0.5) - 0.5) / max(slope, 1e-9);
    float cover = 1.0 - smoothstep(0.5 * line_width - 0.5, 0.5 * line_width + 0.5, distance);
    // Where lines would be closer than a few pixels they fade instead of flickering.
    cover *= contours > 0.0 ? 1.0 - smoothstep(0.15, 0.4, slope) : 0.0;
    colour = vec4(mix(filled, contour_colour.rgb, cover * contour_colour.a), 1.0);
}
