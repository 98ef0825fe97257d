import { InvalidArgumentError } from 'commander';

/** `12.5`, `1:02.5` or `1:02:03` as seconds. */
export function parseTime(text: string): number {
  if (!/^(\d+:){0,2}\d+(\.\d+)?$/.test(text))
    throw new InvalidArgumentError('Give seconds, minutes:seconds or hours:minutes:seconds.');
  return text.split(':').reduce((total, part) => total * 60 + Number(part), 0);
}

/** A share from 0 to 1. */
export function parseUnit(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0 && value <= 1))
    throw new InvalidArgumentError('Give a number from 0 to 1.');
  return value;
}

/** A whole number from `min` to `max`. */
export function parseWhole(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min || value > max)
      throw new InvalidArgumentError(`Give a whole number from ${min} to ${max}.`);
    return value;
  };
}
