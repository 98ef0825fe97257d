// Import levels of the sidecar: protocol, skeleton < stages < pipeline < jobs < server, cli.
const stages = ['video', 'models', 'tracking', 'motion', 'bake', 'exports'];
const src = (...folders) => `^sidecar/src/(${folders.join('|')})/`;
const levels = [['protocol', 'skeleton'], stages, ['pipeline'], ['jobs'], ['server', 'cli']];

const upward = levels.flatMap((folders, level) => {
  const above = levels.slice(level + 1).flat();
  return above.length === 0
    ? []
    : [
        {
          name: `level-${folders[0]}-imports-upward`,
          comment: 'Imports point from the edges to the core only.',
          severity: 'error',
          from: { path: src(...folders) },
          to: { path: src(...above) },
        },
      ];
});

const crossStage = stages.map((stage) => ({
  name: `stage-${stage}-imports-stage`,
  comment: 'Stages meet in pipeline, never each other.',
  severity: 'error',
  from: { path: src(stage) },
  to: { path: src(...stages.filter((other) => other !== stage)) },
}));

const fence = (pkg, file) => ({
  name: `fence-${pkg.replace(/\W+/g, '-')}`,
  comment: `${pkg} is reached through ${file} only.`,
  severity: 'error',
  from: { path: '^sidecar/src/', pathNot: `^sidecar/src/${file}$` },
  to: { path: `node_modules/${pkg}` },
});

/** What the page shares with the service: data and functions that run in a browser. */
const SHARED = '^sidecar/src/(protocol/|skeleton/|video/landmark-lines\\.ts$|bake/collect-spans\\.ts$)';

const page = [
  {
    name: 'page-imports-shared-only',
    comment: 'The page has wire formats and skeletons from the service, and no more.',
    severity: 'error',
    from: { path: '^sidecar/web/' },
    to: { path: '^sidecar/src/', pathNot: SHARED },
  },
  {
    name: 'service-imports-page',
    comment: 'The service serves the built page and knows nothing of its sources.',
    severity: 'error',
    from: { path: '^sidecar/src/' },
    to: { path: '^sidecar/web/' },
  },
];

export default {
  forbidden: [
    ...upward,
    ...crossStage,
    ...page,
    {
      name: 'tests-stay-out-of-source',
      severity: 'error',
      from: { path: '^sidecar/src/' },
      to: { path: '^tests/' },
    },
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-unresolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
    fence('onnxruntime-node', 'models/onnx-runtime\\.ts'),
    fence('fluent-ffmpeg', 'video/ffmpeg\\.ts'),
    fence('flatbuffers', 'models/tflite/.*\\.ts'),
    fence('protobufjs', 'models/onnx/.*\\.ts'),
    fence('commander', 'cli/.*\\.ts'),
    fence('express', 'server/express-app\\.ts'),
    fence('@types/express', 'server/express-app\\.ts'),
    fence('ws', 'server/socket/ws-server\\.ts'),
    fence('@types/ws', 'server/socket/ws-server\\.ts'),
    fence('@msgpack/msgpack', 'protocol/msgpack\\.ts'),
    fence('prom-client', 'server/metrics\\.ts'),
    fence('@fastify/busboy', 'server/uploads/receive-form\\.ts'),
    fence('tinyglobby', 'jobs/batch/find-clips\\.ts'),
    fence('better-sqlite3', 'jobs/store/sqlite-database\\.ts'),
    fence('@types/better-sqlite3', 'jobs/store/sqlite-database\\.ts'),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
    },
  },
};
