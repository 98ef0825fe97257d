// How far two landmark results of one clip lie apart, relative to the size of what they describe.

/** Body points that the reference itself hardly sees are not compared. */
const LEAST_VISIBILITY = 0.5;
const REGIONS = ['pose', 'left', 'right', 'face'];

/**
 * Distances of corresponding points in the picture over the size of the region (the body's height, the longer
 * side of a hand or face), and the share of frames in which both see the region or neither does.
 *
 * @param reference official result: width, height, frames of { pose, left, right, face, world }
 * @param ours the same of our run
 */
export function compareLandmarks(reference, ours) {
  const regions = REGIONS.map((region) => [region, compareRegion(reference, ours, region)]);
  return {
    ...Object.fromEntries(regions),
    world: compareWorld(reference, ours),
    frames: [reference.frames.length, ours.frames.length],
  };
}

function compareRegion({ width, height, frames }, ours, region) {
  const distances = [];
  let agree = 0;
  frames.forEach((frame, i) => {
    const expected = frame?.[region];
    const found = ours.frames[i]?.[region];
    if (Boolean(expected) === Boolean(found)) agree++;
    if (!expected || !found) return;
    const size = regionSize(expected, region, { width, height });
    expected.forEach(([x, y, , visibility], point) => {
      if (region === 'pose' && visibility < LEAST_VISIBILITY) return;
      const [otherX, otherY] = found[point];
      distances.push(Math.hypot((x - otherX) * width, (y - otherY) * height) / size);
    });
  });
  return {
    agree: round(agree / frames.length, 4),
    median: quantile(distances, 0.5),
    p95: quantile(distances, 0.95),
    n: distances.length,
  };
}

/** Size of a region in pixels: the body's height, the longer side of a hand or face. @param points shares of the picture */
export function regionSize(points, region, { width, height }) {
  const extent = (axis) => {
    const values = points.map((point) => point[axis]);
    return Math.max(...values) - Math.min(...values);
  };
  const tall = extent(1) * height;
  return region === 'pose' ? tall : Math.max(extent(0) * width, tall);
}

function compareWorld(reference, ours) {
  const distances = reference.frames.flatMap((frame, i) => {
    const found = ours.frames[i]?.world;
    if (!frame?.world || !found) return [];
    return frame.world.map(([x, y, z], j) => Math.hypot(x - found[j][0], y - found[j][1], z - found[j][2]));
  });
  return { medianM: quantile(distances, 0.5), p95M: quantile(distances, 0.95) };
}

/** Value below which a share of the samples lies; null without samples. */
export function quantile(samples, share) {
  if (samples.length === 0) return null;
  const sorted = [...samples].sort((a, b) => a - b);
  return round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))], 5);
}

const round = (value, digits) => Number(value.toFixed(digits));
