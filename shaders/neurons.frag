#version 330 core
// All neurons' maps in one picture, tile by tile: one colour for negative, one for positive, dark at zero.
in vec2 place;
out vec4 colour;

uniform sampler2DArray activations;  // one tile per layer, scaled to −1…1
uniform int columns, rows;           // of tiles
uniform int tiles;
uniform vec3 negative, zero, positive;

void main() {
    vec2 grid = place * vec2(float(columns), float(rows));
    ivec2 cell = ivec2(grid);
    int tile = cell.y * columns + cell.x;
    if (tile >= tiles) {
        colour = vec4(zero, 1.0);
        return;
    }
    float value = clamp(texture(activations, vec3(grid - vec2(cell), float(tile))).r, -1.0, 1.0);
    // The square root lets small activations show.
    colour = vec4(mix(zero, value < 0.0 ? negative : positive, sqrt(abs(value))), 1.0);
}
