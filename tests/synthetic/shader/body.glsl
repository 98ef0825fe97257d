// Clothes and the skin they leave bare. J holds joint positions; *_FRAME turns a world vector into a joint's frame.

const float SLEEVE_END = 0.42; // share of the forearm that the sleeve covers

vec3 inChest(vec3 p) { return CHEST_FRAME * (p - J[SPINE_05]); }

float ribcage(vec3 p) {
  vec3 c = inChest(p);
  vec3 girth = vec3(width, 1.0, 1.0);
  vec3 m = vec3(sqrt(c.x * c.x + 6e-4), c.yz); // no crease along the middle
  float d = ellipsoid(c, vec3(0.0, -0.07, -0.005), vec3(0.150, 0.20, 0.102) * girth);
  d = join(d, ellipsoid(m, vec3(0.070 * width, -0.01, 0.050), vec3(0.072, 0.060, 0.044)), 0.05);
  d = join(d, ellipsoid(m, vec3(0.085 * width, 0.0, -0.055), vec3(0.075, 0.10, 0.045)), 0.05);
  // from the neck to just inside the shoulder, which a lifted collar bone takes along
  vec3 left = inChest(J[UPPERARM_L]);
  vec3 right = inChest(J[UPPERARM_R]) * vec3(-1.0, 1.0, 1.0);
  vec3 shoulder = mix(right, left, smoothstep(-0.03, 0.03, c.x)) - vec3(0.025 * width, -0.001, 0.002);
  d = join(d, cone(m, vec3(0.02, 0.102, -0.022), shoulder, 0.038, 0.046), 0.06);
  vec3 b = BACK_FRAME * (p - J[SPINE_03]);
  d = join(d, ellipsoid(b, vec3(0.0, 0.02, 0.010), vec3(0.140, 0.17, 0.097) * girth), 0.08);
  vec3 h = PELVIS_FRAME * (p - J[PELVIS]);
  return join(d, ellipsoid(h, vec3(0.0, 0.02, 0.004), vec3(0.153, 0.12, 0.106) * girth), 0.07);
}

float neckOpening(vec3 p) { return ellipsoid(inChest(p), vec3(0.0, 0.110, 0.035), vec3(0.080, 0.066, 0.095)); }

float upperArm(vec3 p, int shoulder, int elbow) {
  float d = cone(p, vec4(J[shoulder], 0.053), vec4(J[elbow], 0.043), 0.004);
  return join(d, length(p - J[shoulder] + vec3(0.0, 0.008, 0.0)) - 0.054, 0.03);
}

float sleeve(vec3 p, int elbow, int wrist) {
  vec3 axis = J[wrist] - J[elbow];
  float d = cone(p, vec4(J[elbow], 0.044), vec4(J[wrist], 0.037), 0.003);
  float cuff = dot(p - J[elbow] - axis * SLEEVE_END, normalize(axis));
  float hem = abs(cuff + 0.010) - 0.010;
  return max(join(d, max(d - 0.003, hem), 0.002), cuff);
}

float forearm(vec3 p, int elbow, int wrist) {
  return cone(p, vec4(J[elbow], 0.037), vec4(J[wrist], 0.0245), 0.005);
}

float hips(vec3 p) {
  vec3 h = PELVIS_FRAME * (p - J[PELVIS]);
  return ellipsoid(h, vec3(0.0, -0.02, -0.006), vec3(0.156 * width, 0.13, 0.110));
}

float leg(vec3 p, int hip, int knee, int ankle) {
  float d = cone(p, vec4(J[hip], 0.086), vec4(J[knee], 0.060), 0.006);
  d = join(d, cone(p, vec4(J[knee], 0.058), vec4(J[ankle], 0.050), 0.006), 0.03);
  float cuff = dot(p - J[ankle], normalize(J[ankle] - J[knee])) - 0.012;
  return max(d, cuff);
}

float shoe(vec3 p, int ankle, int ball) {
  vec3 toes = normalize(J[ball] - J[ankle] - vec3(0.0, J[ball].y - J[ankle].y, 0.0));
  vec3 heel = J[ankle] - toes * 0.035 - vec3(0.0, 0.042, 0.0);
  float d = cone(p, heel, J[ball], 0.036, 0.034);
  d = join(d, cone(p, J[ball], J[ball] + toes * 0.045 - vec3(0.0, 0.003, 0.0), 0.038, 0.028), 0.02);
  d = join(d, cone(p, heel, J[ankle], 0.036, 0.036), 0.03);
  return max(d, -(p.y - min(J[ball].y, J[ankle].y - 0.06) + 0.024));
}
