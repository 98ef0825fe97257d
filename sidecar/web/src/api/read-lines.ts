/** The lines of a gzipped text as it comes in; leaving the loop early ends the transfer. */
export async function* readLines(gzipped: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  const text = gzipped.pipeThrough(new DecompressionStream('gzip')).pipeThrough(new TextDecoderStream());
  const reader = text.getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      const lines = (rest + value).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) if (line !== '') yield line;
    }
    if (rest !== '') yield rest;
  } finally {
    await reader.cancel().catch(() => {});
  }
}
