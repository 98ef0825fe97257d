/** Bounds of everything that clients can make the service hold. */
export interface ServerLimits {
  /** Connections of all kinds at a time. */
  readonly connections: number;
  /** WebSocket connections at a time. */
  readonly sockets: number;
  /** Streams of events (`text/event-stream`) at a time. */
  readonly eventStreams: number;
  /** Streams that one WebSocket watches at a time. */
  readonly watches: number;
  /** Largest message of a WebSocket client, bytes: a skeleton of a thousand bones fits. */
  readonly messageBytes: number;
  /** Largest JSON body, bytes. */
  readonly bodyBytes: number;
  /** Largest clip that may be uploaded, bytes. */
  readonly uploadBytes: number;
  /** Uploads that are under way at a time. */
  readonly uploads: number;
  /** Seconds between two pings; a WebSocket that has not answered one by the next is ended. */
  readonly heartbeatSeconds: number;
  /** Seconds that a WebSocket client has to say hello. */
  readonly helloSeconds: number;
}

export const DEFAULT_LIMITS: ServerLimits = {
  connections: 512,
  sockets: 256,
  eventStreams: 64,
  watches: 16,
  messageBytes: 262_144,
  bodyBytes: 262_144,
  uploadBytes: 20e9,
  uploads: 16,
  heartbeatSeconds: 10,
  helloSeconds: 5,
};
