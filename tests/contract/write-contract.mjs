// Writes the golden byte vectors and sidecar/docs/protocol.md. usage: node tests/contract/write-contract.mjs
import { writeFileSync } from 'node:fs';
import { register } from 'node:module';
import { makeProtocolDoc } from '../../sidecar/scripts/protocol-doc.mjs';

register('../synthetic/strip-types.mjs', import.meta.url);
const { makeContract } = await import('./vectors.ts');
const protocol = (file) => import(new URL(`../../sidecar/src/protocol/${file}.ts`, import.meta.url));

writeFileSync(new URL('messages.data.json', import.meta.url), `${JSON.stringify(makeContract(), null, 1)}\n`);
writeFileSync(
  new URL('../../sidecar/docs/protocol.md', import.meta.url),
  makeProtocolDoc({
    messages: await protocol('messages'),
    keyframes: await protocol('keyframes'),
    job: await protocol('job'),
    options: await protocol('options'),
    worker: await protocol('worker-messages'),
  }),
);
