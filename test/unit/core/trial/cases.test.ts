import assert from 'node:assert/strict';
import { inEnglish } from '../../../../src/core/text/voice';
import { casesOf } from '../../../../src/core/trial/cases/cases';
import { casesFromTraces, valuesIn } from '../../../../src/core/trial/cases/fromTraces';
import { checkCases } from '../../../../src/core/trial/cases/problems';
import { readCaseTable } from '../../../../src/core/trial/cases/table';
import { caseId, isTrial, newTrial, readTrial, trialText } from '../../../../src/core/trial/file';
import { filledMessages, matchColumns, templateParts } from '../../../../src/core/trial/holes';
import type { TrialCase, TrialPrompt } from '../../../../src/core/trial/model';
import { assertLinear } from '../../growth';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const promptOf = (text: string, ...holes: readonly string[]): TrialPrompt => ({
  file: null,
  holes,
  messages: [{ role: 'user', text }],
});
const read = (name: string, text: string, ...holes: readonly string[]) =>
  casesOf(readCaseTable(name, bytes(text)), promptOf('', ...holes));
const shown = ({ values, expected, about }: TrialCase) => [values, expected, about];

describe('cases of a file', () => {
  const expected = [
    [{ q: '1 + 1' }, '2', { kind: 'easy' }],
    [{ q: 'a, "b"' }, null, { kind: 'text' }],
  ];
  const files: Readonly<Record<string, string>> = {
    'a.csv': 'q,expected,kind\n1 + 1,2,easy\n"a, ""b""",,text\n',
    'a.tsv': 'q\texpected\tkind\n1 + 1\t2\teasy\n"a, ""b"""\t\ttext\n',
    'a.jsonl':
      '{"q":"1 + 1","expected":2,"kind":"easy"}\n{"q":"a, \\"b\\"","expected":null,"kind":"text"}\n',
    'a.json': '[{"q":"1 + 1","expected":"2","kind":"easy"},{"q":"a, \\"b\\"","kind":"text"}]',
    'b.json':
      '{"cases":[{"q":"1 + 1","expected":2,"kind":"easy"},{"q":"a, \\"b\\"","kind":"text"}]}',
    'a.yaml': '- q: 1 + 1\n  expected: 2\n  kind: easy\n- q: a, "b"\n  kind: text\n',
    'pasted text': 'Q\tExpected answer\tkind\n1 + 1\t2\teasy\n"a, ""b"""\t\ttext\n',
  };
  for (const [name, text] of Object.entries(files)) {
    it(`are read from ${name}`, () => {
      const { cases, problems } = read(name, text, 'q');
      assert.deepEqual(problems, []);
      assert.deepEqual(cases.map(shown), expected);
    });
  }

  it('keep their cells as they are written: no number is rounded, no list is taken apart', () => {
    const { cases } = read('a.csv', 'q,expected\n007,1.50\n"[1,  2]",1e3\n', 'q');
    assert.deepEqual(
      cases.map((c) => [c.values['q'], c.expected]),
      [
        ['007', '1.50'],
        ['[1,  2]', '1e3'],
      ],
    );
  });

  it('are read from promptfoo, with lists multiplied out, its check and its expected answers', () => {
    const text = `prompts: [file://x]
defaultTest:
  vars: { tone: kind }
tests:
  - vars: { q: [a, b] }
    assert: [{ type: icontains, value: yes it is }]
  - vars: { q: c, tone: cold }
    assert: [{ type: llm-rubric, value: is nice }]
`;
    const table = readCaseTable('promptfooconfig.yaml', bytes(text));
    const { cases, problems } = casesOf(table, promptOf('', 'q', 'tone'));
    assert.deepEqual(table.check, { kind: 'contains' });
    assert.deepEqual(
      cases.map((c) => [c.values['q'], c.values['tone'], c.expected]),
      [
        ['a', 'kind', 'yes it is'],
        ['b', 'kind', 'yes it is'],
        ['c', 'cold', null],
      ],
    );
    assert.match(inEnglish(problems[0]!.sentence), /“llm-rubric” has no counterpart/);
    assert.deepEqual(problems[0]?.at, { part: 'case', row: 1, column: '__expected' });
  });

  const promptfooTests = `tests:
  - vars: { q: a }
    assert: [{ type: icontains, value: Paris }, { type: cost, threshold: 1 }]
  - vars: { q: b }
    assert: [{ type: regex, value: '^x$' }]
  - vars: { q: c }
    assert: [{ type: is-json }, { type: contains, value: Rome }]
`;
  const asserted =
    'q,__expected,__expected1\na,contains: Paris,cost: 1\nb,"regex:^x$",\nc,is-json,icontains: Rome\n';
  for (const [name, text] of [
    ['tests.yaml', promptfooTests],
    ['tests.csv', asserted],
  ] as const) {
    it(`are judged by one check, and what else promptfoo asserts is told: ${name}`, () => {
      const table = readCaseTable(name, bytes(text));
      const { cases, problems } = casesOf(table, promptOf('', 'q'));
      assert.deepEqual(table.check, { kind: 'contains' });
      assert.deepEqual(
        cases.map((c) => c.expected),
        ['Paris', null, 'Rome'],
      );
      assert.deepEqual(
        problems.map((p) => [/“(.+?)”/.exec(inEnglish(p.sentence))?.[1], p.at]),
        [
          ['cost', 0],
          ['regex', 1],
          ['is-json', 2],
        ].map(([type, row]) => [type, { part: 'case', row, column: '__expected' }]),
      );
    });
  }

  it('keep answers that only look like assertions, and read a schema out of a cell', () => {
    const plain = readCaseTable('a.csv', bytes('q,__expected\na,Note: 30\nb,similar\n'));
    assert.deepEqual(
      [plain.check, plain.rows.map((row) => row['__expected'])],
      [null, ['Note: 30', 'similar']],
    );
    const typed = readCaseTable(
      'a.csv',
      bytes('q,__expected\na,"is-json:{""type"": ""object""}"\n'),
    );
    assert.deepEqual(typed.check, { kind: 'json-schema', schema: { type: 'object' } });
  });

  const broken: readonly (readonly [string, string, string])[] = [
    ['a.csv', '', 'malformed'],
    ['a.json', '{"a": tru', 'malformed'],
    ['a.json', '"words"', 'malformed'],
    ['a.jsonl', 'no json\n', 'malformed'],
    ['a.yaml', 'a: [', 'malformed'],
    ['a.csv', 'q\n', 'malformed'],
    ['a.csv', 'x\n1\n', 'missing-column'],
    ['a.csv', `q\n${'1\n'.repeat(10_001)}`, 'too-many-cases'],
  ];
  for (const [name, text, code] of broken) {
    it(`that are broken say so: ${name} ${JSON.stringify(text.slice(0, 20))}`, () => {
      const { problems } = read(name, text, 'q');
      assert.ok(
        problems.some((p) => p.blocks && p.code === code),
        JSON.stringify(problems),
      );
    });
  }

  it('name the line that is broken, and keep the others', () => {
    const { cases, problems } = read('a.jsonl', '{"q":"a"}\nbroken\n[1]\n{"q":"b"}\n', 'q');
    assert.deepEqual(
      cases.map((c) => c.values['q']),
      ['a', 'b'],
    );
    assert.equal(problems.length, 2);
    assert.ok(problems.every((p) => !p.blocks));
  });

  it('are read in time that grows with the file', () => {
    assertLinear('rows', 20_000, (n) =>
      read('a.csv', `q,expected\n${'abc,1\n'.repeat(n / 6)}`, 'q'),
    );
  });
});

describe('columns and holes', () => {
  it('find each other by name, then by how the name reads', () => {
    const found = matchColumns(
      ['user.full_name', 'Age', 'input:city'],
      ['Full Name', 'age', 'City', 'x'],
    );
    assert.deepEqual([...found.values()], ['Full Name', 'age', 'City']);
    assert.deepEqual(
      [...matchColumns(['a'], ['A', ' a'])].map(([, c]) => c),
      [null],
      'two alike: none',
    );
  });

  it('are filled in every way of writing, once, so that braces in a value stay text', () => {
    const prompt = promptOf('{a} {{ a }} {{{a}}} ${a} <%= a %> {b} {other} {"json": 1}', 'a', 'b');
    const [message] = filledMessages(prompt, { a: '{b}', b: 'B' });
    const braces = promptOf('{"a": {{a}}} {{{a}}} {{{a}}', 'a');
    const [filled] = filledMessages(braces, { a: '1' });
    assert.equal(filled?.text, '{"a": 1} 1 {1');
    assert.deepEqual(templateParts('{{a}}}', ['a']), [{ hole: 'a' }, { text: '}' }]);
    assert.equal(message?.text, '{b} {b} {b} {b} {b} B {other} {"json": 1}');
  });
});

describe('cases that cannot be used', () => {
  const item = (q: string, expected: string | null): TrialCase => ({
    id: caseId({ q }),
    values: { q },
    expected,
    about: {},
  });
  const check = { kind: 'equals' } as const;

  it('are named with row and cell, and the others are used', () => {
    const cases = [
      item('a', '1'),
      item('a', '2'),
      item('', '1'),
      item('b', null),
      item('c\u0000', '1'),
      item('d', '1'),
    ];
    const { usable, problems } = checkCases({ cases, prompt: promptOf('{q}', 'q'), check });
    assert.deepEqual(
      usable.map((c) => c.values['q']),
      ['a', 'd'],
    );
    assert.deepEqual(
      problems.map((p) => [p.code, p.at]),
      [
        ['duplicate-case', { part: 'case', row: 1, column: null }],
        ['missing-value', { part: 'case', row: 2, column: 'q' }],
        ['missing-expected', { part: 'case', row: 3, column: null }],
        ['binary-cell', { part: 'case', row: 4, column: 'q' }],
      ],
    );
  });

  it('need no expected answer when the check has none', () => {
    const cases = [item('b', null)];
    for (const spec of [{ kind: 'hand' }, { kind: 'pattern', pattern: 'x' }] as const)
      assert.equal(
        checkCases({ cases, prompt: promptOf('{q}', 'q'), check: spec }).usable.length,
        1,
      );
  });

  it('are no trial when there are none, or the prompt is the same for all', () => {
    const none = checkCases({ cases: [], prompt: promptOf('{q}', 'q'), check });
    assert.ok(none.problems.some((p) => p.code === 'no-cases' && p.blocks));
    const same = checkCases({ cases: [item('a', '1')], prompt: promptOf('Hello'), check });
    assert.ok(same.problems.some((p) => p.code === 'no-holes' && p.blocks));
  });
});

describe('cases of saved traces', () => {
  const template = 'Question: {{q}}\nTone: {{tone}}. Answer:';

  it('are what filled the holes', () => {
    assert.deepEqual(valuesIn(template, ['q', 'tone'], 'Question: why?\nTone: dry. Answer:'), {
      q: 'why?',
      tone: 'dry',
    });
    assert.equal(valuesIn(template, ['q', 'tone'], 'Another prompt'), null);
    assert.equal(valuesIn('{a}{b}', ['a', 'b'], 'xy'), null, 'nobody can tell where one ends');
    assert.deepEqual(valuesIn('{a} is {a}', ['a'], 'x is x'), { a: 'x' });
    assert.equal(valuesIn('{a} is {a}', ['a'], 'x is y'), null);
  });

  it('stand there once, with the expected answer where one is recorded', () => {
    const trace = (text: string, expected: string | null) => ({
      prompt: [{ role: 'user' as const, text }],
      outcome: { correct: null, score: null, expected },
    });
    const prompt = promptOf('Add {{a}}.', 'a');
    const found = casesFromTraces(prompt, [
      trace('Add 1.', null),
      trace('Add 1.', '2'),
      trace('No', '3'),
    ]);
    assert.deepEqual(found.map(shown), [[{ a: '1' }, '2', {}]]);
  });

  it('are found in time that grows with the text', () => {
    assertLinear('values', 40_000, (n) => valuesIn('a{x}b{y}c', ['x', 'y'], `a${'b'.repeat(n)}`));
  });
});

describe('the file of a trial', () => {
  it('is read as it was written', () => {
    const trial = { ...newTrial(promptOf('Hi {a}', 'a')), budgetUsd: 1.5 };
    assert.deepEqual(readTrial(trialText(trial)), trial);
    assert.ok(trialText(trial).endsWith('\n'));
  });

  it('has defaults for what a person leaves out', () => {
    const read = readTrial(
      '{"lrmLens":"trial/1","prompt":{"file":null,"holes":["a"],"messages":[]},"cases":[],"check":{"kind":"equals"},"models":[]}',
    );
    assert.ok(isTrial(read) && read.repeats === 1 && read.concurrency === 4);
  });

  for (const [text, why] of [
    ['{', /not a trial/],
    ['{}', /lrmLens/],
    ['{"lrmLens":"trial/2"}', /lrmLens/],
    [
      '{"lrmLens":"trial/1","prompt":{"file":null,"holes":[],"messages":[]},"cases":[{"id":"x"}],"check":{"kind":"equals"},"models":[]}',
      /cases\.0\.id/,
    ],
    [
      '{"lrmLens":"trial/1","prompt":{"file":null,"holes":[],"messages":[]},"cases":[],"check":{"kind":"eval"},"models":[]}',
      /check\.kind/,
    ],
  ] as const) {
    it(`that is none says where: ${text.slice(0, 40)}`, () => {
      const read = readTrial(text);
      assert.ok(!isTrial(read));
      assert.match(inEnglish(read.sentence), why);
    });
  }

  it('gives a case the same id in any order of its columns', () => {
    assert.equal(caseId({ a: '1', b: '2' }), caseId({ b: '2', a: '1' }));
    assert.notEqual(caseId({ a: '1', b: '2' }), caseId({ a: '12', b: '' }));
  });
});
