// Writes the golden byte vectors. usage: node tests/contract/write-vectors.mjs; see README.md
import { writeFileSync } from 'node:fs';
import { register } from 'node:module';

register('../synthetic/strip-types.mjs', import.meta.url);
const { makeContract } = await import('./vectors.ts');
writeFileSync(new URL('messages.data.json', import.meta.url), `${JSON.stringify(makeContract(), null, 1)}\n`);
