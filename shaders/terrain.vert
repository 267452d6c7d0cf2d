#version 330 core
// A lit surface in space, its heights as colours; its sides, whose normals are level, are plain. Colours are found here,
// because there are far fewer corners than pixels and they are hardly farther apart than a few pixels.
layout(location = 0) in vec3 corner;
layout(location = 1) in vec3 normal;
layout(location = 2) in vec2 value;  // share of the scale of colours, and how much is known around it
out vec3 filled;
out float known;
out vec2 lines_before;  // numbers of lines across x and y up to this place

uniform mat4 projection;
uniform vec3 scale_colours[18];
uniform vec4 lines;  // lines_before is x · lines.x + lines.y, y · lines.z + lines.w
uniform vec3 side_colour;
uniform vec3 light;  // direction towards it
uniform vec3 eye;

vec3 scale_colour() {
    float step = clamp(value.x, 0.0, 1.0) * 17.0;
    int low = min(int(step), 16);
    return mix(scale_colours[low], scale_colours[low + 1], step - float(low));
}

void main() {
    bool is_side = normal.z == 0.0;
    float lit = 0.66 + 0.36 * max(dot(normal, light), 0.0);
    filled = lit * (is_side ? side_colour : scale_colour());
    // A hole opens no view of a side from inside.
    known = is_side && dot(normal, eye - corner) < 0.0 ? 0.0 : value.y;
    lines_before = is_side ? vec2(0.5) : corner.xy * lines.xz + lines.yw;  // half-way between two there is none
    gl_Position = projection * vec4(corner, 1.0);
}
