import { encodeMsgpack } from '../../sidecar/src/protocol/msgpack.ts';
import { CLIENT_SAMPLES, SERVER_SAMPLES } from './sample-messages.ts';

/** How the bytes of a field are to be read when they are compared as numbers. */
const NUMBERS: Readonly<Record<string, 'float32' | 'float64' | 'uint32'>> = {
  rest: 'float32',
  values: 'float32',
  times: 'float64',
  flags: 'uint32',
};

export interface Vector {
  readonly name: string;
  readonly direction: 'client' | 'server';
  /** The message as it goes over the wire. */
  readonly hex: string;
  /** The message as JSON; bytes are `{"float32": [...]}`, `{"float64": [...]}` or `{"uint32": [...]}`. */
  readonly value: unknown;
}

/** The same message in bytes that another encoder may choose: `value` is that of vector `as`. */
export interface Variant {
  readonly name: string;
  readonly as: string;
  readonly hex: string;
}

/** Bytes that no reader may take for a message. */
export interface Damaged {
  readonly name: string;
  readonly hex: string;
}

export interface Contract {
  readonly protocol: 1;
  readonly messages: readonly Vector[];
  readonly variants: readonly Variant[];
  readonly damaged: readonly Damaged[];
}

/** Everything that `messages.data.json` holds. */
export function makeContract(): Contract {
  const vectors = (direction: Vector['direction'], samples: object) =>
    Object.entries(samples).map(([name, value]) => ({
      name,
      direction,
      hex: hex(value),
      value: plain(value),
    }));
  return {
    protocol: 1,
    messages: [...vectors('client', CLIENT_SAMPLES), ...vectors('server', SERVER_SAMPLES)],
    variants: variants(),
    damaged: damaged(),
  };
}

function hex(value: unknown): string {
  return Buffer.from(encodeMsgpack(value)).toString('hex');
}

function plain(value: unknown, key = ''): unknown {
  if (value instanceof Uint8Array) return { [NUMBERS[key]!]: numbers(value, NUMBERS[key]!) };
  if (Array.isArray(value)) return value.map((item) => plain(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item, name)]));
}

function numbers(bytes: Uint8Array, kind: 'float32' | 'float64' | 'uint32'): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const width = kind === 'float64' ? 8 : 4;
  const read = { float32: view.getFloat32, float64: view.getFloat64, uint32: view.getUint32 }[kind];
  return Array.from({ length: bytes.length / width }, (_, i) => read.call(view, i * width, true));
}

const text = (value: string) => (0xa0 + value.length).toString(16) + Buffer.from(value).toString('hex');
const long = (value: string) =>
  `d9${value.length.toString(16).padStart(2, '0')}${Buffer.from(value).toString('hex')}`;
const JOB = '0c7f2k9m4q';

/** `cancel {requestId: 3}` in other legal bytes. */
function variants(): Variant[] {
  const fields = (request: string) =>
    text('type') + text('cancel') + text('requestId') + request + text('job') + text(JOB);
  return [
    { name: 'number as uint8', as: 'cancel', hex: `83${fields('cc03')}` },
    { name: 'number as uint16', as: 'cancel', hex: `83${fields('cd0003')}` },
    { name: 'number as uint32', as: 'cancel', hex: `83${fields('ce00000003')}` },
    { name: 'number as uint64', as: 'cancel', hex: `83${fields('cf0000000000000003')}` },
    { name: 'number as int8', as: 'cancel', hex: `83${fields('d003')}` },
    { name: 'number as int16', as: 'cancel', hex: `83${fields('d10003')}` },
    { name: 'number as int32', as: 'cancel', hex: `83${fields('d200000003')}` },
    { name: 'number as int64', as: 'cancel', hex: `83${fields('d30000000000000003')}` },
    { name: 'number as float32', as: 'cancel', hex: `83${fields('ca40400000')}` },
    { name: 'number as float64', as: 'cancel', hex: `83${fields('cb4008000000000000')}` },
    { name: 'map16', as: 'cancel', hex: `de0003${fields('03')}` },
    { name: 'map32', as: 'cancel', hex: `df00000003${fields('03')}` },
    { name: 'str8', as: 'cancel', hex: `83${fields('03').replace(text(JOB), long(JOB))}` },
    {
      name: 'other order',
      as: 'cancel',
      hex: `83${text('job')}${text(JOB)}${text('requestId')}03${text('type')}${text('cancel')}`,
    },
  ];
}

function damaged(): Damaged[] {
  const whole = hex(CLIENT_SAMPLES.cancel);
  const head = `82${text('type')}${text('list')}${text('requestId')}`;
  return [
    { name: 'nothing', hex: '' },
    { name: 'breaks off after the first byte', hex: whole.slice(0, 2) },
    { name: 'breaks off before the last byte', hex: whole.slice(0, -2) },
    { name: 'more after the end', hex: `${whole}00` },
    { name: 'an array', hex: '9101' },
    { name: 'a number', hex: '01' },
    { name: 'nil', hex: 'c0' },
    { name: 'a byte that means nothing', hex: 'c1' },
    { name: 'no type', hex: `81${text('requestId')}03` },
    { name: 'a type that does not exist', hex: `82${text('type')}${text('dance')}${text('requestId')}03` },
    { name: 'a type that is a number', hex: `82${text('type')}01${text('requestId')}03` },
    { name: 'a key that is a number', hex: `81${'01'}03` },
    { name: 'a key that is a map', hex: '818003' },
    { name: 'an array longer than the message', hex: `${head}dd7fffffff` },
    { name: 'a map longer than the message', hex: `${head}dfffffffff` },
    { name: 'a string longer than the message', hex: `${head}dbffffffff` },
    { name: 'bytes longer than the message', hex: `${head}c6ffffffff` },
    { name: 'an extension type', hex: `${head}d4012a` },
    { name: 'a timestamp', hex: `${head}d6ff00000000` },
    { name: 'nested a thousand times', hex: `${head + '91'.repeat(1000)}c0` },
  ];
}
