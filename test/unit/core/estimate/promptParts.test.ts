import assert from 'node:assert/strict';
import { partsOf } from '../../../../src/core/estimate/promptParts';

describe('parts of a prompt', () => {
  const cases: readonly (readonly [name: string, prompt: string, instruction: string])[] = [
    ['a label', 'Sum it up.\nText:\nlong\nmore', 'Sum it up.'],
    ['a label with words on its line', 'Label it.\nTicket: it fails', 'Label it.'],
    ['a heading', 'Answer.\n## Context\nfacts\n## Question\nWhy?', 'Answer.\n## Question\nWhy?'],
    ['a tagged block', 'List it.\n<cv>\nJava\n</cv>\nAs JSON.', 'List it.\nAs JSON.'],
    ['three quotes', 'Translate:\n"""\nHi\n"""\nKeep names.', 'Translate:\nKeep names.'],
    ['quoted lines', 'Shorten:\n> long\n> mail', 'Shorten:'],
    ['a fence', 'Fill in:\n```json\n{}\n```\nNow.', 'Fill in:\nNow.'],
    ['nothing', 'A riddle.\nWho am I?', 'A riddle.\nWho am I?'],
    [
      'a tag that is never closed',
      '<p> is a tag.\nWhat does it do?',
      '<p> is a tag.\nWhat does it do?',
    ],
  ];
  for (const [name, prompt, instruction] of cases) {
    it(`sets ${name} apart`, () => {
      const parts = partsOf(prompt);
      assert.equal(parts.instruction, instruction);
      assert.equal(parts.material, instruction !== prompt);
    });
  }

  it('takes a fence of data for no code, one of a language for code', () => {
    assert.equal(partsOf('```json\n{"a": 1}\n```').fencedCode, false);
    assert.equal(partsOf('```json\n{"a": 1}\n```').code, '');
    assert.equal(partsOf('```rust\nfn main() {}\n```').fencedCode, true);
  });

  it('looks for code in an unnamed fence and in material, without calling it a language', () => {
    const { code, fencedCode } = partsOf('Input:\nSELECT 1\n```\nx = 2\n```');
    assert.equal(code, 'Input:\nSELECT 1\nx = 2');
    assert.equal(fencedCode, false);
  });

  it('knows a placeholder as material', () => {
    assert.equal(partsOf('Answer {{question}}').material, true);
  });
});
