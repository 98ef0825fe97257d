// Reads vitest's JSON report: what was skipped, by name, and the counts.
import { existsSync, readFileSync } from 'node:fs';

/** Counts of one test run; a run that wrote no report has failed as a whole. */
export function readTests(file) {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0, skippedNames: [] };
  const report = JSON.parse(readFileSync(file, 'utf8'));
  const tests = report.testResults.flatMap((suite) => suite.assertionResults);
  const count = (...states) => tests.filter(({ status }) => states.includes(status)).length;
  // a file that cannot be loaded holds no tests and still is a failure
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((t) => t.status !== 'failed'),
  ).length;
  return {
    passed: count('passed'),
    failed: count('failed') + broken,
    skipped: count('skipped', 'pending', 'todo', 'disabled'),
    skippedNames: skippedGroups(tests.filter(({ status }) => status !== 'passed' && status !== 'failed')),
  };
}

/** One line for each group that was skipped: its name says what it needs. */
function skippedGroups(tests) {
  const groups = new Map();
  for (const { ancestorTitles, title } of tests) {
    const name = [...ancestorTitles, title].find((part) => /needs/.test(part)) ?? ancestorTitles[0] ?? title;
    groups.set(name, (groups.get(name) ?? 0) + 1);
  }
  return [...groups].map(([name, count]) => `${name} (${count})`);
}
