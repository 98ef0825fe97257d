/** A number or a list of them is written as ints: no operator that is written here has another kind. */
export type Attribute = number | string | readonly number[];
export type Attributes = Readonly<Record<string, Attribute>>;

export interface OnnxNode {
  readonly op: string;
  inputs: string[];
  outputs: string[];
  readonly attributes: Attributes;
}

export interface OnnxConstant {
  readonly name: string;
  readonly shape: readonly number[];
  /** Float32Array is written as float, BigInt64Array as int64. */
  readonly data: Float32Array | BigInt64Array;
}

export interface OnnxValue {
  readonly name: string;
  readonly shape: readonly number[];
}

export interface OnnxGraph {
  readonly inputs: OnnxValue[];
  readonly outputs: OnnxValue[];
  readonly nodes: OnnxNode[];
  readonly constants: OnnxConstant[];
}

/** Appends nodes and constants to a graph under fresh names. */
export interface GraphBuilder {
  readonly graph: OnnxGraph;
  input(name: string, shape: readonly number[]): string;
  /** Adds a node with one output and returns the name of it. */
  node(op: string, inputs: readonly string[], attributes?: Attributes): string;
  floats(data: Float32Array | readonly number[], shape: readonly number[]): string;
  /** A list of int64, as shapes and axes are given; equal lists share one constant. */
  ints(data: readonly number[]): string;
  /** A float without axes; equal ones share one constant. */
  scalar(value: number): string;
  /** Gives a value its public name and makes it an output of the graph. */
  output(value: string, name: string, shape: readonly number[]): void;
}

export function createGraphBuilder(): GraphBuilder {
  const graph: OnnxGraph = { inputs: [], outputs: [], nodes: [], constants: [] };
  const shared = new Map<string, string>();
  let count = 0;
  const fresh = (prefix: string) => `${prefix}_${count++}`;

  const node: GraphBuilder['node'] = (op, inputs, attributes = {}) => {
    const output = fresh(op.toLowerCase());
    graph.nodes.push({ op, inputs: [...inputs], outputs: [output], attributes });
    return output;
  };
  const constant = (data: OnnxConstant['data'], shape: readonly number[]) => {
    const name = fresh('constant');
    graph.constants.push({ name, shape, data });
    return name;
  };
  const once = (key: string, make: () => string) => {
    const name = shared.get(key) ?? make();
    shared.set(key, name);
    return name;
  };
  return {
    graph,
    node,
    input(name, shape) {
      graph.inputs.push({ name, shape });
      return name;
    },
    floats: (data, shape) => constant(data instanceof Float32Array ? data : Float32Array.from(data), shape),
    ints: (data) => once(`ints ${data}`, () => constant(BigInt64Array.from(data, BigInt), [data.length])),
    scalar: (value) => once(`scalar ${value}`, () => constant(Float32Array.of(value), [])),
    output(value, name, shape) {
      // a node of its own keeps the public name free of clashes; the runtime removes it
      graph.nodes.push({ op: 'Identity', inputs: [value], outputs: [name], attributes: {} });
      graph.outputs.push({ name, shape });
    },
  };
}

/** The graph without the nodes and constants that no wanted output depends on; outputs in the order of `names`. */
export function pruneGraph(graph: OnnxGraph, names: readonly string[]): OnnxGraph {
  const needed = new Set(names);
  const nodes: OnnxNode[] = [];
  for (const node of graph.nodes.toReversed()) {
    if (!node.outputs.some((output) => needed.has(output))) continue;
    for (const input of node.inputs) needed.add(input);
    nodes.push(node);
  }
  return {
    inputs: graph.inputs,
    outputs: names.flatMap((name) => graph.outputs.filter((output) => output.name === name)),
    nodes: nodes.reverse(),
    constants: graph.constants.filter((constant) => needed.has(constant.name)),
  };
}
