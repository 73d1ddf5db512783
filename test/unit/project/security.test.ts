import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';

const text = readFileSync('SECURITY.md', 'utf8');

/** Points that must name a test: the numbered boundaries, and the threats with what holds them. */
const boundaries = [...text.matchAll(/^\d+\. ([^]*?)(?=^\d+\. |^## )/gm)].map((m) => m[1]!);
const threats = text
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (Threat|---) /.test(line))
  .map((line) => line.slice(2).replace(' |', ':'));

/** The files that a point names, each with the titles of its tests. */
function testsOf(point: string): { readonly file: string; readonly titles: readonly string[] }[] {
  const named = point.replace(/\s+/g, ' ').matchAll(/`(test\/[^`]+)`((?:[:,] "[^"]+")*)/g);
  return [...named].map(([, file, titles]) => ({
    file: file!,
    titles: [...titles!.matchAll(/"([^"]+)"/g)].map((m) => m[1]!),
  }));
}

/** Whether a file has a test of that title; "…" stands for what a table of cases puts in. */
function hasTest(file: string, title: string): boolean {
  const parts = title.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`\\b(?:it|test)\\(\\s*['"\`]${parts.join('[^]{1,80}?')}['"\`]`).test(
    readFileSync(file, 'utf8'),
  );
}

describe('SECURITY.md', () => {
  it('has points to hold', () => {
    assert.equal(boundaries.length, 6);
    assert.ok(threats.length > 15, `${threats.length} threats`);
    const titles = [...boundaries, ...threats].flatMap(testsOf).flatMap((test) => test.titles);
    assert.ok(titles.length > 40, `${titles.length} titles of tests`);
  });

  for (const point of [...boundaries, ...threats]) {
    it(`names the tests that hold: ${point.slice(0, 60)}`, () => {
      const tests = testsOf(point);
      assert.notEqual(tests.length, 0, 'no test');
      for (const { file, titles } of tests) {
        assert.ok(existsSync(file), file);
        for (const title of titles) assert.ok(hasTest(file, title), `${file} has no "${title}"`);
      }
    });
  }

  it('has a check that finds a missing test', () => {
    assert.equal(hasTest('test/unit/project/network.test.ts', 'is of no such title'), false);
  });
});
