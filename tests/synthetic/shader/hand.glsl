// A hand out of 15 phalanges on a palm. In the hand's frame the fingers point down; `m` is mirrored so that both
// hands look like the left one: palm towards -x, thumb towards +z.

const float PHALANX[20] = float[20](
  0.0150, 0.0122, 0.0112, 0.0084,
  0.0112, 0.0098, 0.0087, 0.0071,
  0.0114, 0.0100, 0.0089, 0.0073,
  0.0108, 0.0094, 0.0084, 0.0069,
  0.0098, 0.0083, 0.0074, 0.0062);

float palm(vec3 m, vec3 thumb) {
  float d = cone(m, vec3(0.0, -0.012, 0.012), vec3(0.001, -0.088, 0.027), 0.0150, 0.0112);
  d = join(d, cone(m, vec3(0.001, -0.012, 0.003), vec3(0.003, -0.091, 0.006), 0.0155, 0.0114), 0.012);
  d = join(d, cone(m, vec3(0.0, -0.012, -0.005), vec3(0.001, -0.085, -0.015), 0.0150, 0.0108), 0.012);
  d = join(d, cone(m, vec3(-0.001, -0.012, -0.011), vec3(-0.003, -0.076, -0.034), 0.0140, 0.0098), 0.012);
  d = join(d, cone(m, vec3(-0.008, -0.026, -0.017), vec3(-0.007, -0.058, -0.029), 0.0120, 0.0100), 0.014);
  vec3 root = vec3(-0.006, -0.018, 0.014);
  d = join(d, cone(m, vec4(root, 0.0150), vec4(thumb, 0.0124), 0.003), 0.016);
  vec3 web = mix(root, thumb, 0.72);
  return join(d, cone(m, web, vec3(-0.002, -0.066, 0.024), 0.0075, 0.0080), 0.022);
}

float hand(vec3 p, int wrist, int first, mat3 frame, float side) {
  vec3 m = frame * (p - J[wrist]) / handSize;
  vec3 thumb = frame * (J[first + 1] - J[wrist]) / handSize;
  m.x *= side;
  thumb.x *= side;
  float d = palm(m, thumb) * handSize;
  float outer = 1e3;
  float near = 1e3;
  for (int finger = 0; finger < 5; finger++) {
    int j = first + finger * 4;
    int r = finger * 4;
    float base = cone(p, J[j], J[j + 1], PHALANX[r] * handSize, PHALANX[r + 1] * handSize);
    float middle = cone(p, J[j + 1], J[j + 2], PHALANX[r + 1] * handSize, PHALANX[r + 2] * handSize);
    float last = cone(p, J[j + 2], J[j + 3], PHALANX[r + 2] * handSize, PHALANX[r + 3] * handSize);
    // the thumb's first bone lies inside the ball of the thumb
    near = join(near, finger == 0 ? middle : base, 0.0035);
    outer = min(outer, finger == 0 ? last : join(middle, last, 0.002));
  }
  d = join(d, near, 0.010);
  return join(d, outer, 0.0015);
}

/** Tone of a hand's skin at p: x = nail, y = redness of knuckles and tips, z = darkness of the creases; 0..1 each. */
vec3 handPaint(vec3 p, int first, int nail) {
  vec3 paint = vec3(0.0);
  for (int finger = 0; finger < 5; finger++) {
    int j = first + finger * 4;
    float size = handSize * (finger == 4 ? 0.85 : finger == 0 ? 1.2 : 1.0);
    vec3 along = normalize(J[j + 3] - J[j + 2]);
    vec3 up = NAIL[nail + finger];
    vec3 q = p - J[j + 3];
    vec3 around = q - along * dot(q, along);
    vec2 plate = vec2(dot(q, along) + 0.0005, length(around - up * dot(around, up))) / size;
    float onTop = smoothstep(0.2, 0.5, dot(normalize(around + up * 1e-5), up));
    paint.x = max(paint.x, smoothstep(1.08, 0.94, length(plate / vec2(0.0066, 0.0052))) * onTop);
    paint.y = max(paint.y, smoothstep(0.020, 0.004, length(q) / size) * 0.7);
    for (int k = 0; k < 3; k++) {
      if (finger == 0 && k == 0) continue;
      vec3 c = p - J[j + k];
      float off = abs(dot(c, normalize(J[j + k + 1] - J[j + k]))) / size;
      float close = smoothstep(0.018, 0.010, length(c) / size);
      paint.y = max(paint.y, close * 0.55);
      if (k > 0) paint.z = max(paint.z, close * smoothstep(0.0016, 0.0004, off));
    }
  }
  return paint;
}
