import assert from 'node:assert/strict';
import fc from 'fast-check';
import { analyseText } from '../../../../src/core/steps/analyse';
import { stepTitles, TITLE_LENGTH } from '../../../../src/core/steps/title';

const sentence = fc.constantFrom(
  'Okay, so let me check the sum.',
  'Wait, that is wrong.',
  'Alternatively, we can factor it!',
  'So x = 3.5 and y = 2.',
  'Therefore the answer is 42.',
  'Hmm.',
  'Is it? No.',
  '换一种方法。',
  'The user wants a table.',
);
const sentences = fc
  .array(sentence, { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join(' '));

/** A block of text and where, counted from its start, no step may start. */
interface Block {
  readonly text: string;
  readonly closed: readonly (readonly [number, number])[];
}

const whole = (text: string, from = 0): Block => ({
  text,
  closed: [[from, text.trimEnd().length]],
});
const prose = sentences.map((text): Block => ({ text, closed: [] }));
const item = fc
  .tuple(fc.constantFrom('- ', '* ', '1. ', '2) ', '• '), sentences)
  .map(([mark, text]) => whole(mark + text));
const list = fc.array(item, { minLength: 1, maxLength: 4 }).map((items): Block => {
  let text = '';
  const closed: (readonly [number, number])[] = [];
  for (const one of items) {
    closed.push([text.length, text.length + one.text.length]);
    text += `${one.text}\n`;
  }
  return { text: text.trimEnd(), closed };
});
const table = fc
  .array(sentences, { minLength: 1, maxLength: 4 })
  .map((rows) => whole(['| a | b |', '|---|---|', ...rows.map((r) => `| ${r} | 1 |`)].join('\n')));
const code = fc
  .array(sentences, { minLength: 1, maxLength: 4 })
  .map((lines) => whole(`\`\`\`js\n${lines.join('\n\n')}\n\`\`\``));
const formula = sentences.map((text) => whole(`$$\nx = 1 \\text{ ${text} }\n$$`));

const document = fc
  .array(fc.oneof(prose, list, table, code, formula), { minLength: 1, maxLength: 12 })
  .map((blocks): Block => {
    let text = '';
    const closed: (readonly [number, number])[] = [];
    for (const block of blocks) {
      for (const [from, to] of block.closed) closed.push([from + text.length, to + text.length]);
      text += `${block.text}\n\n`;
    }
    return { text, closed };
  });

describe('the layout of steps', () => {
  it('cuts no list item, table, formula or code block', () => {
    fc.assert(
      fc.property(document, ({ text, closed }) => {
        for (const { start } of analyseText(text).steps) {
          const broken = closed.find(([from, to]) => from < start && start < to);
          assert.equal(
            broken,
            undefined,
            `step at ${start}: ${JSON.stringify(text.slice(start, start + 40))}`,
          );
        }
      }),
    );
  });

  it('gives every step with words a title that fits and says no "okay, so"', () => {
    fc.assert(
      fc.property(document, ({ text }) => {
        for (const title of stepTitles(analyseText(text).steps.map((step) => ({ text, step })))) {
          assert.ok(title !== '' && title.length <= TITLE_LENGTH, title);
          assert.doesNotMatch(title, /^(?:okay|so,|let me|let's|[\s:,;.])/iu);
        }
      }),
    );
  });

  it('names no two neighbouring steps alike', () => {
    fc.assert(
      fc.property(document, ({ text }) => {
        const steps = analyseText(text).steps.map((step) => ({ text, step }));
        const titles = stepTitles(steps).map((title) => title.toLowerCase());
        for (const [i, title] of titles.entries()) {
          if (i > 0) assert.notEqual(title, titles[i - 1]);
        }
      }),
    );
  });

  it('names no two neighbouring phases alike', () => {
    fc.assert(
      fc.property(document, ({ text }) => {
        const { phases } = analyseText(text);
        for (const [i, { title }] of phases.entries()) {
          if (i > 0 && title !== '') assert.notEqual(title, phases[i - 1]!.title);
        }
      }),
    );
  });
});
