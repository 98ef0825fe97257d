// What must be in the plugin's zip and what must not.

/** Longest path in the zip: what the engine's marketplace takes stays under 170. */
const LONGEST_PATH = 169;
const REQUIRED = [
  'AvatarTracker.uplugin',
  'README.md',
  'VERIFY.md',
  'LICENSE',
  'Config/FilterPlugin.ini',
  'Resources/Icon128.png',
  'Content/Python/avatar_tracker_bake.py',
  'Source/AvatarTracker/AvatarTracker.Build.cs',
  'Source/AvatarTracker/Private/AvatarTrackerModule.cpp',
  'Sidecar/package.json',
  'Sidecar/package-lock.json',
  'Sidecar/models/catalog.json',
  'Sidecar/sidecar/bin/avatar-tracker.mjs',
  'Sidecar/sidecar/dist/cli/main.js',
  'Sidecar/python-templates/build_animation.py',
];
const BINARY =
  /\.(exe|msi|dll|so|dylib|node|bin|onnx|tflite|task|mp4|pdb|lib|a)$|\/node(\.exe)?$|\/node_modules\//i;
const CODE = /^AvatarTracker\/Source\/.*\.(h|cpp|cs)$/;
const COPYRIGHT = /^\/\/ Copyright \(c\) \d{4} The avatar-tracker developers\. MIT licence\.\r?\n/;
/** First bytes of programs: ELF, PE, Mach-O both ways, universal. */
const PROGRAMS = ['7f454c46', '4d5a', 'cffaedfe', 'feedfacf', 'cafebabe'];

/**
 * @param {Map<string, Buffer>} content path in the zip to bytes
 * @returns {string[]} a sentence a fault
 */
export function checkContent(content) {
  const faults = [];
  for (const file of REQUIRED)
    if (!content.has(`AvatarTracker/${file}`)) faults.push(`AvatarTracker/${file} is missing.`);
  for (const [path, bytes] of content) {
    if (path.length > LONGEST_PATH)
      faults.push(`${path} has ${path.length} characters; ${LONGEST_PATH} are allowed.`);
    if (!/^AvatarTracker\/[A-Za-z0-9_.@/ -]+$/.test(path))
      faults.push(`${path} is no path that every system takes.`);
    if (BINARY.test(path) || isProgram(bytes)) faults.push(`${path} is a binary; the zip holds none.`);
    if (CODE.test(path) && !COPYRIGHT.test(bytes.toString('utf8')))
      faults.push(`${path} has no copyright line.`);
  }
  return [...faults, ...checkDescriptor(content), ...checkLock(content)];
}

function isProgram(bytes) {
  const start = bytes.subarray(0, 4).toString('hex');
  return PROGRAMS.some((magic) => start.startsWith(magic));
}

function checkDescriptor(content) {
  const text = content.get('AvatarTracker/AvatarTracker.uplugin');
  if (text === undefined) return [];
  const { FileVersion, VersionName, Modules, Plugins } = JSON.parse(text.toString());
  const faults = [];
  if (FileVersion !== 3) faults.push('The descriptor is not of version 3.');
  if (!/^\d+\.\d+\.\d+$/.test(VersionName)) faults.push('The descriptor has no version name.');
  if (Modules?.length !== 1 || Modules[0].Type !== 'Editor' || !Array.isArray(Modules[0].PlatformAllowList))
    faults.push('The descriptor does not hold one Editor module with its platforms.');
  for (const plugin of ['LiveLink', 'PythonScriptPlugin'])
    if (!Plugins?.some(({ Name, Enabled }) => Name === plugin && Enabled))
      faults.push(`The descriptor does not enable ${plugin}.`);
  return faults;
}

/** Every package that the sidecar needs is pinned by version and hash. */
function checkLock(content) {
  const read = (file) =>
    JSON.parse((content.get(`AvatarTracker/Sidecar/${file}`) ?? Buffer.from('{}')).toString());
  const { dependencies = {}, devDependencies, scripts } = read('package.json');
  const { packages = {} } = read('package-lock.json');
  const faults = [];
  if (devDependencies !== undefined || scripts !== undefined)
    faults.push('The package of the sidecar holds scripts or packages of development.');
  for (const name of Object.keys(dependencies))
    if (packages[`node_modules/${name}`]?.integrity === undefined) faults.push(`${name} is not pinned.`);
  return faults;
}
