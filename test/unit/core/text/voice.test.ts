import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  filled,
  percentFigure,
  say,
  usdFigure,
  waitFigure,
} from '../../../../src/core/model/sentence';
import { english, voice } from '../../../../src/core/text/voice';

const german = voice('de', (message, ...args) => filled(message, args));

describe('the voice', () => {
  const cases: readonly (readonly [written: string, expected: string])[] = [
    [english.usd(0), '$0.00'],
    [english.usd(0.0000002), '<$0.000001'],
    [english.usd(0.00001234), '$0.000012'],
    [english.usd(0.0053), '$0.0053'],
    [english.usd(0.3531), '$0.35'],
    [english.usd(1240.4), '$1,240'],
    [english.usd(-0.5), '-$0.50'],
    [english.aboutUsd(0.00001), '<$0.0001'],
    [english.aboutUsd(0.0241), '$0.024'],
    [english.aboutUsd(153.7), '$154'],
    [english.aboutUsd(0.0038, true), '0.0038'],
    [english.count(29_000.4), '29,000'],
    [english.aboutCount(1_234), '1,200'],
    [english.share(0.125), '13 %'],
    [english.share(0.001), 'under 1 %'],
    [english.share(0), '0 %'],
    [english.time(3.21), '3.2 s'],
    [english.time(126), '2 min 6 s'],
    [english.time(7_500), '2 h 5 min'],
    [Object.values(english.aboutTime(126)).join(' '), '2.1 min'],
    [english.wait(0.2), '1 second'],
    [english.wait(78), '80 seconds'],
    [english.wait(123), '2 minutes'],
    [english.times(0.083), '0.08'],
    [english.times(2.14), '2.1'],
    [english.times(12.4), '12'],
    [german.count(29_000), '29.000'],
    [german.usd(1.5), '1,50\u00a0$'],
  ];
  for (const [written, expected] of cases) {
    it(`writes ${expected}`, () => assert.equal(written, expected));
  }

  it('says the same sentence with the same figures for every reader of a language', () => {
    const sentence = say('{0}, {1} and {2}', usdFigure(153.7), waitFigure(78), percentFigure(0.12));
    assert.equal(english.words(sentence), '$154, 80 seconds and 12 %');
    assert.equal(
      voice('en-US', (m, ...args) => filled(m, args)).words(sentence),
      english.words(sentence),
    );
  });

  it('is the only writer of numbers for people', () => {
    const allowed = /core\/text\/voice\.ts$|webview\/concepts\/figures\/|\.data\.json$/;
    const found: string[] = [];
    for (const entry of readdirSync('src', { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      if (!entry.isFile() || !/\.tsx?$/.test(path) || allowed.test(path)) continue;
      if (/toLocaleString\(|NumberFormat\(|style: 'currency'/.test(readFileSync(path, 'utf8')))
        found.push(path);
    }
    assert.deepEqual(found, []);
  });
});
