// One pixel: camera ray, march, material, light, backdrop.

const int STEPS = 96;
const float EDGE = 0.07; // contrast from which a pixel is refined
const vec2 GRID[3] = vec2[3](vec2(-0.15, -0.40), vec2(0.40, 0.05), vec2(-0.25, 0.35)); // pixels
const int COARSE = 0, FIRST = 1, REFINE = 2; // stages
const int TILE = 8; // pixels a side, as in renderer-page.js
const float FARTHEST = 16.0; // metres
const float NEAR_ENOUGH = 0.0006; // metres
const float STEP_SHARE = 0.92; // the soft unions overstate distances a little

const vec3 KEY_LIGHT = vec3(0.42, 0.62, 0.66);
const vec3 FILL_LIGHT = vec3(-0.76, 0.18, 0.62);
const vec3 RIM_LIGHT = vec3(-0.45, 0.50, -0.74);

/** Metres along the ray from `start` to the first surface, -1 if there is none; `fat` widens the ray to a cone. */
float march(vec3 origin, vec3 ray, float start, float fat) {
  vec2 span = meetParts(origin, ray, fat * 4.0);
  float t = max(span.x, start);
  for (int i = 0; i < STEPS && t < span.y; i++) {
    float d = map(origin + ray * t) - fat * t;
    if (d < NEAR_ENOUGH) return t;
    t += d * STEP_SHARE;
  }
  return -1.0;
}

// The coarse pass sends one thick ray through each tile; how far that ray gets, all rays of the tile get.

vec4 packDistance(float t) {
  float whole = clamp(t / FARTHEST, 0.0, 1.0) * 255.0;
  return vec4(floor(whole) / 255.0, fract(whole), t < 0.0 ? 1.0 : 0.0, 1.0);
}

/** Distance that the coarse pass left for this pixel's tile, -1 where its tile misses the performer. */
float coarseDistance(vec2 pixel) {
  vec4 packed = texelFetch(coarsePass, ivec2(pixel) / TILE, 0);
  return packed.b > 0.5 ? -1.0 : (packed.r * 255.0 + packed.g * 0.99) / 255.0 * FARTHEST;
}

/**
 * Surface normal at p and, in w, how open the place is to light from all around (0..1). Ends with map(p), so that
 * the distances to each material are those of p. One loop, because the software rasteriser compiles a copy of the
 * whole scene for every call of map.
 */
vec4 probe(vec3 p) {
  vec3 n = vec3(0.0);
  float open_ = 0.0;
  for (int i = 0; i < 8; i++) {
    vec3 corner = vec3(i == 0 || i == 3 ? 1.0 : -1.0, i == 1 || i == 3 ? 1.0 : -1.0, i == 2 || i == 3 ? 1.0 : -1.0);
    float reach = i == 4 ? 0.006 : i == 5 ? 0.018 : 0.050;
    vec3 off = i < 4 ? corner * 0.0005 : i < 7 ? n * reach : vec3(0.0);
    float d = map(p + off);
    if (i < 4) n += corner * d;
    else if (i < 7) open_ += clamp(d / reach, 0.0, 1.0) * (i == 4 ? 0.30 : 0.35);
    if (i == 3) n = normalize(n);
  }
  return vec4(n, open_);
}

float shadow(vec3 p, vec3 ray) {
  vec2 span = meetParts(p, ray, 0.0);
  float light = 1.0;
  float t = max(span.x, 0.010);
  for (int i = 0; i < 16 && t < span.y; i++) {
    float d = map(p + ray * t);
    light = min(light, 0.5 + 0.5 * d / (0.07 * t));
    if (light < 0.0) break;
    t += clamp(d, 0.010, 0.10);
  }
  light = max(light, 0.0);
  return light * light * (3.0 - 2.0 * light);
}

const float CLOTH = 0.04; // gloss by which cloth is known

struct Surface {
  vec3 color;
  float gloss;
  float flesh; // how much light wraps into the shade
};

Surface skinAt(vec3 p) {
  vec3 c = skinColor * (0.95 + 0.10 * noise(p * 140.0));
  float gloss = 0.35;
  vec3 f = HEAD_FRAME * (p - J[HEAD_JOINT]) / headSize;
  if (length(f - vec3(0.0, 0.02, 0.0)) < 0.15) c = facePaint(f, c, hairColor);
  for (int side = 0; side < 2; side++) {
    vec4 ball = bound[side == 0 ? HAND_L_PART : HAND_R_PART];
    if (length(p - ball.xyz) > ball.w) continue;
    vec3 paint = handPaint(p, side == 0 ? THUMB_01_L : THUMB_01_R, side * 5);
    c *= mix(vec3(1.0), vec3(1.04, 0.80, 0.78), paint.y);
    c *= 1.0 - 0.15 * paint.z * (1.0 - paint.x);
    c = mix(c, skinColor * vec3(1.10, 0.92, 0.92) + 0.06, paint.x * 0.85);
    gloss += paint.x * 0.6;
  }
  return Surface(c, gloss, 1.0);
}

/** Material at p, out of the distances that probe(p) left. */
Surface surfaceAt(vec3 p) {
  float d = min(min(min(dEye, dTeeth), min(dTongue, dHair)), min(min(dSkin, dShirt), dTrousers));
  vec3 f = HEAD_FRAME * (p - J[HEAD_JOINT]) / headSize;
  if (dShoe < d) return Surface(vec3(0.06, 0.05, 0.05), 0.3, 0.0);
  if (dEye <= d) return Surface(eyePaint(f, gaze, irisColor), 1.6, 0.2);
  if (dTeeth <= d) return Surface(vec3(0.72, 0.69, 0.62), 0.5, 0.2);
  if (dTongue <= d) return Surface(vec3(0.42, 0.13, 0.13), 0.6, 0.6);
  if (dHair <= d) return Surface(hairColor * (0.75 + 0.5 * noise(vec3(f.x * 420.0, f.yz * 60.0))), 0.5, 0.0);
  if (dSkin <= d) return skinAt(p);
  if (dShirt <= d) return Surface(shirtColor * (0.95 + 0.10 * noise(inChest(p) * 45.0)), CLOTH, 0.15);
  return Surface(trousersColor * (0.92 + 0.16 * noise(p * 90.0)), CLOTH, 0.1);
}

/** Light that leaves p towards the camera; `lit` is the share of the key light that reaches p. */
vec3 shade(vec3 p, vec3 n, float open_, float lit, vec3 ray, Surface s) {
  if (s.gloss == CLOTH) n = normalize(n + 0.10 * (vec3(noise(p * 26.0), noise(p * 26.0 + 9.0), noise(p * 26.0 + 21.0)) - 0.5));
  vec3 key = normalize(KEY_LIGHT);
  vec3 wrap = vec3(0.30, 0.12, 0.08) * s.flesh;
  vec3 diffuse = clamp((dot(n, key) + wrap) / (1.0 + wrap), 0.0, 1.0) * mix(vec3(lit), vec3(1.0), wrap * 0.35);
  float fill = max(dot(n, normalize(FILL_LIGHT)), 0.0);
  float rim = pow(max(dot(n, normalize(RIM_LIGHT)), 0.0), 1.5);
  vec3 light = vec3(2.05, 1.95, 1.82) * diffuse;
  light += vec3(0.46, 0.50, 0.58) * fill * mix(0.4, 1.0, open_);
  light += mix(vec3(0.30, 0.26, 0.24), vec3(0.40, 0.42, 0.46), 0.5 + 0.5 * n.y) * open_;
  light += vec3(0.55) * rim * open_;
  float along = max(dot(n, normalize(key - ray)), 0.0);
  float shine = pow(along, 28.0) * 0.22 + pow(along, 160.0) * 0.8 * step(1.0, s.gloss);
  float edge = pow(1.0 - max(dot(n, -ray), 0.0), 4.0) * 0.10;
  return s.color * light + s.gloss * (shine * lit + edge * open_);
}

/** How much of what a ray meets is floor: the backdrop is a paper roll that bends up into the wall. */
float floorShare(vec3 p) { return smoothstep(-2.2, -0.9, p.z); }

vec3 backdrop(vec3 p, float share, float lit, vec2 uv) {
  vec2 fromMiddle = uv - vec2(0.1, 0.25);
  vec3 wall = wallColor * (1.02 - 0.16 * dot(fromMiddle, fromMiddle));
  float contact = smoothstep(0.0, 0.16, min(length(p - J[BALL_L]), length(p - J[BALL_R])) - 0.02);
  return mix(wall, wallColor * 0.92 * mix(0.62, 1.0, lit) * mix(0.6, 1.0, contact), share);
}

/** Half a tile's diagonal and a pixel more, in metres a metre away. */
float tileSpread() { return (float(TILE) * 0.7072 + 1.0) * 2.0 / picture.y / focal; }

vec4 colorAt(vec2 pixel) {
  vec2 uv = (2.0 * pixel - picture) / picture.y;
  vec3 forward = normalize(cameraTarget - cameraPosition);
  vec3 right = normalize(cross(forward, vec3(0.0, 1.0, 0.0)));
  vec3 ray = normalize(uv.x * right + uv.y * cross(right, forward) + focal * forward);
  float start = stage == COARSE ? 0.0 : coarseDistance(pixel);
  float t = -1.0;
  if (start >= 0.0) t = march(cameraPosition, ray, start, stage == COARSE ? tileSpread() : 0.0);
  if (stage == COARSE) return packDistance(t);
  bool body = t >= 0.0;
  if (!body && ray.y < 0.0) t = -cameraPosition.y / ray.y;
  vec3 p = cameraPosition + ray * t;
  float share = !body && ray.y < 0.0 ? floorShare(p) : 0.0;
  vec4 around_ = vec4(0.0, 1.0, 0.0, 1.0);
  Surface s;
  if (body) {
    around_ = probe(p);
    s = surfaceAt(p);
  }
  float lit = 1.0;
  if (body || share > 0.0) lit = dot(around_.xyz, KEY_LIGHT) > -0.1 ? shadow(p + around_.xyz * 0.004, normalize(KEY_LIGHT)) : 0.0;
  vec3 c = body ? shade(p, around_.xyz, around_.w, lit, ray, s) : backdrop(p, share, lit, uv);
  c = c / (1.0 + 0.32 * c) * 1.05;
  return vec4(pow(clamp(c, 0.0, 1.0), vec3(1.0 / 2.2)), 1.0);
}

/** Largest difference of colour between a pixel of the first pass and its neighbours. */
float contrast(ivec2 pixel, vec3 middle) {
  float most = 0.0;
  for (int i = 0; i < 4; i++) {
    ivec2 beside = pixel + ivec2(i == 0 ? 1 : i == 1 ? -1 : 0, i == 2 ? 1 : i == 3 ? -1 : 0);
    vec3 other = texelFetch(firstPass, clamp(beside, ivec2(0), ivec2(picture) - 1), 0).rgb;
    vec3 apart = abs(other - middle);
    most = max(most, max(apart.r, max(apart.g, apart.b)));
  }
  return most;
}

// The first pass takes one sample a pixel; refining takes three more where the first found an edge.
void main() {
  prepareScene();
  vec4 c = vec4(0.0);
  int samples = 1;
  if (stage == REFINE) {
    c = texelFetch(firstPass, ivec2(gl_FragCoord.xy), 0);
    samples = contrast(ivec2(gl_FragCoord.xy), c.rgb) > EDGE ? 3 : 0;
  }
  vec2 pixel = stage == COARSE ? gl_FragCoord.xy * float(TILE) : gl_FragCoord.xy;
  for (int i = 0; i < samples; i++) c += colorAt(pixel + (stage == REFINE ? GRID[i] : vec2(0.0)));
  outColor = samples == 3 ? c * 0.25 : c;
}
