// Renders pictures of random people. usage: node tests/synthetic/render-stills.mjs COUNT OUT [options]; see README.md
import { register } from 'node:module';

register('./strip-types.mjs', import.meta.url);
const { runStillsCommand } = await import('./stills/stills-command.ts');
process.exitCode = await runStillsCommand(process.argv.slice(2));
