// The whole performer. A ray first asks which parts' bounding spheres it meets; the others cost it nothing.

const int PARTS = 14;
const int HEAD = 0, HAND_L_PART = 1, HAND_R_PART = 2, TRUNK = 3, NECK = 4;
const int UPPER_L = 5, UPPER_R = 6, FORE_L = 7, FORE_R = 8;
const int THIGH_L_PART = 9, THIGH_R_PART = 10, CALF_L_PART = 11, CALF_R_PART = 12, HIPS = 13;

vec4 bound[PARTS];
bool met[PARTS];

float dSkin, dShirt, dTrousers, dShoe, dHair, dEye, dTeeth, dTongue;

vec4 around(int a, int b, float flesh) {
  return vec4((J[a] + J[b]) * 0.5, length(J[a] - J[b]) * 0.5 + flesh);
}

void prepareScene() {
  prepareMouth();
  bound[HEAD] = vec4(J[HEAD_JOINT] + vec3(0.0, 0.018, 0.008) * HEAD_FRAME * headSize, 0.158 * headSize);
  bound[HAND_L_PART] = vec4(J[HAND_L] + vec3(0.0, -0.088, 0.01) * HAND_L_FRAME * handSize, 0.128 * handSize);
  bound[HAND_R_PART] = vec4(J[HAND_R] + vec3(0.0, -0.088, 0.01) * HAND_R_FRAME * handSize, 0.128 * handSize);
  vec4 trunk = around(PELVIS, SPINE_05, 0.0);
  bound[TRUNK] = vec4(trunk.xyz, trunk.w + 0.13 * width + 0.07);
  bound[NECK] = around(SPINE_05, HEAD_JOINT, 0.10 * width);
  bound[UPPER_L] = around(UPPERARM_L, LOWERARM_L, 0.10);
  bound[UPPER_R] = around(UPPERARM_R, LOWERARM_R, 0.10);
  bound[FORE_L] = around(LOWERARM_L, HAND_L, 0.060);
  bound[FORE_R] = around(LOWERARM_R, HAND_R, 0.060);
  bound[THIGH_L_PART] = around(THIGH_L, CALF_L, 0.095);
  bound[THIGH_R_PART] = around(THIGH_R, CALF_R, 0.095);
  bound[CALF_L_PART] = vec4(around(CALF_L, BALL_L, 0.09));
  bound[CALF_R_PART] = vec4(around(CALF_R, BALL_R, 0.09));
  bound[HIPS] = vec4(J[PELVIS], 0.20 * width);
}

/** Notes which parts a ray as thick as `fat` meets; gives where it enters and leaves them (entry beyond exit: none). */
vec2 meetParts(vec3 origin, vec3 ray, float fat) {
  vec2 span = vec2(1e3, -1e3);
  for (int i = 0; i < PARTS; i++) {
    vec3 o = origin - bound[i].xyz;
    float b = dot(o, ray);
    float radius = bound[i].w + fat;
    float inside = b * b - dot(o, o) + radius * radius;
    met[i] = inside > 0.0 && -b + sqrt(max(inside, 0.0)) > 0.0;
    if (met[i]) span = vec2(min(span.x, -b - sqrt(inside)), max(span.y, -b + sqrt(inside)));
  }
  return vec2(max(span.x, 0.0), span.y);
}

/** True when p is near a part that the ray meets; otherwise the way to it lowers `far`. */
bool at(int part, vec3 p, inout float far) {
  if (!met[part]) return false;
  float d = length(p - bound[part].xyz) - bound[part].w;
  if (d < 0.02) return true;
  far = min(far, d);
  return false;
}

/** Lays the arm and hand of one side onto dShirt and dSkin. */
void arm(vec3 p, bool left, inout float far) {
  int elbow = left ? LOWERARM_L : LOWERARM_R;
  int wrist = left ? HAND_L : HAND_R;
  if (at(left ? UPPER_L : UPPER_R, p, far)) {
    dShirt = join(dShirt, upperArm(p, left ? UPPERARM_L : UPPERARM_R, elbow), 0.05);
  }
  if (at(left ? FORE_L : FORE_R, p, far)) {
    dShirt = join(dShirt, sleeve(p, elbow, wrist), 0.016);
    dSkin = min(dSkin, forearm(p, elbow, wrist));
  }
  if (at(left ? HAND_L_PART : HAND_R_PART, p, far)) {
    mat3 frame = left ? HAND_L_FRAME : HAND_R_FRAME;
    float fleshed = hand(p, wrist, left ? THUMB_01_L : THUMB_01_R, frame, left ? 1.0 : -1.0);
    dSkin = join(dSkin, fleshed, 0.012);
  }
}

void legAndShoe(vec3 p, bool left, inout float far) {
  bool nearThigh = at(left ? THIGH_L_PART : THIGH_R_PART, p, far);
  bool nearCalf = at(left ? CALF_L_PART : CALF_R_PART, p, far);
  if (!nearThigh && !nearCalf) return;
  int ankle = left ? FOOT_L : FOOT_R;
  dTrousers = join(dTrousers, leg(p, left ? THIGH_L : THIGH_R, left ? CALF_L : CALF_R, ankle), 0.03);
  dShoe = min(dShoe, shoe(p, ankle, left ? BALL_L : BALL_R));
}

/** Distance to the performer, or less; leaves the distance to each material. */
float map(vec3 p) {
  dSkin = dShirt = dTrousers = dShoe = dHair = dEye = dTeeth = dTongue = 1e3;
  float far = 1e3;
  bool trunk = at(TRUNK, p, far);
  bool neck = at(NECK, p, far);
  if (trunk || neck) {
    float rib = ribcage(p);
    float opening = neckOpening(p);
    float hem = (PELVIS_FRAME * (p - J[PELVIS])).y + 0.045;
    dShirt = max(join(rib, max(rib - 0.003, abs(opening - 0.006) - 0.006), 0.002), -opening);
    dShirt = max(dShirt, -hem);
    if (neck) {
      vec3 up = J[HEAD_JOINT] - J[NECK_01];
      float skin = cone(p, J[NECK_01] - up * 0.4, J[HEAD_JOINT] + up * 0.1, 0.052 * headSize, 0.049 * headSize);
      dSkin = join(skin, rib + 0.005, 0.04);
    }
  }
  if (at(HIPS, p, far)) dTrousers = hips(p);
  // written out for both sides: joints looked up by a constant are much cheaper than in a loop
  arm(p, true, far);
  arm(p, false, far);
  legAndShoe(p, true, far);
  legAndShoe(p, false, far);
  if (at(HEAD, p, far)) {
    head(HEAD_FRAME * (p - J[HEAD_JOINT]) / headSize);
    dSkin = join(dSkin, skinHead * headSize, 0.018);
    dHair = hairHead * headSize;
    dEye = eyeHead * headSize;
    dTeeth = teethHead * headSize;
    dTongue = tongueHead * headSize;
  }
  float cloth = min(dShirt, min(dTrousers, dShoe));
  float face = min(min(dEye, dHair), min(dTeeth, dTongue));
  return min(min(far, dSkin), min(cloth, face));
}
