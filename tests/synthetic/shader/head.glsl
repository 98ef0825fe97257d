// A head in its own frame: origin at the head joint (ear height), x = left, y up, z forward, metres of a head of
// default size. The mouth's corners and edges depend on the face values and are worked out once a pixel.

const vec3 EYE = vec3(0.0315, 0.0200, 0.0665);
const float EYE_RADIUS = 0.0124;
const vec3 JAW_HINGE = vec3(0.0, -0.006, 0.002);
const float JAW_OPENING = 0.27; // radians at jaw = 1

struct Mouth {
  vec3 upper0, upper1, corner, lower0, lower1;
  float width, open;
};
Mouth mouth;

float skinHead, hairHead, eyeHead, teethHead, tongueHead;

vec3 turnJaw(vec3 p, float angle) {
  vec3 q = p - JAW_HINGE;
  float s = sin(angle), c = cos(angle);
  return vec3(q.x, q.y * c - q.z * s, q.y * s + q.z * c) + JAW_HINGE;
}

void prepareMouth() {
  float out_ = pucker * 0.006;
  float grin = max(smile, 0.0);
  float w = 0.0245 + 0.0055 * grin - 0.0095 * pucker;
  float angle = jaw * JAW_OPENING;
  vec3 corner = vec3(w, -0.0520 + 0.0055 * smile, 0.0785 + out_ * 0.6 - 0.003 * grin);
  mouth.width = w;
  mouth.upper0 = vec3(0.0, -0.0484 + 0.001 * grin, 0.0925 + out_);
  mouth.upper1 = vec3(w * 0.36, -0.0470 + 0.0015 * grin, 0.0915 + out_);
  mouth.corner = mix(corner, turnJaw(corner, angle), 0.40);
  mouth.lower0 = turnJaw(vec3(0.0, -0.0582, 0.0912 + out_), angle);
  mouth.lower1 = turnJaw(vec3(w * 0.45, -0.0574 + 0.001 * grin, 0.0890 + out_), angle);
  mouth.open = smoothstep(0.015, 0.06, jaw);
}

/** Distance to the red of the lips; m is mirrored to the left half. */
float lips(vec3 m) {
  float fat = 1.0 + 0.25 * pucker;
  float up = join(cone(m, mouth.upper0, mouth.upper1, 0.0037 * fat, 0.0042 * fat),
                  cone(m, mouth.upper1, mouth.corner, 0.0042 * fat, 0.0020), 0.002);
  float low = join(cone(m, mouth.lower0, mouth.lower1, 0.0056 * fat, 0.0051 * fat),
                   cone(m, mouth.lower1, mouth.corner, 0.0051 * fat, 0.0020), 0.002);
  return min(up, low);
}

/** How far p is inside the opening between the lips, seen from the front: negative inside. */
float mouthGap(vec3 p) {
  float s = clamp(p.x * p.x / (mouth.width * mouth.width), 0.0, 1.0);
  float top = mix(mouth.upper0.y - 0.0042, mouth.corner.y, s);
  float bottom = mix(mouth.lower0.y + 0.0048, mouth.corner.y, s);
  return max(max(p.y - top, bottom - p.y), abs(p.x) - mouth.width);
}

/** Eyelid opening around the eye's middle, seen from the front: negative where the eye shows. m: left half. */
float eyeGap(vec3 m) {
  vec2 e = (m.xy - EYE.xy) / 0.0160;
  float arch = 1.0 - e.x * e.x;
  float tilt = 0.0012 * e.x;
  float shut = clamp(blink, 0.0, 1.0);
  float top = mix(0.0067 + 0.0012 * brow, -0.0042, shut) * arch + tilt;
  float bottom = (-0.0048 + 0.0010 * max(smile, 0.0)) * arch + tilt;
  float y = m.y - EYE.y;
  return max(y - top, bottom - y) * 0.85;
}

float skull(vec3 p, vec3 m) {
  float d = ellipsoid(p, vec3(0.0, 0.045, -0.012), vec3(0.0745, 0.090, 0.094));
  d = join(d, ellipsoid(p, vec3(0.0, -0.010, 0.026), vec3(0.061, 0.058, 0.060)), 0.035);
  d = join(d, ellipsoid(m, vec3(0.041, -0.006 + 0.004 * smile, 0.056), vec3(0.022, 0.019, 0.019)), 0.026);
  vec3 j = turnJaw(p, -jaw * JAW_OPENING);
  vec3 jm = vec3(abs(j.x), j.yz);
  float chin = ellipsoid(j, vec3(0.0, -0.050, 0.028), vec3(0.050, 0.046, 0.052));
  chin = join(chin, cone(jm, vec3(0.045, -0.036, 0.010), vec3(0.013, -0.080, 0.060), 0.018, 0.015), 0.03);
  chin = join(chin, ellipsoid(j, vec3(0.0, -0.084, 0.066), vec3(0.020, 0.014, 0.016)), 0.022);
  return join(d, chin, 0.028);
}

float nose(vec3 p, vec3 m) {
  float d = cone(p, vec3(0.0, 0.026, 0.079), vec3(0.0, -0.012, 0.102), 0.0070, 0.0082);
  d = join(d, ellipsoid(p, vec3(0.0, -0.0175, 0.1045), vec3(0.0105, 0.0092, 0.0105)), 0.012);
  d = join(d, ellipsoid(m, vec3(0.0122, -0.0215, 0.0935), vec3(0.0072, 0.0072, 0.0095)), 0.007);
  return carve(d, ellipsoid(m, vec3(0.0064, -0.0290, 0.0985), vec3(0.0036, 0.0040, 0.0055)), 0.003);
}

float brows(vec3 m) {
  float lift = 0.0055 * brow;
  return cone(m, vec3(0.012, 0.0385 + lift * 1.2, 0.0815), vec3(0.047, 0.0395 + lift, 0.0610), 0.0090, 0.0080);
}

float ear(vec3 m) {
  vec3 e = m - vec3(0.0750, 0.008, -0.014);
  e.xz = vec2(e.x * 0.93 - e.z * 0.36, e.x * 0.36 + e.z * 0.93);
  float d = ellipsoid(e, vec3(0.0), vec3(0.0080, 0.028, 0.0170));
  return carve(d, ellipsoid(e, vec3(0.008, -0.002, 0.004), vec3(0.0062, 0.017, 0.0095)), 0.004);
}

float hair(vec3 p) {
  float d = ellipsoid(p, vec3(0.0, 0.052, -0.018), vec3(0.0835, 0.0935, 0.0995));
  d = join(d, ellipsoid(p, vec3(0.014, 0.122, 0.040), vec3(0.058, 0.026, 0.046)), 0.04);
  d += 0.0009 * sin(p.x * 250.0 + 2.0 * sin(p.z * 70.0) + 1.5 * sin(p.y * 45.0));
  float line = mix(-0.062, 0.088, smoothstep(-0.050, 0.072, p.z + 0.020 * smoothstep(0.055, 0.03, abs(p.x))));
  return -join(-d, -(line - p.y), 0.008);
}

/** Distance to the head; fills skinHead, hairHead, eyeHead, teethHead and tongueHead. */
void head(vec3 p) {
  vec3 m = vec3(abs(p.x), p.yz);
  float d = skull(p, m);
  if (d > 0.05) {
    // beyond every detail that is laid on the skull
    skinHead = d - 0.03;
    hairHead = eyeHead = teethHead = tongueHead = 1e3;
    return;
  }
  d = join(d, brows(m), 0.022);
  d = carve(d, length(m - vec3(EYE.xy, 0.0975) + vec3(0.0, 0.001, 0.0)) - 0.0215, 0.016);
  d = join(d, ellipsoid(p, vec3(0.0, -0.043, 0.068), vec3(0.029, 0.017, 0.0195)), 0.018);
  d = join(d, nose(p, m), 0.011);
  float lid = ellipsoid(m, EYE + vec3(0.0, 0.0005, 0.0), vec3(0.0174, 0.0152, 0.0143));
  d = join(d, lid, 0.006);
  d = max(d, -max(eyeGap(m), EYE.z - 0.002 - p.z));
  d = join(d, lips(m), 0.0045);
  if (mouth.open > 0.0) d = carve(d, max(mouthGap(p) + (1.0 - mouth.open) * 0.004, 0.050 - p.z), 0.0015);
  d = join(d, ear(m), 0.007);
  skinHead = d;
  eyeHead = length(m - EYE) - EYE_RADIUS;
  hairHead = hair(p);
  teethHead = 1e3;
  tongueHead = 1e3;
  if (mouth.open > 0.0) {
    teethHead = ellipsoid(p, vec3(0.0, -0.0465, 0.061), vec3(0.0190, 0.0085, 0.0215));
    vec3 j = turnJaw(p, -jaw * JAW_OPENING);
    tongueHead = ellipsoid(j, vec3(0.0, -0.0640, 0.060), vec3(0.017, 0.0080, 0.023));
  }
}

/** Colour of the face's skin at p. */
vec3 facePaint(vec3 p, vec3 skin, vec3 hairColor) {
  vec3 m = vec3(abs(p.x), p.yz);
  vec3 c = skin;
  float blush = exp(-dot(m - vec3(0.040, -0.012, 0.07), m - vec3(0.040, -0.012, 0.07)) / 4.5e-4);
  blush += 0.7 * exp(-dot(p - vec3(0.0, -0.018, 0.112), p - vec3(0.0, -0.018, 0.112)) / 1.6e-4);
  c *= mix(vec3(1.0), vec3(1.03, 0.83, 0.82), 0.6 * min(blush, 1.0));
  float red = smoothstep(0.0012, -0.0006, lips(m) - 0.0004);
  c = mix(c, skin * vec3(0.86, 0.46, 0.46), 0.9 * red * step(0.06, p.z));
  if (mouth.open < 1.0) {
    float line = abs(p.y - mix(mouth.upper0.y - 0.0042, mouth.corner.y, min(1.0, m.x * m.x / (mouth.width * mouth.width))));
    c *= 1.0 - 0.75 * (1.0 - mouth.open) * smoothstep(0.0013, 0.0005, line) * step(m.x, mouth.width + 0.001) * step(0.07, p.z);
  }
  if (p.z < 0.0795 && mouthGap(p) < 0.0 && mouth.open > 0.0) c = vec3(0.10, 0.025, 0.025);
  float lift = 0.0075 * brow;
  float inner = smoothstep(0.045, 0.010, m.x);
  float arch = 0.0405 + lift + 0.0042 * sin((m.x - 0.012) * 62.0) - max(0.0, -brow) * 0.004 * inner;
  float thick = mix(0.0034, 0.0014, smoothstep(0.026, 0.054, m.x)) * smoothstep(0.008, 0.016, m.x);
  float bristle = 0.0004 * sin(m.x * 2400.0 + m.y * 1500.0);
  float browHair = smoothstep(0.0014, -0.0010, abs(m.y - arch) - thick + bristle);
  browHair *= smoothstep(0.0105, 0.014, m.x) * smoothstep(0.056, 0.051, m.x) * step(0.045, p.z);
  c = mix(c, hairColor, 0.88 * browHair);
  float gap = eyeGap(m);
  if (length(m - EYE) < 0.024 && p.z > 0.06) {
    float upperSide = smoothstep(-0.002, 0.0015, m.y - EYE.y - 0.002 + 0.006 * blink);
    c *= 1.0 - 0.85 * smoothstep(0.0016, 0.0002, gap) * mix(0.35, 1.0, upperSide);
    c *= mix(vec3(1.0), vec3(0.86, 0.76, 0.76), smoothstep(0.007, 0.001, gap));
  }
  return c;
}

/** Colour of the eyeball at p; `gaze` is the direction in which the eyes look. */
vec3 eyePaint(vec3 p, vec3 gaze, vec3 irisColor) {
  vec3 e = normalize(vec3(abs(p.x), p.yz) - EYE);
  vec3 g = normalize(vec3(p.x < 0.0 ? -gaze.x : gaze.x, gaze.yz));
  float r = acos(clamp(dot(e, g), -1.0, 1.0)) * EYE_RADIUS;
  vec3 white = vec3(0.80, 0.77, 0.75) - 0.25 * smoothstep(0.008, 0.015, abs(p.x < 0.0 ? e.x : e.x) * 0.0155);
  vec3 ring = irisColor * mix(1.25, 0.35, smoothstep(0.0037, 0.0066, r));
  vec3 c = mix(ring, white, smoothstep(0.0062, 0.0070, r));
  return mix(vec3(0.01), c, smoothstep(0.0022, 0.0029, r));
}
