import type { Attribute, OnnxConstant, OnnxGraph, OnnxNode, OnnxValue } from './onnx-graph.ts';
import { ATTRIBUTE_TYPE, DATA_TYPE, IR_VERSION, ModelProto, OPSET } from './onnx-schema.ts';

/** Writes a graph as the bytes of an .onnx file. Nodes must be in the order in which they can run. */
export function encodeOnnx(graph: OnnxGraph): Uint8Array {
  const message = {
    irVersion: IR_VERSION,
    producerName: 'avatar-tracker',
    opsetImport: [{ domain: '', version: OPSET }],
    graph: {
      name: 'imported',
      node: graph.nodes.map(nodeMessage),
      initializer: graph.constants.map(constantMessage),
      input: graph.inputs.map(valueMessage),
      output: graph.outputs.map(valueMessage),
    },
  };
  return ModelProto.encode(message).finish();
}

function nodeMessage(node: OnnxNode, index: number): object {
  return {
    input: node.inputs,
    output: node.outputs,
    name: `${node.op}_${index}`,
    opType: node.op,
    attribute: Object.entries(node.attributes).map(([name, value]) => attributeMessage(name, value)),
  };
}

function attributeMessage(name: string, value: Attribute): object {
  if (typeof value === 'number') return { name, i: value, type: ATTRIBUTE_TYPE.int };
  if (typeof value === 'string') return { name, s: Buffer.from(value), type: ATTRIBUTE_TYPE.string };
  return { name, ints: [...value], type: ATTRIBUTE_TYPE.ints };
}

function constantMessage(constant: OnnxConstant): object {
  const { data } = constant;
  return {
    dims: [...constant.shape],
    dataType: data instanceof Float32Array ? DATA_TYPE.float : DATA_TYPE.int64,
    name: constant.name,
    rawData: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
  };
}

function valueMessage(value: OnnxValue): object {
  const dim = value.shape.map((size) => ({ dimValue: size }));
  return { name: value.name, type: { tensorType: { elemType: DATA_TYPE.float, shape: { dim } } } };
}
