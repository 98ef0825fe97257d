// Loaded into the page by renderer.ts: compiles the scene and draws frames of it, in the stages of
// shader/picture.glsl, the earlier ones into textures that the later ones read.
const [COARSE, FIRST, REFINE] = [0, 1, 2];
const TILE = 8; // pixels a side of a tile of the coarse stage

globalThis.setUpScene = ({ shader, width, height, type = 'image/png' }) => {
  const canvas = new OffscreenCanvas(width, height);
  const gl = canvas.getContext('webgl2', { preserveDrawingBuffer: true });
  if (!gl) throw new Error('this browser offers no WebGL 2');
  const program = gl.createProgram();
  const corners = `#version 300 es
    void main() {
      vec2 corner = vec2((gl_VertexID << 1) & 2, gl_VertexID & 2);
      gl_Position = vec4(corner * 2.0 - 1.0, 0, 1);
    }`;
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, corners],
    [gl.FRAGMENT_SHADER, shader],
  ]) {
    const stage = gl.createShader(kind);
    gl.shaderSource(stage, source);
    gl.compileShader(stage);
    if (!gl.getShaderParameter(stage, gl.COMPILE_STATUS)) throw new Error(gl.getShaderInfoLog(stage));
    gl.attachShader(program, stage);
  }
  gl.linkProgram(program);
  if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(program));
  gl.useProgram(program);
  const place = (name) => gl.getUniformLocation(program, name);

  /** A texture that a pass draws into and later passes read as `name`. */
  const createTarget = (name, unit, wide, high) => {
    gl.activeTexture(gl.TEXTURE0 + unit);
    gl.bindTexture(gl.TEXTURE_2D, gl.createTexture());
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA8, wide, high);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    gl.uniform1i(place(name), unit);
    return { texture: gl.getParameter(gl.TEXTURE_BINDING_2D), unit, wide, high };
  };
  const coarse = createTarget('coarsePass', 0, Math.ceil(width / TILE), Math.ceil(height / TILE));
  const first = createTarget('firstPass', 1, width, height);
  const target = gl.createFramebuffer();
  gl.uniform2f(place('picture'), width, height);

  /** Draws one stage into a target, or onto the canvas. A texture is not bound while it is drawn into. */
  const drawStage = (stage, into) => {
    gl.bindFramebuffer(gl.FRAMEBUFFER, into ? target : null);
    for (const { texture, unit } of [coarse, first]) {
      gl.activeTexture(gl.TEXTURE0 + unit);
      gl.bindTexture(gl.TEXTURE_2D, into?.texture === texture ? null : texture);
    }
    if (into) gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, into.texture, 0);
    gl.viewport(0, 0, into?.wide ?? width, into?.high ?? height);
    gl.uniform1i(place('stage'), stage);
    gl.drawArrays(gl.TRIANGLES, 0, 3);
  };

  globalThis.drawFrame = async ({ floats, vectors, matrices }) => {
    for (const [name, value] of Object.entries(floats)) gl.uniform1f(place(name), value);
    for (const [name, value] of Object.entries(vectors)) gl.uniform3fv(place(name), value);
    for (const [name, value] of Object.entries(matrices)) gl.uniformMatrix3fv(place(name), false, value);
    drawStage(COARSE, coarse);
    drawStage(FIRST, first);
    drawStage(REFINE, null);
    const bytes = new Uint8Array(await (await canvas.convertToBlob({ type, quality: 0.93 })).arrayBuffer());
    let text = '';
    for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
    return btoa(text);
  };
};
