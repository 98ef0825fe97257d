// A client of the WebSocket protocol for the benches.
import WebSocket from 'ws';
import { decodeMsgpack, encodeMsgpack } from '../../dist/protocol/msgpack.js';

/** Connects and says hello; `onMessage(message, bytes)` hears everything. */
export async function connect(url, token, onMessage) {
  const socket = new WebSocket(url, 'avatar-tracker.v1', { perMessageDeflate: false });
  const waiting = [];
  const closed = new Promise((resolve) => socket.on('close', (code) => resolve(code)));
  socket.on('error', () => {});
  socket.on('message', (data) => {
    const message = decodeMsgpack(data);
    onMessage?.(message, data.length);
    for (const wait of [...waiting])
      if (wait.fits(message)) {
        waiting.splice(waiting.indexOf(wait), 1);
        wait.resolve(message);
      }
  });
  const next = (fits) =>
    new Promise((resolve, reject) => {
      waiting.push({ fits, resolve });
      closed.then((code) => reject(new Error(`the connection was closed with ${code}`)));
    });
  await new Promise((resolve) => socket.once('open', resolve));
  const send = (message) => socket.send(encodeMsgpack(message));
  const welcome = next(({ type }) => type === 'welcome');
  send({ type: 'hello', protocol: 1, token, client: { name: 'bench', version: '0' } });
  await welcome;
  return { socket, send, next, close: () => socket.terminate() };
}

export const watch = (job, stream, face = 'arkit') => ({
  type: 'watch',
  requestId: 1,
  job,
  stream,
  face,
  fromSequence: 0,
});
