import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { makeProtocolDoc } from '../../sidecar/scripts/protocol-doc.mjs';
import * as job from '../../sidecar/src/protocol/job.ts';
import * as keyframes from '../../sidecar/src/protocol/keyframes.ts';
import * as messages from '../../sidecar/src/protocol/messages.ts';
import * as options from '../../sidecar/src/protocol/options.ts';
import * as worker from '../../sidecar/src/protocol/worker-messages.ts';

test('protocol.md is what the schemas say: node tests/contract/write-contract.mjs writes it', () => {
  const written = readFileSync(new URL('../../sidecar/docs/protocol.md', import.meta.url), 'utf8');
  expect(written).toBe(makeProtocolDoc({ messages, keyframes, job, options, worker }));
});
