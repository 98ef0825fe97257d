import { type ByteTable, invalidModel } from './byte-table.ts';

const FIELD = {
  sparsity: { traversalOrder: 0, blockMap: 1, dimensions: 2 },
  dimension: { format: 0, segmentsType: 2, segments: 3, indicesType: 4, indices: 5 },
  vector: { values: 0 },
} as const;

const SPARSE_CSR = 1;
/** `SparseIndexVector` of the schema: union tag -> bytes of one number. */
const INDEX_BYTES: Readonly<Record<number, 1 | 2 | 4>> = { 1: 4, 2: 2, 3: 1 };

/**
 * Where the kept values of a sparse constant lie: the last axis is compressed by rows, the others are dense.
 * Row r holds the values `segments[r]` to `segments[r + 1]`, in the columns `indices[...]`.
 */
export interface Sparsity {
  readonly segments: readonly number[];
  readonly indices: readonly number[];
}

/** Reads the only sparse layout of the supported models; every other one is `model.invalid`. */
export function readSparsity(table: ByteTable): Sparsity {
  const order = table.int32s(FIELD.sparsity.traversalOrder, 16);
  const dimensions = table.tables(FIELD.sparsity.dimensions);
  const last = dimensions.at(-1);
  const plain =
    order.every((axis, place) => axis === place) &&
    order.length === dimensions.length &&
    table.int32s(FIELD.sparsity.blockMap).length === 0 &&
    dimensions.slice(0, -1).every((dimension) => dimension.int8(FIELD.dimension.format) === 0);
  if (!plain || last?.int8(FIELD.dimension.format) !== SPARSE_CSR)
    throw invalidModel('a sparse tensor is not compressed along its last axis alone');
  return {
    segments: readIndices(last, FIELD.dimension.segmentsType, FIELD.dimension.segments),
    indices: readIndices(last, FIELD.dimension.indicesType, FIELD.dimension.indices),
  };
}

function readIndices(dimension: ByteTable, typeField: number, field: number): number[] {
  const width = INDEX_BYTES[dimension.uint8(typeField)];
  const vector = dimension.table(field);
  if (width === undefined || vector === null) throw invalidModel('a sparse tensor has no index list');
  if (width === 4) return vector.int32s(FIELD.vector.values, 2 ** 24);
  return vector.unsigned(FIELD.vector.values, width);
}
