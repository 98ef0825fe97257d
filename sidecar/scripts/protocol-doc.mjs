// Makes sidecar/docs/protocol.md from the schemas; `node tests/contract/write-contract.mjs` writes it.
import { z } from 'zod';

/** The document. @param modules those of `protocol/` by name: messages, keyframes, job, options, worker. */
export function makeProtocolDoc({ messages, keyframes, job, options, worker }) {
  const named = [
    ['Job', job.JobSchema],
    ['Progress', worker.ProgressSchema],
    ['Artifact', job.ArtifactSchema],
    ['TrackOptions', options.TrackOptionsSchema],
  ];
  const names = new Map(named.map(([name, schema]) => [schema, name]));
  names.set(job.SubmitJobSchema.shape.options.unwrap(), 'map with some of TrackOptions');
  const section = (title, schema, io) => {
    const json = toJson(schema, io, names);
    return [`### ${title}`, '', json.description ?? '', '', fieldTable(json), ''].join('\n');
  };
  const union = ({ options: kinds }, io) =>
    kinds.map((option) => section(`\`${option.shape.type.value}\``, option, io)).join('\n');
  return [
    HEAD({
      subprotocol: messages.SUBPROTOCOL,
      version: messages.PROTOCOL_VERSION,
      chunkFrames: keyframes.RECORDED_CHUNK_FRAMES,
    }),
    '## From the client\n',
    union(messages.ClientMessageSchema, 'input'),
    '## From the service\n',
    union(messages.ServerMessageSchema, 'output'),
    '## Types\n',
    named.map(([name, schema]) => section(name, schema, 'output')).join('\n'),
  ]
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trimEnd()
    .concat('\n');
}

const HEAD = ({ subprotocol, version, chunkFrames }) => `# WebSocket protocol

Made from \`sidecar/src/protocol/messages.ts\` by \`node tests/contract/write-contract.mjs\`; a test holds it up to date.
Byte vectors of every message, for readers in any language: \`tests/contract\`.

\`serve\` prints the address. The client asks for the subprotocol \`${subprotocol}\` and says \`hello\` with protocol
version ${version} within five seconds. Every message, both ways, is one binary frame with one msgpack map with string keys, of
which \`type\` says what it is. Text frames, extension types, and maps with other keys end the connection.

- **Numbers** may come in any width: a whole number as an integer or a float. A reader takes all of them.
- **Bytes** hold numbers, little-endian, without padding, and start anywhere in the message: copy them before
  reading them as numbers where alignment counts.
- **Requests** carry a \`requestId\` and have one answer each, which repeats it, in the order in which they came:
  what the table says or \`error\`. A field that does not exist is refused; a client ignores fields that it does
  not know.
- **News**: \`job\`, \`progress\` and \`result\` of every job come to every client. Where a client is slow, of \`progress\`
  the latest comes.
- **Streams** follow a \`watch\`: \`tables\`, then \`keyframes\` by sequence number, then \`end\`. \`tables\` may come again: for a
  live stream when the job starts anew (sequence numbers then start at 0 again), for a recorded one when a flag
  turns up that had no name yet.
  - *live* follows a job that was submitted with \`live\`, while it is tracked: one chunk as soon as its frames are
    solved. A client that is slow gets the latest; what was left out is counted.
  - *recorded* reads the final motion of a job that is done, and waits for it to be. Nothing is dropped: the service
    sends as fast as the client reads. A chunk has ${chunkFrames} frames, but for the last: chunk s starts at frame ${chunkFrames} s,
    and \`fromSequence\` goes on after a lost connection.
- **A row** of \`values\` holds float32: translation of the pelvis, parent-local, cm (3); rotation of each bone, parent-local,
  x, y, z, w, in the order of \`bones\` (4 each); the face values in the order of \`face\`; confidence of body, left hand,
  right hand, face, 0 to 1 (4). Axes are Unreal's: left-handed, Z up, the character faces +Y, its left is +X.
- **The heart**: the service pings every \`heartbeatSeconds\`, and ends a connection that has not answered by the next. A
  client that hears no ping for twice that long has lost the service.
- **Close codes**: 1001 the service ends; 1009 the message was too large; 4000 and the HTTP status of an error code, which
  is the reason, when the connection is refused: 4400 \`message.malformed\`, 4401 \`token.refused\`, 4408 \`hello.missing\`
  or \`client.slow\`. An \`error\` message comes before. A request for a connection that is refused has the HTTP status
  and the JSON body of the REST side.

Codes of errors, with their HTTP status and what to do, are \`sidecar/src/protocol/error-table.ts\`.
`;

/** JSON Schema in which named schemas and the error codes are names. */
function toJson(schema, io, names) {
  return z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      const name = names.get(zodSchema);
      if (name !== undefined && zodSchema !== schema) replace(jsonSchema, { title: name });
      else if (jsonSchema.enum?.includes('internal')) replace(jsonSchema, { title: 'error code' });
    },
  });
}

function replace(json, by) {
  for (const key of Object.keys(json)) if (key !== 'description') delete json[key];
  Object.assign(json, by);
}

function fieldTable({ properties = {}, required = [] }) {
  const rows = Object.entries(properties)
    .filter(([name]) => name !== 'type')
    .map(([name, json]) => {
      const may = required.includes(name) ? '' : ', may be absent';
      return `| \`${name}\` | ${typeName(json)}${may} | ${cell(json.description ?? '')} |`;
    });
  return ['| field | type | what |', '|---|---|---|', ...rows].join('\n');
}

function typeName(json) {
  if (json.title !== undefined) return json.title;
  if (json.bytes) return 'bytes';
  if (json.const !== undefined) return `\`${JSON.stringify(json.const)}\``;
  if (json.enum !== undefined) return json.enum.map((value) => `\`${JSON.stringify(value)}\``).join(' or ');
  if (json.anyOf !== undefined) return json.anyOf.map(typeName).join(' or ');
  if (json.type === 'array') return arrayName(json);
  if (json.type === 'object') return objectName(json);
  return scalarName(json);
}

function arrayName({ items, prefixItems }) {
  if (prefixItems !== undefined) return `${prefixItems.length} of ${typeName(prefixItems[0])}`;
  return `array of ${typeName(items)}`;
}

function objectName({ properties = {}, required = [] }) {
  const fields = Object.entries(properties).map(
    ([name, json]) => `\`${name}\`${required.includes(name) ? '' : '?'} ${typeName(json)}`,
  );
  return `map of ${fields.join(', ')}`;
}

function scalarName({ type = 'value', format, minimum, exclusiveMinimum, maximum, pattern }) {
  const kind = [type].flat().join(' or ');
  if (format === 'date-time') return `${kind}, ISO 8601`;
  const near = (bound) => bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER;
  const from =
    exclusiveMinimum === undefined ? (near(minimum) ? ` from ${minimum}` : '') : ` over ${exclusiveMinimum}`;
  const to = near(maximum) ? ` to ${maximum}` : '';
  return `${kind}${from}${to}${pattern === undefined ? '' : ` \`${cell(pattern)}\``}`;
}

function cell(text) {
  return text.replaceAll('|', '\\|');
}
