#version 330 core
// What a network says over the plane: class colours, dark where it is unsure, and a crisp line where two classes are
// equally likely; for a number, a colour on each side of zero.
in vec2 place;
out vec4 colour;

uniform sampler2DArray predictions;  // one layer per class, or one with the number
uniform vec4 window;                 // of this picture inside the texture: left, bottom, width, height in 0…1
uniform int planes;
uniform vec3 class_colours[10];
uniform vec3 unsure;     // the colour between classes
uniform vec3 line;       // of the boundary
uniform float strength;  // of the class colours, 0…1
uniform float most;      // number that has the full colour, when planes is 1
uniform float line_width;

float prediction(vec2 at, int plane) { return texture(predictions, vec3(at, float(plane))).r; }

// Signed distance in pixels from the place where f = 0, from the size of its gradient.
float distance_to_zero(float f, vec2 gradient) { return f / max(length(gradient), 1e-6); }

void main() {
    vec2 at = window.xy + place * window.zw;
    vec2 dx = dFdx(at), dy = dFdy(at);
    vec3 filled;
    float distance;
    if (planes == 1) {
        float f = prediction(at, 0);
        float share = clamp(f / most, -1.0, 1.0);
        filled = mix(unsure, share < 0.0 ? class_colours[0] : class_colours[1], strength * abs(share));
        vec2 gradient = 0.5 * vec2(prediction(at + dx, 0) - prediction(at - dx, 0),
                                   prediction(at + dy, 0) - prediction(at - dy, 0));
        distance = distance_to_zero(f, gradient);
    } else {
        int first = 0, second = 1;
        float p_first = -1.0, p_second = -1.0;
        for (int plane = 0; plane < planes; ++plane) {
            float p = prediction(at, plane);
            if (p > p_first) {
                second = first;
                p_second = p_first;
                first = plane;
                p_first = p;
            } else if (p > p_second) {
                second = plane;
                p_second = p;
            }
        }
        float least = 1.0 / float(planes);
        float sure = clamp((p_first - least) / (1.0 - least), 0.0, 1.0);
        filled = mix(unsure, class_colours[first], strength * (0.14 + 0.86 * sure));
        vec2 gradient = 0.5 * vec2(prediction(at + dx, first) - prediction(at + dx, second) -
                                       prediction(at - dx, first) + prediction(at - dx, second),
                                   prediction(at + dy, first) - prediction(at + dy, second) -
                                       prediction(at - dy, first) + prediction(at - dy, second));
        distance = distance_to_zero(p_first - p_second, gradient);
    }
    float cover = 1.0 - smoothstep(0.5 * line_width - 0.5, 0.5 * line_width + 0.5, abs(distance));
    colour = vec4(mix(filled, line, 0.95 * cover), 1.0);
}
