import assert from 'node:assert/strict';
import { MAX_DEPTH } from '../../../../../../src/core/trace/reader/bounds';
import { parseLoose } from '../../../../../../src/core/trace/reader/embedded/looseValue';

const cases: readonly (readonly [name: string, text: string, value: unknown])[] = [
  ['JSON', '{"a": [1, -2.5e3, "x\\n\\u00e9", true, null]}', { a: [1, -2500, 'x\né', true, null] }],
  ['comments and trailing commas', '{ // one\n "a": 1, /* two */ "b": [1,],\n}', { a: 1, b: [1] }],
  [
    'a Python dict',
    "{'a': True, 'b': None, 'c': 'it\\'s', 1: (2, 3)}",
    { a: true, b: null, c: "it's", 1: [2, 3] },
  ],
  ['string prefixes', "[u'a', b'b', r'\\n', f'c', rb'd']", ['a', 'b', '\\n', 'c', 'd']],
  [
    'strings in a row and in three quotes',
    "['a' 'b', '''c\n'd''', \"\"\"\"e\"\"\"]",
    ['ab', "c\n'd", '"e'],
  ],
  [
    'a printed object',
    "Chat(id='x', items=[Item(n=1)], role=<Role.USER: 'user'>)",
    { id: 'x', items: [{ n: 1 }], role: 'user' },
  ],
  [
    'the class of a printed message that has no type or role',
    "[AIMessage(content='x'), a.b.ToolMessage(content='y'), UserMessage(role='user'), AIMessageChunk(content='z')]",
    [
      { type: 'AIMessage', content: 'x' },
      { type: 'ToolMessage', content: 'y' },
      { role: 'user' },
      { content: 'z' },
    ],
  ],
  [
    'words without quotes as arguments',
    'Out(finish_reason=stop, id=9dbe24-0, kind=torch.half, n=1e-5, k=None, last=length)',
    {
      finish_reason: 'stop',
      id: '9dbe24-0',
      kind: 'torch.half',
      n: 1e-5,
      k: null,
      last: 'length',
    },
  ],
  [
    'a wrapped dict',
    "OrderedDict({'a': defaultdict(<class 'list'>, {})})",
    { a: "defaultdict(class 'list', [object Object])" },
  ],
  ['other calls', '[datetime.datetime(2025, 1, 2)]', ['datetime.datetime(2025, 1, 2)']],
  [
    'a time in UTC, as Python and as Pydantic print it',
    '[datetime.datetime(2026, 7, 1, 9, 30, 0, 120000, tzinfo=datetime.timezone.utc), datetime.datetime(2026, 7, 1, tzinfo=TzInfo(UTC)), datetime(2026, 7, 1, 9, tzinfo=TzInfo(0))]',
    ['2026-07-01T09:30:00.120Z', '2026-07-01T00:00:00.000Z', '2026-07-01T09:00:00.000Z'],
  ],
  [
    'a function within a function',
    'Tool(call=<function tool.<locals>.make.<locals>.call at 0x10f>, n=1)',
    { call: 'function tool.<locals>.make.<locals>.call at 0x10f', n: 1 },
  ],
  [
    'the kind that Pydantic AI leaves out',
    "ModelResponse(parts=[ThinkingPart(content='x'), ToolCallPart(tool_name='t', args={})], kind='response')",
    {
      parts: [
        { part_kind: 'thinking', content: 'x' },
        { part_kind: 'tool-call', tool_name: 't', args: {} },
      ],
      kind: 'response',
    },
  ],
  ['bare keys', "{ id: 'x', nested: { ok: undefined } }", { id: 'x', nested: { ok: null } }],
  ['a set', "{'a', 'b'}", ['a', 'b']],
  [
    'a hash of Ruby',
    '{"id"=>"x", :role=>:assistant, "n" => nil, more: [{"a"=>1}]}',
    { id: 'x', role: 'assistant', n: null, more: [{ a: 1 }] },
  ],
  ['numbers with underscores', '[1_000, 0xff, .5, nan]', [1000, 255, 0.5, null]],
];

describe('parseLoose', () => {
  for (const [name, text, value] of cases) {
    it(`reads ${name}`, () => {
      assert.deepEqual(parseLoose(text), { value, cut: false });
    });
  }

  it('keeps a key that names a prototype as plain data', () => {
    const value = parseLoose("{'__proto__': {'polluted': 1}}")?.value;
    assert.equal(Object.hasOwn(value as object, '__proto__'), true);
  });

  it('refuses what is no value, and what nests too deep', () => {
    for (const text of [
      '',
      'words',
      '{a b}',
      '[1 2]',
      '[stop]',
      'Out(a=stop here)',
      "{'a': 1} x",
      '{"a": }',
      '['.repeat(MAX_DEPTH + 1),
    ]) {
      assert.equal(parseLoose(text), null, text.slice(0, 20));
    }
  });

  it('ends open strings, lists and objects where the text ends, when asked to', () => {
    const text = "{'a': [1, {'b': 'half a str";
    assert.equal(parseLoose(text), null);
    assert.deepEqual(parseLoose(text, true), { value: { a: [1, { b: 'half a str' }] }, cut: true });
  });
});
