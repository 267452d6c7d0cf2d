#version 330 core
// Heights as colours with contour lines. Heights come as shares of their range (of the logarithm where wanted), so that
// colours are evenly spaced in them.
in vec2 place;
out vec4 colour;

#include "contours.glsl"

uniform vec4 window;  // of this picture inside the texture: left, bottom, width, height in 0…1
uniform vec3 scale_colours[18];
uniform vec3 light_ink, dark_ink;
uniform float line_width;  // of a strong one, in pixels
uniform vec3 undefined_colour, hatch_colour;
uniform float hatch_width;  // in pixels
uniform float shade;       // 0 for flat colours, 1 for full light and shadow

vec3 scale_colour(float share) {
    float step = clamp(share, 0.0, 1.0) * 17.0;
    int low = min(int(step), 16);
    return mix(scale_colours[low], scale_colours[low + 1], step - float(low));
}

// Light from the upper left: `slope` is the height's change over a pixel to the right and upwards.
float light_on(vec2 slope) {
    vec3 normal = normalize(vec3(-150.0 * slope, 1.0));
    return dot(normal, normalize(vec3(-1.0, 1.0, 1.6)));
}

void main() {
    vec2 at = window.xy + place * window.zw;
    float share = height(at);
    if (share > 1.5) {  // no number
        float along = mod(gl_FragCoord.x + gl_FragCoord.y, 2.0 * hatch_width);
        colour = vec4(along < hatch_width ? undefined_colour : hatch_colour, 1.0);
        return;
    }
    vec2 slope = slope_at(at, window.zw);
    vec3 filled = scale_colour(share);
    if (shade > 0.0) {
        float light = (light_on(slope) - light_on(vec2(0.0))) * shade;
        filled = mix(filled, light > 0.0 ? vec3(1.0) : vec3(0.0), min(abs(light), 1.0) * (light > 0.0 ? 0.45 : 0.6));
    }
    if (contours > 0) {
        vec4 line = nearest_line(share);
        vec3 ink = mix(light_ink, dark_ink, line.w);
        float cover = cover_of(line, share, length(slope), line_width * mix(0.7, 1.0, line.y));
        filled = mix(filled, ink, cover * mix(0.26, 0.5, line.y) * mix(1.0, 0.72, line.w));
    }
    colour = vec4(filled, 1.0);
}
