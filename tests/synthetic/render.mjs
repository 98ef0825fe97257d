// Renders a synthetic clip with its truth. usage: node tests/synthetic/render.mjs CLIP OUT [options]; see README.md
import { register } from 'node:module';

register('./strip-types.mjs', import.meta.url);
const { runRenderCommand } = await import('./render-command.ts');
process.exitCode = await runRenderCommand(process.argv.slice(2));
