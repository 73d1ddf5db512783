import assert from 'node:assert/strict';
import { finalAnswer } from '../../../../../src/core/steps/answer/final';

/** Forms in which programs, tables and other languages give an answer: what is read, and as what. */
const cases: readonly {
  readonly what: string;
  readonly part?: string;
  readonly reasoning?: string;
  readonly found: readonly [string, string] | null;
}[] = [
  {
    what: 'the value that JSON calls the answer',
    part: '{"answer": 42, "explanation": "6 rows of 7"}',
    found: ['42', 'number'],
  },
  {
    what: 'the option in fenced JSON beside words',
    part: 'Here you are:\n\n```json\n{"final_answer": "B"}\n```',
    found: ['B', 'option'],
  },
  {
    what: 'the only value of JSON, not how sure it is',
    part: '{"mood": "cheerful", "confidence": 0.93}',
    found: ['cheerful', 'answer-part'],
  },
  {
    what: 'a value that lies deeper',
    part: '{"found": {"plate": "KX 201"}, "missing": []}',
    found: ['KX 201', 'answer-part'],
  },
  {
    what: 'JSON of several values as it is written',
    part: '{"team": "blue", "size": 4}',
    found: ['{"team": "blue", "size": 4}', 'code'],
  },
  { what: 'what stands in tags', part: 'Done.\n<answer>\n17\n</answer>', found: ['17', 'number'] },
  {
    what: 'no tag that never opens',
    part: `${'Words and words. '.repeat(9)}</answer>`,
    found: null,
  },
  {
    what: 'a field that names a verdict',
    part: `### Verdict\n**REFUTED**\n\n### Evidence\n${'The log says so. '.repeat(9)}`,
    found: ['REFUTED', 'phrase'],
  },
  { what: 'a label on one line', part: 'Label: spam', found: ['spam', 'phrase'] },
  {
    what: 'no verdict where two fields name one',
    part: `Verdict: good\nSentiment: bad\n${'More of it. '.repeat(9)}`,
    found: null,
  },
  {
    what: 'no number of a row of a table',
    part: '| Shelf | Books |\n|---|---|\n| top | 13 |\n| **Total** | **60** |',
    found: null,
  },
  { what: 'no number of one of several items', part: 'So:\n\n1. A = 13\n2. B = 10', found: null },
  {
    what: 'the total under a list',
    part: 'The shelves hold:\n\n- top: 13\n- Total: 23',
    found: ['23', 'number'],
  },
  {
    what: 'both solutions of one line',
    part: 'x = 3 or x = -2',
    found: ['x = 3 or x = -2', 'phrase'],
  },
  {
    what: 'a no with its reason',
    part: 'No, that cannot be, because 7 is odd.',
    found: ['No', 'answer-part'],
  },
  {
    what: 'what stands before an offer',
    part: 'The fence costs $1,234.50.\n\nLet me know if the posts cost more!',
    found: ['1,234.50', 'number'],
  },
  {
    what: 'a fraction that the last line ends with',
    part: 'Hence, the share is $\\frac{3}{4}$.',
    found: ['\\frac{3}{4}', 'phrase'],
  },
  {
    what: 'an option behind an article',
    part: 'La respuesta correcta es la B.',
    found: ['B', 'option'],
  },
  { what: 'a Japanese answer without its verb', part: '答えは 42 です。', found: ['42', 'phrase'] },
  {
    what: 'the items of the list that an answer goes on with',
    reasoning: 'So the answer is:\n- A = 13\n- B = 10',
    found: ['A = 13, B = 10', 'phrase'],
  },
  {
    what: 'letters that name values, not an option',
    reasoning: 'So the answer is: A: 13, B: 10.',
    found: ['A: 13, B: 10', 'phrase'],
  },
  {
    what: 'no answer where the reply is spoken of',
    reasoning: 'We call the tool, the final answer is the content.',
    found: null,
  },
];

describe('finalAnswer in other forms', () => {
  for (const { what, reasoning = '', part = '', found } of cases) {
    it(`finds ${what}`, () => {
      const answer = finalAnswer(reasoning, part);
      assert.deepEqual(answer && [answer.answer, answer.source], found);
    });
  }
});
