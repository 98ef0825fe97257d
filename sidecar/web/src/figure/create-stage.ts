import {
  DirectionalLight,
  GridHelper,
  HemisphereLight,
  type LineBasicMaterial,
  PerspectiveCamera,
  Scene,
  WebGLRenderer,
} from 'three';
import { OrbitControls } from 'three/addons/controls/OrbitControls.js';
import { VIEWS, type View } from './views.ts';

/** Floor of 4 m by 4 m, a line every 25 cm; a grey that is quiet on a light and on a dark ground. */
const FLOOR = { size: 4, parts: 16, colour: '#8a919c', opacity: 0.35 };

/** Scene, camera and light of a canvas that fills its parent; draws only when something has changed. */
export interface Stage {
  readonly scene: Scene;
  draw(): void;
  setView(view: View): void;
  dispose(): void;
}

export function createStage(canvas: HTMLCanvasElement): Stage {
  const renderer = new WebGLRenderer({ canvas, antialias: true, alpha: true });
  const scene = new Scene();
  const camera = new PerspectiveCamera(32, 1, 0.1, 30);
  const controls = new OrbitControls(camera, canvas);
  const floor = new GridHelper(FLOOR.size, FLOOR.parts, FLOOR.colour, FLOOR.colour);
  const grid = floor.material as LineBasicMaterial;
  grid.transparent = true;
  grid.opacity = FLOOR.opacity;
  const sun = new DirectionalLight('#ffffff', 2);
  sun.position.set(1, 3, 2.5);
  scene.add(floor, sun, new HemisphereLight('#ffffff', '#6b7280', 1.6));

  let asked = 0;
  const draw = () => {
    asked ||= requestAnimationFrame(() => {
      asked = 0;
      renderer.render(scene, camera);
    });
  };
  const fit = () => {
    const { clientWidth, clientHeight } = canvas.parentElement ?? canvas;
    if (clientWidth === 0 || clientHeight === 0) return;
    renderer.setPixelRatio(Math.min(window.devicePixelRatio, 2));
    renderer.setSize(clientWidth, clientHeight, false);
    camera.aspect = clientWidth / clientHeight;
    camera.updateProjectionMatrix();
    draw();
  };
  const watcher = new ResizeObserver(fit);
  watcher.observe(canvas.parentElement ?? canvas);
  controls.addEventListener('change', draw);
  const setView = (view: View) => {
    const { target, position } = VIEWS[view];
    controls.target.set(...target);
    camera.position.set(...position);
    controls.update();
    draw();
  };
  setView('upper');
  return {
    scene,
    draw,
    setView,
    dispose() {
      cancelAnimationFrame(asked);
      watcher.disconnect();
      controls.dispose();
      floor.geometry.dispose();
      grid.dispose();
      renderer.dispose();
    },
  };
}
