/** Every `n`th item, the first among them. */
export async function* everyNth<T>(items: AsyncIterable<T>, n: number): AsyncGenerator<T> {
  let count = 0;
  for await (const item of items) if (count++ % n === 0) yield item;
}
