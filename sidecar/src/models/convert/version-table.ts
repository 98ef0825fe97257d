import type { GraphBuilder } from '../onnx/onnx-graph.ts';
import { invalidModel } from '../tflite/byte-table.ts';
import { type Layout, permutation, plainLayout, sameLayout, sameMemory, storedShape } from './layout.ts';

/** A value of the ONNX graph and the order of its axes. */
export interface StoredValue {
  readonly name: string;
  readonly layout: Layout;
}

/** Every computed tensor in every layout that somebody asked for, each written once. */
export interface VersionTable {
  has(tensor: number): boolean;
  /** `write` is called when the value is first needed. */
  define(tensor: number, write: () => StoredValue): void;
  /** The value as its operator wrote it. */
  first(tensor: number): StoredValue;
  /** The value in a layout: transposed, or only relabelled where no number moves. */
  get(tensor: number, layout: Layout): string;
  /** A version whose memory is in plain order, whatever its stored shape. */
  flat(tensor: number): string;
  /** A constant in a layout; `write` makes it when it is not there yet. */
  constant(tensor: number, layout: Layout, write: () => string): string;
}

export function createVersionTable(
  builder: GraphBuilder,
  shapeOf: (tensor: number) => readonly number[],
): VersionTable {
  const versions = new Map<number, StoredValue[]>();
  const writers = new Map<number, () => StoredValue>();

  const list = (index: number): StoredValue[] => {
    const known = versions.get(index);
    if (known !== undefined) return known;
    const write = writers.get(index);
    if (write === undefined) throw invalidModel(`tensor ${index} is used before it is written`);
    const fresh = [write()];
    versions.set(index, fresh);
    return fresh;
  };
  const first = (index: number) => list(index)[0] as StoredValue;
  const move = (index: number, from: StoredValue, layout: Layout) =>
    sameMemory(shapeOf(index), from.layout, layout)
      ? builder.node('Reshape', [from.name, builder.ints(storedShape(shapeOf(index), layout))])
      : builder.node('Transpose', [from.name], { perm: permutation(from.layout, layout) });
  const find = (known: readonly StoredValue[], layout: Layout) =>
    known.find((version) => sameLayout(version.layout, layout));

  const get: VersionTable['get'] = (index, layout) => {
    const known = list(index);
    const exact = find(known, layout);
    if (exact !== undefined) return exact.name;
    const name = move(index, first(index), layout);
    known.push({ name, layout });
    return name;
  };
  return {
    first,
    get,
    has: (index) => versions.has(index) || writers.has(index),
    define: (index, write) => writers.set(index, write),
    flat(index) {
      const plain = plainLayout(shapeOf(index).length);
      const version = list(index).find((each) => sameMemory(shapeOf(index), each.layout, plain));
      return version?.name ?? get(index, plain);
    },
    constant(index, layout, write) {
      const known = versions.get(index) ?? [];
      const exact = find(known, layout);
      if (exact !== undefined) return exact.name;
      const name = write();
      versions.set(index, [...known, { name, layout }]);
      return name;
    },
  };
}
