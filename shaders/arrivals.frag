#version 330 core
// A map of descents: in each cell the place where one ended, as a colour, and the steps it took, as brightness or on a
// scale of their own.
in vec2 place;
out vec4 colour;

uniform sampler2DArray cells;  // layer 0: index of a minimum, −1 elsewhere, −2 diverged; layer 1: share of the steps
uniform vec4 window;           // of this picture inside the map: left, bottom, width, height in 0…1
uniform vec3 place_colours[10];
uniform vec3 scale_colours[18];  // many steps to few
uniform int is_scale;            // 1: colours from the scale, whichever minimum was reached
uniform vec3 elsewhere_colour[1];
uniform vec3 ground_colours[2];  // of what diverged, and of its hatch; outside of the map the first alone
uniform float hatch_width;       // of a line with its gap, in pixels

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

void main() {
    vec2 at = window.xy + place * window.zw;
    colour = vec4(ground_colours[0], 1.0);
    if (any(lessThan(at, vec2(0.0))) || any(greaterThanEqual(at, vec2(1.0)))) return;
    ivec2 cell = ivec2(at * vec2(textureSize(cells, 0).xy));
    int where = int(round(texelFetch(cells, ivec3(cell, 0), 0).r));
    float steps = texelFetch(cells, ivec3(cell, 1), 0).r;
    if (where == -2)
        colour.rgb = hatch();
    else if (where == -1)
        colour.rgb = elsewhere_colour[0];
    else if (is_scale == 1)
        colour.rgb = scale_colour(1.0 - steps);
    else
        colour.rgb = place_colours[where % 10] * mix(1.0, 0.3, steps);
}
