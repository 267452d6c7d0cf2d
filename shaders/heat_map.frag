#version 330 core
// Heights as colours with contour lines. Heights come as shares of their range (of the logarithm where wanted), so that
// colours and contours are evenly spaced in them.
in vec2 place;
out vec4 colour;

uniform sampler2DArray heights;
uniform vec4 window;  // of this picture inside the texture: left, bottom, width, height in 0…1
uniform vec3 scale_colours[18];
uniform float contours;       // number of levels; 0 for none
uniform vec4 contour_colour;  // with its opacity
uniform float line_width;

vec3 scale_colour(float share) {
    float step = clamp(share, 0.0, 1.0) * 17.0;
    int low = min(int(step), 16);
    return mix(scale_colours[low], scale_colours[low + 1], step - float(low));
}

void main() {
    vec2 at = window.xy + place * window.zw;
    float share = texture(heights, vec3(at, 0.0)).r;
    vec3 filled = scale_colour(share);
    float level = share * contours;
    float slope = length(vec2(dFdx(level), dFdy(level)));  // levels per pixel
    float distance = abs(fract(level + 0.5) - 0.5) / max(slope, 1e-9);
    float cover = 1.0 - smoothstep(0.5 * line_width - 0.5, 0.5 * line_width + 0.5, distance);
    // Where lines would be closer than a few pixels they fade instead of flickering.
    cover *= contours > 0.0 ? 1.0 - smoothstep(0.15, 0.4, slope) : 0.0;
    // A plain has no contour, even where it lies exactly at a level: the lowest heights that the scale shows do.
    cover *= smoothstep(0.02, 0.08, level) * smoothstep(1e-5, 1e-4, slope);
    colour = vec4(mix(filled, contour_colour.rgb, cover * contour_colour.a), 1.0);
}
