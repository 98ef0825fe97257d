import { describe, expect, test } from 'vitest';
import { createSegmentLedger } from '../../../sidecar/src/jobs/workers/segment-ledger.ts';

function ledgerOf(segments: number, done: number[] = []) {
  const ledger = createSegmentLedger();
  ledger.plan(segments, done);
  const said: (number | null)[] = [];
  const answer = (index: number | null) => void said.push(index);
  return { ledger, said, answer };
}

describe('createSegmentLedger', () => {
  test('gives the leader what it asks for, and helpers the rest from the end', () => {
    const { ledger, said, answer } = ledgerOf(4);
    const helper = {};
    ledger.lead(0, answer);
    ledger.help(helper, answer);
    ledger.help(helper, answer);
    expect(said).toEqual([0, 3, 2]);
    expect(ledger.open()).toBe(1);
  });

  test('tells the leader at once of a segment that is done', () => {
    const { ledger, said, answer } = ledgerOf(2, [0]);
    ledger.lead(0, answer);
    expect(said).toEqual([null]);
  });

  test('lets the leader wait for a helper, and tells it when the segment is done', () => {
    const { ledger, said, answer } = ledgerOf(1);
    ledger.help({}, () => {});
    ledger.lead(0, answer);
    expect(said).toEqual([]);
    ledger.finish(0);
    expect(said).toEqual([null]);
  });

  test('gives the leader the segment of a helper that is gone', () => {
    const { ledger, said, answer } = ledgerOf(1);
    const helper = {};
    ledger.help(helper, () => {});
    ledger.lead(0, answer);
    ledger.drop(helper);
    expect(said).toEqual([0]);
  });

  test('gives a new leader what the old one had not finished', () => {
    const { ledger, said, answer } = ledgerOf(2);
    ledger.lead(0, answer);
    ledger.finish(0);
    ledger.lead(1, answer);
    ledger.drop(null);
    ledger.plan(2, [0]);
    ledger.lead(1, answer);
    expect(said).toEqual([0, 1, 1]);
  });

  test('has nothing more for a helper when all is taken', () => {
    const { ledger, said, answer } = ledgerOf(1);
    ledger.lead(0, () => {});
    ledger.help({}, answer);
    expect(said).toEqual([null]);
  });

  test('a plan that comes twice gives nothing out twice', () => {
    const { ledger, said, answer } = ledgerOf(2);
    ledger.help({}, answer);
    ledger.plan(2, []);
    ledger.help({}, answer);
    ledger.help({}, answer);
    expect(said).toEqual([1, 0, null]);
  });
});
