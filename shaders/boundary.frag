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
uniform sampler2DArray members;  // of an ensemble: the layers of its first network, then those of the next, …
uniform int member_count;
uniform float member_line_width;

// Signed distance in pixels from the place where f = 0, from the size of its gradient.
float distance_to_zero(float f, vec2 gradient) { return f / max(length(gradient), 1e-6); }

// Where a network has diverged it says nothing.
vec4 nothing_known() { return vec4(unsure, 1e6); }

float number_at(sampler2DArray map, vec2 at, int first) {
    return scale * textureLod(map, vec3(at, float(first)), 0.0).r + offset;
}

// A number: a colour on each side of zero.
vec4 picture_of_number(vec2 at) {
    float f = number_at(predictions, at, 0);
    if (isnan(f) || isinf(f)) return nothing_known();
    float distance = distance_to_zero(f, vec2(dFdx(f), dFdy(f)));
    float share = clamp(f / most, -1.0, 1.0);
    return vec4(mix(unsure, share < 0.0 ? class_colours[0] : class_colours[1], strength * abs(share)), distance);
}

// The two likeliest classes, whose planes begin with `first`: probability and its derivatives, which are taken plane by
// plane, because the likeliest class may be another one in the next pixel. Returns the likeliest.
int likeliest(sampler2DArray map, vec2 at, int first, out vec3 p_first, out vec3 p_second) {
    int best = 0;
    p_first = p_second = vec3(-1.0);
    for (int plane = 0; plane < planes; ++plane) {
        float p = texture(map, vec3(at, float(first + plane))).r;
        vec3 here = vec3(p, dFdx(p), dFdy(p));
        if (p > p_first.x) {
            p_second = p_first;
            p_first = here;
            best = plane;
        } else if (p > p_second.x) {
            p_second = here;
        }
    }
    return best;
}

// Probabilities: the likeliest class, dark where it is not sure.
vec4 picture_of_classes(vec2 at) {
    vec3 p_first, p_second;
    int best = likeliest(predictions, at, 0, p_first, p_second);
    if (!(p_first.x > 0.0)) return nothing_known();
    float least = 1.0 / float(planes);
    float sure = clamp((p_first.x - least) / (1.0 - least), 0.0, 1.0);
    vec3 margin = p_first - p_second;
    return vec4(mix(unsure, class_colours[best], strength * (0.14 + 0.86 * sure)),
                distance_to_zero(margin.x, margin.yz));
}

// How far this pixel is from the boundary of one network of an ensemble.
float distance_to_member(vec2 at, int member) {
    if (planes == 1) {
        float f = number_at(members, at, member);
        return distance_to_zero(f, vec2(dFdx(f), dFdy(f)));
    }
    vec3 p_first, p_second;
    likeliest(members, at, member * planes, p_first, p_second);
    vec3 margin = p_first - p_second;
    return distance_to_zero(margin.x, margin.yz);
}

// By how much `answer`, a class or a number's side, is ahead of the others.
float lead_of(int answer, vec2 at) {
    if (planes == 1) return (answer == 1 ? 1.0 : -1.0) * number_at(predictions, at, 0);
    float other = -1.0;
    for (int plane = 0; plane < planes; ++plane)
        if (plane != answer) other = max(other, textureLod(predictions, vec3(at, float(plane)), 0.0).r);
    return textureLod(predictions, vec3(at, float(answer)), 0.0).r - other;
}

int answer_at(vec2 at) {
    if (planes == 1) return number_at(predictions, at, 0) > 0.0 ? 1 : 0;
    int best = 0;
    for (int plane = 1; plane < planes; ++plane)
        if (lead_of(plane, at) > 0.0) best = plane;
    return best;
}

// Whether the answer is another one beyond the line. Where members that are sure of themselves contradict each other,
// the mean's lead dies away to nothing without an answer beyond; a line would fill the area.
bool is_crossed(vec2 at, vec2 right, vec2 up) {
    const float rounding = 1e-6;
    int answer = answer_at(at);
    float least = min(min(lead_of(answer, at + right), lead_of(answer, at - right)),
                      min(lead_of(answer, at + up), lead_of(answer, at - up)));
    return least < -rounding * most;
}

float line_cover(float distance, float width) {
    return 1.0 - smoothstep(0.5 * width - 0.5, 0.5 * width + 0.5, abs(distance));
}

void main() {
    vec2 at = window.xy + place * window.zw;
    vec4 picture = planes == 1 ? picture_of_number(at) : picture_of_classes(at);
    float thin = 0.0;
    for (int member = 0; member < member_count; ++member)
        thin = max(thin, line_cover(distance_to_member(at, member), member_line_width));
    vec3 with_members = mix(picture.rgb, line, 0.5 * thin);
    vec2 right = (line_width + 1.0) * dFdx(at), up = (line_width + 1.0) * dFdy(at);
    float thick = line_cover(picture.a, line_width);
    if (thick > 0.0 && member_count > 0 && !is_crossed(at, right, up)) thick = 0.0;
    colour = vec4(mix(with_members, line, 0.95 * thick), 1.0);
}
