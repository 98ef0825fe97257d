// Signed distances in metres, and the soft unions that make one skin of them.

/** Round cone from a to b (radii in w) whose middle swells by `bulge`. */
float cone(vec3 p, vec4 a, vec4 b, float bulge) {
  vec3 axis = b.xyz - a.xyz;
  float h = clamp(dot(p - a.xyz, axis) / dot(axis, axis), 0.0, 1.0);
  float belly = h * (1.0 - h) * (1.0 - h) * 6.75;
  return length(p - a.xyz - axis * h) - mix(a.w, b.w, h) - bulge * belly;
}

float cone(vec3 p, vec3 a, vec3 b, float ra, float rb) { return cone(p, vec4(a, ra), vec4(b, rb), 0.0); }

float ellipsoid(vec3 p, vec3 center, vec3 radii) {
  vec3 q = p - center;
  float k0 = length(q / radii);
  float k1 = length(q / (radii * radii));
  return k0 * (k0 - 1.0) / max(k1, 1e-6);
}

/** Union with a fillet of width k. */
float join(float a, float b, float k) {
  float h = max(k - abs(a - b), 0.0) / k;
  return min(a, b) - h * h * k * 0.25;
}

/** a without b, the edge rounded by k. */
float carve(float a, float b, float k) { return -join(-a, b, k); }

float hash(vec3 p) { return fract(sin(dot(p, vec3(12.9898, 78.233, 37.719))) * 43758.5453); }

float noise(vec3 p) {
  vec3 i = floor(p);
  vec3 f = fract(p);
  f = f * f * (3.0 - 2.0 * f);
  vec2 o = vec2(0.0, 1.0);
  vec4 low = vec4(hash(i), hash(i + o.yxx), hash(i + o.xyx), hash(i + o.yyx));
  vec4 high = vec4(hash(i + o.xxy), hash(i + o.yxy), hash(i + o.xyy), hash(i + o.yyy));
  vec4 m = mix(low, high, f.z);
  return mix(mix(m.x, m.y, f.x), mix(m.z, m.w, f.x), f.y);
}
