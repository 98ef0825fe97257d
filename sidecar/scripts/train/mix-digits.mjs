const DIGITS = 5;
/** Where the accounts begin in what createHandInputs writes, and how many numbers a digit has there and in its directions. */
const ACCOUNTS = [0, 60];
const INPUTS = 12;
const WANTED = 9;
/** Where the camera is for the first account, and two numbers of how the second one lies to it. */
const SEEN_ALIKE = [120, 121, 122, 126, 129];
/** Hands are seen alike whose numbers differ by less, standard deviations. */
const ALIKE = 0.8;
/** Share of the hands that get digits of another, and of their digits. */
const HANDS = 0.6;
const MIXED = 0.4;

/**
 * Hands of which some have digits of others that are seen from nearly the same side, others every time it is asked: a
 * digit is read alone for the most part, so that one hand tells of many.
 *
 * @param rows {inputs of createHandInputs in standard deviations, wanted: directions of the digits' segments}
 */
export function createDigitMixer(rows, next) {
  const groups = new Map();
  const groupOf = rows.map((row) => {
    const key = SEEN_ALIKE.map((k) => Math.round(row.inputs[k] / ALIKE)).join();
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(row);
    return group;
  });
  return () =>
    rows.map((row, i) => {
      if (next() >= HANDS) return row;
      const group = groupOf[i];
      return mixed(row, group[Math.floor(next() * group.length)], next);
    });
}

function mixed(row, other, next) {
  const inputs = row.inputs.slice();
  const wanted = [...row.wanted];
  for (let digit = 0; digit < DIGITS; digit++) {
    if (next() >= MIXED) continue;
    for (const account of ACCOUNTS) copyPart(inputs, other.inputs, account + digit * INPUTS, INPUTS);
    copyPart(wanted, other.wanted, digit * WANTED, WANTED);
  }
  return { inputs, wanted };
}

function copyPart(to, from, start, count) {
  for (let k = start; k < start + count; k++) to[k] = from[k];
}
