import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { release } from 'node:os';
import { runtimeVersion } from '../onnx-runtime.ts';
import { processorKey } from '../store/optimised-graph.ts';

/** Variables that choose a driver or a device. */
const VARIABLES = ['VK_DRIVER_FILES', 'VK_ICD_FILENAMES', 'CUDA_VISIBLE_DEVICES', 'MESA_VK_DEVICE_SELECT'];

/** Folders and files that change with the drivers of a Linux machine; elsewhere drivers come with the system. */
const DRIVER_PLACES = ['/proc/driver/nvidia/version', '/usr/share/vulkan/icd.d', '/etc/vulkan/icd.d'];

/** Digest of everything that makes a remembered choice of provider worthless when it changes. */
export function machineKey(): string {
  const parts = [
    runtimeVersion(),
    processorKey(),
    release(),
    ...VARIABLES.map((name) => process.env[name] ?? ''),
    ...DRIVER_PLACES.map(describePlace),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

function describePlace(path: string): string {
  try {
    if (!statSync(path).isDirectory()) return readFileSync(path, 'utf8');
    return readdirSync(path)
      .map((name) => `${name} ${statSync(`${path}/${name}`).mtimeMs}`)
      .sort()
      .join();
  } catch {
    return '';
  }
}
