import assert from 'node:assert/strict';
import { lens } from './lens';

const search = (...args: readonly string[]) => lens(['search', ...args]);

describe('search in the terminal', () => {
  it('prints hits under their files, and how many there are', async () => {
    const { code, out } = await search('time zone', 'media/samples');
    assert.equal(code, 0);
    assert.match(out, /^media\/samples\/overthinking[^\n]*\n {2}#1 step \d+ +check/);
    assert.match(out, /\n\d+ steps? in 1 file\.\n$/);
  });

  it('prints a JSON object a hit', async () => {
    const { code, out } = await search('wait,? (is|should)', 'media/samples', '--regex', '--json');
    assert.equal(code, 0);
    const hits = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    assert.ok(hits.length > 1);
    for (const { file, index, step, start, end } of hits) {
      assert.equal(typeof file, 'string');
      for (const n of [index, step, start, end]) assert.equal(typeof n, 'number');
    }
  });

  it('ends with 0 without a hit, and prints nothing as JSON', async () => {
    assert.deepEqual(await search('flamingo', 'media/samples', '--json'), {
      code: 0,
      out: '',
      err: '',
    });
  });

  for (const [args, message] of [
    [[], /no text given/],
    [['wait'], /no path given/],
    [['wait', 'media', '--kind', 'doubt'], /no kind of step/],
    [['', 'media'], /nothing to look for/],
    [['a(?=b)', 'media', '--regex'], /looks ahead/],
    [['wait', 'media', '--never'], /unknown option/],
    [['wait', 'no-such-folder'], /no-such-folder/],
    [['wait', 'package.json'], /package\.json: /],
  ] as const) {
    it(`ends with 2: ${args.join(' ')}`, async () => {
      const { code, err } = await search(...args);
      assert.equal(code, 2);
      assert.match(err, message);
    });
  }
});
