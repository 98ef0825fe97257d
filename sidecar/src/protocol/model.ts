/**
 * A model that is ready to run, whatever runtime stands behind it. The caller writes the whole of `input`
 * and calls `run`; outputs come in the model file's own order and stay valid until the next `run`.
 */
export interface Model {
  readonly name: string;
  /** Shape of the one input tensor, as in the model file: NHWC for pictures. */
  readonly inputShape: readonly number[];
  readonly input: Float32Array;
  run(): Promise<readonly Float32Array[]>;
}
