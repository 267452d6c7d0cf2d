#version 330 core
// What a network says over the plane: class colours, dark where it is unsure, and a crisp line where two classes are
// equally likely; for a number, a colour on each side of zero.
in vec2 place;
out vec4 colour;

uniform sampler2DArray predictions;  // one layer per class; or one with a number, which is scale · value + offset
uniform vec4 window;                 // of this picture inside the texture: left, bottom, width, height in 0…1
uniform int planes;
uniform float scale, offset;
uniform vec3 class_colours[10];
uniform vec3 unsure;     // the colour between classes
uniform vec3 line;       // of the boundary
uniform float strength;  // of the class colours, 0…1
uniform float most;      // number that has the full colour, when planes is 1
uniform float line_width;

// Signed distance in pixels from the place where f = 0, from the size of its gradient.
float distance_to_zero(float f, vec2 gradient) { return f / max(length(gradient), 1e-6); }

// Where a network has diverged it says nothing.
vec4 nothing_known() { return vec4(unsure, 1e6); }

// A number: a colour on each side of zero.
vec4 picture_of_number(vec2 at) {
    float f = scale * texture(predictions, vec3(at, 0.0)).r + offset;
    if (isnan(f) || isinf(f)) return nothing_known();
    float distance = distance_to_zero(f, vec2(dFdx(f), dFdy(f)));
    float share = clamp(f / most, -1.0, 1.0);
    return vec4(mix(unsure, share < 0.0 ? class_colours[0] : class_colours[1], strength * abs(share)), distance);
}

// Probabilities: the likeliest class, dark where it is not sure. Derivatives are taken plane by plane, because the
// likeliest class may be another one in the next pixel.
vec4 picture_of_classes(vec2 at) {
    int first = 0;
    vec3 p_first = vec3(-1.0), p_second = vec3(-1.0);  // probability and its derivatives
    for (int plane = 0; plane < planes; ++plane) {
        float p = texture(predictions, vec3(at, float(plane))).r;
        vec3 here = vec3(p, dFdx(p), dFdy(p));
        if (p > p_first.x) {
            p_second = p_first;
            p_first = here;
            first = plane;
        } else if (p > p_second.x) {
            p_second = here;
        }
    }
    if (!(p_first.x > 0.0)) return nothing_known();
    float least = 1.0 / float(planes);
    float sure = clamp((p_first.x - least) / (1.0 - least), 0.0, 1.0);
    vec3 margin = p_first - p_second;
    return vec4(mix(unsure, class_colours[first], strength * (0.14 + 0.86 * sure)),
                distance_to_zero(margin.x, margin.yz));
}

void main() {
    vec2 at = window.xy + place * window.zw;
    vec4 picture = planes == 1 ? picture_of_number(at) : picture_of_classes(at);
    float cover = 1.0 - smoothstep(0.5 * line_width - 0.5, 0.5 * line_width + 0.5, abs(picture.a));
    colour = vec4(mix(picture.rgb, line, 0.95 * cover), 1.0);
}
