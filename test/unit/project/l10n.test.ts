import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

type Strings = Readonly<Record<string, string>>;
const read = (file: string): Strings => JSON.parse(readFileSync(file, 'utf8')) as Strings;

/** Commands that the links of a manifest string run, in order. */
const commandLinks = (text: string): string[] => text.match(/\(command:[^)]*\)/g) ?? [];

const count = (text: string, mark: string): number => text.split(mark).length - 1;

describe('the strings of the interface', () => {
  it('are all in the bundle, and every translation has each of them with the same holes', () => {
    const checked = spawnSync(process.execPath, ['scripts/l10n.mjs', '--check'], {
      encoding: 'utf8',
    });
    assert.equal(checked.stderr, '');
    assert.equal(checked.status, 0);
  });

  it('are translated into Simplified Chinese, no string left empty', () => {
    const zh = read('l10n/bundle.l10n.zh-cn.json');
    for (const [message, text] of Object.entries(zh)) assert.notEqual(text, '', message);
    const translated = Object.values(zh).filter((text) => /\p{Script=Han}/u.test(text));
    const unchanged = Object.keys(zh).length - translated.length;
    // Units, formulae and terms that stay as they are: p10 / p50 / p90, {0} kB, Token p10, gzip.
    assert.ok(unchanged < 25, `${unchanged} strings without a Chinese character`);
  });

  it('keep in a translation the marks that the pages turn into links and bold text', () => {
    for (const [message, text] of Object.entries(read('l10n/bundle.l10n.zh-cn.json'))) {
      for (const mark of ['*', '[', ']', '\n']) {
        assert.equal(count(text, mark), count(message, mark), `${mark} in: ${message}`);
      }
    }
  });

  for (const file of readdirSync('.').filter((f) => /^package\.nls\..+\.json$/.test(f))) {
    it(`of the manifest are all in ${file}, with the same command links`, () => {
      const english = read('package.nls.json');
      const translated = read(file);
      assert.deepEqual(Object.keys(translated).sort(), Object.keys(english).sort());
      for (const [key, text] of Object.entries(english)) {
        assert.deepEqual(commandLinks(translated[key]!), commandLinks(text), key);
      }
    });
  }
});
