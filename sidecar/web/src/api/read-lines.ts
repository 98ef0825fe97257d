/** The lines of a gzipped text as it comes in; leaving the loop early ends the transfer. */
export async function* readLines(gzipped: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  const source = gzipped.getReader();
  const gunzip = new DecompressionStream('gzip');
  const text = gunzip.readable.pipeThrough(new TextDecoderStream()).getReader();
  void pump(source, gunzip.writable.getWriter());
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await text.read();
      if (done) break;
      const lines = (rest + value).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line !== '') yield line;
    }
    if (rest !== '') yield rest;
  } finally {
    // piped streams do not tell the first one everywhere that the last one is given up
    await source.cancel().catch(() => {});
  }
}

/** What goes wrong on the way is met by the reader of the other end. */
async function pump(
  from: ReadableStreamDefaultReader<Uint8Array<ArrayBuffer>>,
  to: WritableStreamDefaultWriter<BufferSource>,
): Promise<void> {
  try {
    for (let part = await from.read(); !part.done; part = await from.read()) await to.write(part.value);
    await to.close();
  } catch (error) {
    await to.abort(error).catch(() => {});
  }
}
