import assert from 'node:assert/strict';
import { inEnglish } from '../../../../src/core/text/voice';
import { jsonIn } from '../../../../src/core/trial/checks/answer';
import { schemaFault, schemaProblem } from '../../../../src/core/trial/checks/jsonSchema';
import { CHECK_NAMES } from '../../../../src/core/trial/checks/names';
import { checkProblem, gradeAnswer } from '../../../../src/core/trial/checks/table';
import type { CheckSpec } from '../../../../src/core/trial/model';
import { assertLinear } from '../../growth';

const right = (spec: CheckSpec, answer: string, expected: string | null): boolean | null =>
  gradeAnswer(spec, answer, { expected })?.right ?? null;

describe('a check', () => {
  const equals: CheckSpec = { kind: 'equals' };
  const number = (within: number, relative = false): CheckSpec => ({
    kind: 'number',
    within,
    relative,
  });
  const table: readonly (readonly [CheckSpec, string, string | null, boolean | null])[] = [
    [equals, '42', '42', true],
    [equals, 'The answer is **42**.', '42', true],
    [equals, 'So \\boxed{\\frac{1}{2}}', '1/2', true],
    [equals, 'The answer is 0.5.', '1/2', true],
    [equals, 'It is 1,000 in all.\nThe answer is 1,000.', '1000', true],
    [equals, 'The answer is 41.', '42', false],
    [equals, 'Option B', 'B', true],
    [equals, 'The answer is (C).', 'B', false],
    [equals, ' Paris ', 'paris', true],
    [equals, 'Not 42, but 43', '42', false],
    [equals, 'anything', null, null],
    [{ kind: 'contains' }, 'The capital is Paris, of course.', 'paris', true],
    [{ kind: 'contains' }, 'The capital is Lyon.', 'Paris', false],
    [{ kind: 'contains' }, 'There are 142 of them.', '42', false],
    [{ kind: 'contains' }, 'There are 42 of them.', '42', true],
    [number(0), 'The total is $1,234.50.', '1234.5', true],
    [number(0), 'I added 3 and 4 and got 7', '7', true],
    [number(0.01), 'about 3.14', '3.1415', true],
    [number(0.001), 'about 3.14', '3.1415', false],
    [number(0.05, true), '104', '100', true],
    [number(0.05, true), '106', '100', false],
    [number(0), '0.30000000000000004', '0.3', true],
    [number(0), 'no idea', '1', false],
    [number(0), '-5', '5', false],
    [number(0), '1', 'one', null],
    [{ kind: 'pattern', pattern: '^yes\\b' }, 'yes, it is', null, true],
    [{ kind: 'pattern', pattern: '/^yes\\b/i' }, 'Yes, it is', null, true],
    [{ kind: 'pattern', pattern: null }, 'order A-17', 'A-\\d+', true],
    [{ kind: 'pattern', pattern: null }, 'order A-17', '(?=A)', null],
    [{ kind: 'json-field', path: 'total' }, '{"total": 12.0}', '12', true],
    [
      { kind: 'json-field', path: 'items[1].name' },
      'Here:\n```json\n{"items":[{},{"name":"Ann"}]}\n```',
      'ann',
      true,
    ],
    [{ kind: 'json-field', path: 'total' }, 'Sure! {"total": 3} is it.', '4', false],
    [{ kind: 'json-field', path: 'total' }, 'no json', '4', false],
    [{ kind: 'json-field', path: 'constructor' }, '{}', 'x', false],
    [{ kind: 'json-schema', schema: { type: 'object', required: ['a'] } }, '{"a":1}', null, true],
    [{ kind: 'json-schema', schema: { type: 'object', required: ['a'] } }, '{"b":1}', null, false],
  ];
  for (const [spec, answer, expected, wanted] of table) {
    it(`by ${spec.kind} calls ${JSON.stringify(answer.slice(0, 40))} ${wanted === null ? 'neither' : wanted ? 'right' : 'wrong'} for ${expected}`, () => {
      assert.equal(right(spec, answer, expected), wanted);
    });
  }

  it('says why in a sentence', () => {
    const grade = gradeAnswer(equals, 'The answer is 41.', { expected: '42' });
    assert.equal(inEnglish(grade!.why), '“41” is not “42”.');
  });

  it('is judged elsewhere by a command, a model or a person', () => {
    const judge = {
      kind: 'judge',
      rubric: 'r',
      model: { model: 'm', effort: null, endpoint: null },
    } as const;
    for (const spec of [{ kind: 'hand' }, { kind: 'code', command: 'x' }, judge] as const)
      assert.equal(gradeAnswer(spec, 'a', { expected: null }), null);
  });

  const wrong: readonly (readonly [CheckSpec, RegExp])[] = [
    [{ kind: 'pattern', pattern: '(a' }, /cannot be read/],
    [{ kind: 'pattern', pattern: '' }, /empty/],
    [{ kind: 'json-field', path: ' ' }, /Name the field/],
    [{ kind: 'json-schema', schema: { dependentRequired: {} } }, /“dependentRequired”/],
    [{ kind: 'json-schema', schema: { pattern: '(?!a)' } }, /looks ahead/],
    [{ kind: 'json-schema', schema: { $ref: '#/$defs/no' } }, /refers to #\/\$defs\/no/],
    [{ kind: 'json-schema', schema: 3 }, /an object/],
    [{ kind: 'code', command: '' }, /Write the command/],
    [
      { kind: 'judge', rubric: '', model: { model: 'm', effort: null, endpoint: null } },
      /what makes/,
    ],
  ];
  for (const [spec, why] of wrong) {
    it(`says what is wrong with ${JSON.stringify(spec).slice(0, 60)}`, () => {
      assert.match(inEnglish(checkProblem(spec)!), why);
    });
  }

  it('tells the fault of a branch that was taken, not of one that was only tried', () => {
    const schema = {
      if: { properties: { kind: { const: 'a' } } },
      else: { required: ['size'] },
      properties: { tags: { oneOf: [{ type: 'string' }, { type: 'array' }, { maxItems: 3 }] } },
    };
    assert.equal(schemaFault({ kind: 'a' }, schema), null);
    assert.equal(inEnglish(schemaFault({ kind: 'b' }, schema)!.sentence), '“required” is not kept');
    const both = schemaFault({ kind: 'a', tags: [] }, schema);
    assert.equal(inEnglish(both!.sentence), '“oneOf” is not kept');
    const none = schemaFault(
      { kind: 'a', tags: { b: 1 } },
      { properties: { tags: { oneOf: [{ type: 'string' }] } } },
    );
    assert.equal(inEnglish(none!.sentence), '“type” is not kept');
  });

  it('reads a pattern of a schema without marks around it, and finds nothing alike in what is nested too deep', () => {
    assert.equal(schemaFault('/home/x', { pattern: '/home/x' }), null);
    assert.equal(schemaFault('home', { pattern: '/home/i' })?.path, '/');
    const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
    for (const schema of [
      { const: [[1]] },
      { enum: [1] },
      { type: 'array', uniqueItems: true, items: { const: 1 } },
    ]) {
      const spec: CheckSpec = { kind: 'json-schema', schema };
      assert.equal(right(spec, deep, null), false);
    }
    assert.equal(right({ kind: 'json-schema', schema: { not: { $ref: '#' } } }, '1', null), false);
  });

  it('has words for every kind', () => {
    for (const check of Object.values(CHECK_NAMES)) assert.ok(inEnglish(check.words).length > 10);
  });

  it('takes time in proportion to the answer', () => {
    for (const [spec, expected] of [
      [equals, '42'],
      [{ kind: 'contains' }, '42'],
      [number(0), '42'],
      [{ kind: 'json-field', path: 'a' }, '1'],
    ] as const) {
      for (const piece of ['{[', '1,', 'a ', '"\\', '``` ', '\\frac{'])
        assertLinear(`${spec.kind} ${piece}`, 20_000, (n) =>
          gradeAnswer(spec, piece.repeat(n / piece.length), { expected }),
        );
    }
  });
});

describe('the JSON of an answer', () => {
  for (const [answer, value] of [
    ['{"a":1}', { a: 1 }],
    ['null', null],
    ['Here it is:\n```json\n[1, 2]\n```\nDone.', [1, 2]],
    ['First {not json} then {"a": "}"} end', { a: '}' }],
    ['nothing', undefined],
    ['{"a": ', undefined],
  ] as const) {
    it(`is found in ${JSON.stringify(answer.slice(0, 30))}`, () => {
      const found = jsonIn(answer);
      assert.deepEqual(found.found ? found.value : undefined, value);
    });
  }
});

describe('a JSON schema', () => {
  // From the examples of json-schema.org, "Understanding JSON Schema" (2020-12).
  const table: readonly (readonly [object, readonly unknown[], readonly unknown[]])[] = [
    [{ type: 'integer' }, [42, -1, 1.0], [3.1415, '42']],
    [{ type: ['string', 'null'] }, ['a', null], [1]],
    [{ enum: ['red', 'amber', null] }, ['red', null], ['blue', 0]],
    [{ const: { a: [1] } }, [{ a: [1] }], [{ a: [2] }]],
    [{ type: 'string', minLength: 2, maxLength: 3 }, ['AB', 'ABC', '😀😀'], ['A', 'ABCD']],
    [
      { pattern: '^(\\([0-9]{3}\\))?[0-9]{3}-[0-9]{4}$' },
      ['555-1212', '(888)555-1212'],
      ['(888)555-1212 x', '800'],
    ],
    [{ multipleOf: 0.01 }, [4.02, 10], [4.005]],
    [{ minimum: 0, exclusiveMaximum: 100 }, [0, 99], [-1, 100]],
    [
      { type: 'object', properties: { number: { type: 'number' } }, additionalProperties: false },
      [{ number: 1 }, {}],
      [{ number: '1' }, { number: 1, other: 2 }],
    ],
    [{ patternProperties: { '^S_': { type: 'string' } } }, [{ S_1: 'a', x: 1 }], [{ S_1: 1 }]],
    [{ items: { type: 'number' }, minItems: 1 }, [[1, 2]], [[], [1, '2']]],
    [
      { prefixItems: [{ type: 'number' }, { type: 'string' }], items: false },
      [[1, 'a'], [1]],
      [['a'], [1, 'a', 2]],
    ],
    [{ contains: { type: 'number' } }, [['a', 1]], [['a']]],
    [{ uniqueItems: true }, [[1, 2]], [[1, 1]]],
    [
      {
        anyOf: [
          { type: 'string', maxLength: 5 },
          { type: 'number', minimum: 0 },
        ],
      },
      ['short', 12],
      ['too long', -5],
    ],
    [{ oneOf: [{ multipleOf: 5 }, { multipleOf: 3 }] }, [10, 9], [2, 15]],
    [{ not: { type: 'string' } }, [42], ['a']],
    [
      {
        if: { properties: { c: { const: 1 } }, required: ['c'] },
        then: { required: ['d'] },
        else: {},
      },
      [{ c: 1, d: 1 }, { c: 2 }],
      [{ c: 1 }],
    ],
    [{ $ref: '#/$defs/a', $defs: { a: { type: 'number' } } }, [1], ['1']],
  ];
  for (const [schema, good, bad] of table) {
    it(`tells what fits ${JSON.stringify(schema).slice(0, 60)}`, () => {
      assert.equal(schemaProblem(schema), null);
      for (const value of good)
        assert.equal(schemaFault(value, schema), null, JSON.stringify(value));
      for (const value of bad)
        assert.notEqual(schemaFault(value, schema), null, JSON.stringify(value));
    });
  }

  it('names the place of the fault', () => {
    const schema = {
      properties: { items: { items: { properties: { price: { type: 'number' } } } } },
    };
    const fault = schemaFault({ items: [{ price: 1 }, { price: 'x' }] }, schema);
    assert.equal(fault?.path, '/items/1/price');
  });

  it('ends on a schema that refers to itself', () => {
    assert.notEqual(schemaFault({}, { $ref: '#' }), null);
    const tree = { properties: { left: { $ref: '#' } }, required: ['left'] };
    assert.notEqual(schemaFault({ left: { left: {} } }, tree), null);
  });
});
