import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { escaped, REASONING_TAGS } from '../../../../src/core/text/reasoningTags';
import { thinkBlocks } from '../../../../src/core/text/thinkBlocks';
import { splitTagged } from '../../../../src/core/trace/build/tags';

const grammar = readFileSync('syntaxes/think-block.injection.tmLanguage.json', 'utf8');

describe('a tag of reasoning', () => {
  for (const { family, open, close, trust } of REASONING_TAGS) {
    const text = `${open}\nSix sevens are 42.\n${close}\nIt is 42.`;

    it(`of ${family} parts reasoning from answer: ${JSON.stringify(open)}`, () => {
      const { parts } = splitTagged(text)!;
      const [reasoning] = parts.filter(({ kind }) => kind === 'reasoning');
      assert.equal(text.slice(reasoning!.start, reasoning!.end).trim(), 'Six sevens are 42.');
    });

    if (trust !== 'output')
      it(`of ${family} marks a block in a document and in its grammar: ${JSON.stringify(open)}`, () => {
        assert.equal(thinkBlocks(text).length, 1);
        assert.ok(grammar.includes(JSON.stringify(escaped(open)).slice(1, -1)));
      });
  }
});
