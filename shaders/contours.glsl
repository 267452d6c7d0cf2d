// Contour lines of heights, which come as shares of their range.
uniform sampler2DArray heights;
uniform vec2 pixel;        // of the picture, as a share of its width and height
uniform int contours;      // how many of the lines there are
uniform vec4 lines[48];    // rising: share, 1 for a strong line, gap to the nearest one as strong, 1 for dark ink

float height(vec2 at) { return texture(heights, vec3(at, 0.0)).r; }

// The height's change over a pixel to the right and upwards; `extent`: of the picture in the texture.
vec2 slope_at(vec2 at, vec2 extent) {
    vec2 across = vec2(pixel.x * extent.x, 0.0), up = vec2(0.0, pixel.y * extent.y);
    return 0.5 * vec2(height(at + across) - height(at - across), height(at + up) - height(at - up));
}

vec4 nearest_line(float share) {
    int low = 0, high = contours - 1;
    while (high - low > 1) {
        int middle = (low + high) / 2;
        if (lines[middle].x <= share) low = middle;
        else high = middle;
    }
    return share - lines[low].x < lines[high].x - share ? lines[low] : lines[high];
}

// How much of the pixel the line, so many pixels wide, covers. Where lines would be closer than a few pixels they fade
// instead of flickering; a plain has none, even where it lies exactly at a line's height.
float cover_of(vec4 line, float share, float slope, float width) {
    float distance = abs(share - line.x) / max(slope, 1e-9);
    float cover = 1.0 - smoothstep(0.5 * width - 0.5, 0.5 * width + 0.5, distance);
    return cover * (1.0 - smoothstep(0.12, 0.36, slope / line.z)) * smoothstep(5e-7, 5e-6, slope);
}
