// cspell:ignore Überschuß Σίσυφος überschu σίσυφοσ überfluß conste llation lation
import assert from 'node:assert/strict';
import { halvesOf, holdsAny, needlesOf } from '../../../../src/core/search/bytes';
import { memorySource, type ByteSource } from '../../../../src/core/trace/source';

const sourceOf = (text: string): ByteSource => memorySource('a', new TextEncoder().encode(text));

async function holds(file: string, text: string): Promise<boolean> {
  const needles = needlesOf(text);
  assert.notEqual(needles, null);
  return holdsAny(sourceOf(file), needles!);
}

describe('bytes that a text leaves in a file', () => {
  const text = 'He said "wait": a/b < c & 50 %\n\tnaïve ‘Überschuß’ Σίσυφος 你好 😀';
  const escape = (text: string): string =>
    text
      .split('')
      .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
      .join('');
  const escapedAll = JSON.stringify(text).replace(/\P{ASCII}/gu, escape);
  const forms: Readonly<Record<string, string>> = {
    JSON: JSON.stringify({ a: text }),
    'JSON of ASCII only': escapedAll,
    'JSON that is safe in HTML': escapedAll.replace(/[<>&/+']/g, escape),
    'JSON in JSON': JSON.stringify({ a: JSON.stringify({ b: text }) }),
    'JSON of ASCII only in JSON': JSON.stringify({ a: escapedAll }),
    'upper case': JSON.stringify(text.toUpperCase()),
  };
  const asked = [
    'wait',
    'said "WAIT"',
    'a/b < c',
    'NAÏVE',
    '‘überschu',
    'σίσυφοσ',
    '你好',
    '好',
    '50 %\n',
  ];
  for (const [name, file] of Object.entries(forms)) {
    for (const words of asked) {
      it(`finds ${JSON.stringify(words)} in ${name}`, async () => {
        assert.equal(await holds(file, words), true);
      });
    }
  }

  it('does not find what is not there', async () => {
    for (const words of ['waits', '你坏', 'überfluß', 'said that']) {
      assert.equal(await holds(forms['JSON']!, words), false, words);
    }
  });

  it('has nothing to look for in a text of signs that are always escaped', () => {
    assert.equal(needlesOf('"\\'), null);
    assert.equal(needlesOf('\n'), null);
  });

  it('finds a text over the border of two pieces, and reads on no further', async () => {
    const bytes = new Uint8Array(5 * 1024 * 1024).fill(0x20);
    bytes.set(new TextEncoder().encode('Needle'), 1024 * 1024 - 3);
    const read: number[] = [];
    const source: ByteSource = {
      name: 'a',
      size: bytes.length,
      read: (start, end) => {
        read.push(start);
        return Promise.resolve(bytes.subarray(start, end));
      },
    };
    assert.equal(await holdsAny(source, needlesOf('needle')!), true);
    // The piece after it was asked for ahead.
    assert.equal(read.length, 3);
  });

  it('finds one half of a text where a page border stands in the other', async () => {
    const halves = halvesOf(needlesOf('constellation')!)!;
    assert.equal(await holdsAny(sourceOf('... conste\0\0\0\0llation'), halves), true);
    assert.equal(await holdsAny(sourceOf('... const\0\0\0\0lation'), halves), false);
    assert.equal(halvesOf([Uint8Array.of(0x61)]), null);
  });

  it('stops when it is told to', async () => {
    const controller = new AbortController();
    controller.abort(new Error('enough'));
    const looking = holdsAny(sourceOf('words'), needlesOf('other')!, { signal: controller.signal });
    await assert.rejects(looking, /enough/);
  });
});
