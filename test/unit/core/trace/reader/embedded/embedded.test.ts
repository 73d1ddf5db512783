import assert from 'node:assert/strict';
import type { FileRecord } from '../../../../../../src/core/trace/format';
import { EmbeddedReader } from '../../../../../../src/core/trace/reader/embedded/embedded';
import { ProblemList } from '../../../../../../src/core/trace/reader/problems';

interface Read {
  readonly records: readonly FileRecord[];
  readonly values: readonly unknown[];
  readonly problems: readonly string[];
}

function read(text: string): Read {
  const problems = new ProblemList();
  const reader = new EmbeddedReader({ offset: 0, record: 0, problems });
  const records = [...reader.push(new TextEncoder().encode(text)), ...reader.end()];
  return {
    records,
    values: records.map((r) => r.value),
    problems: problems.all().map((p) => `${p.code} at ${p.at?.offset ?? '?'}`),
  };
}

const found: readonly (readonly [name: string, text: string, values: readonly unknown[]])[] = [
  ['after a time stamp', '2025-11-20 10:00:01,123 INFO app response {"a": 1}\n', [{ a: 1 }]],
  ['after a level', 'INFO:app:got {"a": 1}\n', [{ a: 1 }]],
  ['after the name of a container', 'api-1  | {"a": 1}\nweb    | words\n', [{ a: 1 }]],
  [
    'after a few words and a colon',
    'Full response: {"a": 1}\nAnswer 2: {"a": 2}',
    [{ a: 1 }, { a: 2 }],
  ],
  [
    'over many lines of a server log',
    '[2026-09-10 00:33:57][INFO] Generated prediction: {\n  "a": [\n    1\n  ]\n}\n[2026-09-10 00:33:58] {"b": 2}\n',
    [{ a: [1] }, { b: 2 }],
  ],
  ['after comments', '// saved by a script\n{\n  "a": 1, // one\n}\n', [{ a: 1 }]],
  ['as a Python dict', "{'a': \"it's\", 'b': None}\n", [{ a: "it's", b: null }]],
  [
    'as a printed object',
    "2025-01-01 10:00:00 got ChatCompletion(id='x', choices=[Choice(index=0)])\n",
    [{ id: 'x', choices: [{ index: 0 }] }],
  ],
  [
    'as a printed object whose name ends its line',
    "Message(\n    id='x',\n    content=[\n        TextBlock(text='a (b', type='text')\n    ]\n)\n{'b': 1}\n",
    [{ id: 'x', content: [{ text: 'a (b', type: 'text' }] }, { b: 1 }],
  ],
  [
    'after calls of a program whose names end their lines',
    'Promise(\n  go)\nError(\n{"a": 1}\nMessage(\n\n{"b": 1}\nError(',
    [{ a: 1 }, { b: 1 }],
  ],
  [
    'as a list of printed objects',
    '[Out(index=0), Out(index=1)]\n',
    [[{ index: 0 }, { index: 1 }]],
  ],
  [
    'as a list of printed objects after a label',
    'blocks: [Out(index=0, finish_reason=stop)]\n',
    [[{ index: 0, finish_reason: 'stop' }]],
  ],
  ['after the prompt of IPython', 'Out[3]: [Out(index=0)]\n', [[{ index: 0 }]]],
  [
    'after a label in a list',
    '- headers: [a: b]\n- body: {"a": [{"b": 1767110694}, {"c": 1}]}\n',
    [{ a: [{ b: 1767110694 }, { c: 1 }] }],
  ],
  [
    'after the tag of a program and a label',
    '[APP]    Response: Out(index=0)\n[APP] done\n',
    [{ index: 0 }],
  ],
  [
    'over lines that each have the name of the container before them, another one between',
    'api-1  | got {\napi-1  |   "a": "x",\nweb-1  | GET /\napi-1  |   "b": [\napi-1  |     1\napi-1  |   ]\napi-1  | }\n',
    [{ a: 'x', b: [1] }],
  ],
  [
    'over lines that each have the tag of the program before them, or only the first',
    '[INFO] - body: {\n[INFO]   "a" : 1\n[INFO] }\n\n[INFO] - body: {\n  "b": 2\n}\n',
    [{ a: 1 }, { b: 2 }],
  ],
  [
    'in colours, behind the containers of Docker',
    '\u001b[36mapi-1  | \u001b[0m{\n\u001b[36mapi-1  | \u001b[0m  "a": 1\n\u001b[36mapi-1  | \u001b[0m}\n',
    [{ a: 1 }],
  ],
  ['in a shell of Ruby', 'irb(main):002> ask\n=> {"a"=>{"b"=>nil}}\n', [{ a: { b: null } }]],
  [
    'as an object of Ruby, over many lines',
    'irb(main):005> chat.ask "Q"\n=>\n#<Lib::Message:0x00012\n @content=\n  #<Lib::Content:0x00013 @files=[], @text="a > b">,\n @role=:assistant,\n @calls={"x"=>1}>\n{"b"=>1}\n',
    [{ content: { files: [], text: 'a > b' }, role: 'assistant', calls: { x: 1 } }, { b: 1 }],
  ],
  [
    'in the result of a function of Elixir',
    '{:ok, %{"a" => 1}}\n{:ok,\n %{\n   a: 2\n }}\n',
    [{ a: 1 }, { a: 2 }],
  ],
  ['as a struct of Elixir', '%Resp.Chat{a: [%Resp.Choice{b: 1}]}\n', [{ a: [{ b: 1 }] }]],
  [
    'as a struct of Rust, on one line or from dbg!',
    'Reply { a: Some(Stop), b: "x" }\n[src/main.rs:31:5] &reply = Reply {\n    a: 1,\n}\n',
    [{ a: 'Stop', b: 'x' }, { a: 1 }],
  ],
  [
    'as an object of Node whose text goes on in the next line',
    "reply {\n  a: 'x\\n' +\n    'y'\n}\n",
    [{ a: 'x\ny' }],
  ],
  [
    'as a map of Elixir',
    '%{\n  "a" => [%{"b" => nil, c: :stop}, ...],\n  "d" => "x" <> ...\n}\n',
    [{ a: [{ b: null, c: 'stop' }, null], d: 'x …' }],
  ],
  [
    'as a struct of Rust, over many lines',
    '     Running `ask`\nReply {\n    id: "x",\n    message: Message {\n        role: Assistant,\n        said: Some(\n            "it\\u{e9}",\n        ),\n    },\n}\n',
    [{ id: 'x', message: { role: 'Assistant', said: 'ité' } }],
  ],
  [
    'as an object that Node logs behind a few words',
    "[log_1] response parsed {\n  status: 200,\n  body: { id: 'x', output: [ [Object], [Object] ] }\n}\n",
    [{ status: 200, body: { id: 'x', output: [null, null] } }],
  ],
  ['not in the rules of a style sheet', 'main {\n  color: red;\n}\nbody: {"a": 1}\n', [{ a: 1 }]],
  ['as a string of JSON', '"{\\"a\\": \\"b\\"}"\n', [{ a: 'b' }]],
  ['several on a line', 'x: {"a":1},{"a":2}\n', [{ a: 1 }, { a: 2 }]],
  [
    'in a code block of Markdown',
    'Words.\n\n```json\n{\n "a": 1\n}\n```\n\n```ts\n{"b": 2}\n```\n',
    [{ a: 1 }],
  ],
  [
    'under the marks of curl -v',
    '> POST /v1 HTTP/1.1\n< HTTP/1.1 200 OK\n{ [1234 bytes data]\n{"a": 1}\n* Connection left intact\n',
    [{ a: 1 }],
  ],
];

describe('values written into other text', () => {
  for (const [name, text, values] of found) {
    it(`are found ${name}`, () => {
      assert.deepEqual(read(text).values, values);
    });
  }

  it('are the same when they are read again from their ranges', () => {
    for (const [name, text, values] of found) {
      const bytes = new TextEncoder().encode(text);
      const again = read(text).records.map(({ range }) => {
        const own = new TextDecoder().decode(bytes.subarray(range.start, range.end));
        return read(own).values[0];
      });
      assert.deepEqual(again, values, name);
    }
  });

  it('may be as many on one line as there are', () => {
    const { values, problems } = read(`2025-01-01 10:00:00 INFO ${'{"a":1}'.repeat(5_000)}\n`);
    assert.deepEqual([values.length, problems], [5_000, []]);
  });

  it('have the byte range at which they stand', () => {
    const text = '2025-01-01 10:00 é {"a": "ü"} rest\nx: {\n"b": 1}\n';
    const bytes = new TextEncoder().encode(text);
    for (const { value, range } of read(text).records) {
      assert.deepEqual(
        JSON.parse(new TextDecoder().decode(bytes.subarray(range.start, range.end))),
        value,
      );
    }
  });

  it('are not looked for inside sentences or the lines of a program', () => {
    for (const text of [
      'The set {"a"} is small, and so is {b: c}.\n',
      '  const x = {"a": 1};\n',
      'return {"a": 1}\n',
      'json.loads(\'{"a": 1}\')\n',
      'See [1] and [THINK].\n',
    ]) {
      assert.deepEqual(read(text).values, [], text);
    }
  });

  for (const [where, before] of [
    ['Docker, Kubernetes and GitHub write a time', ''],
    ['`gh run view --log` writes job, step and time', 'claude\tRun Claude\t'],
  ] as const) {
    it(`go on over lines before which ${where}`, () => {
      const lines = [
        '##[group]Run',
        '{',
        '  "a": [',
        '',
        '    1',
        '  ]',
        '}',
        'Set x',
        '{"b": 2}',
        '{',
        '  "c":',
        'Next',
      ];
      const text = lines.map(
        (line, i) => `${before}2026-09-01T10:00:0${i % 10}.1234567Z ${line}\n`,
      );
      const { values, problems, records } = read(text.join(''));
      assert.deepEqual(values, [{ a: [1] }, { b: 2 }]);
      const closed = text.slice(0, 6).join('').length + text[6]!.length - 1;
      assert.equal(records[0]?.range.end, closed);
      assert.deepEqual(problems, [
        `truncated at ${text.slice(0, 9).join('').length + text[9]!.length - 2}`,
      ]);
    });
  }

  it('are given up where the next entry of the log begins', () => {
    const { values, problems } = read('2025-01-01 10:00 {"a": [1,\n2025-01-01 10:01 {"b": 2}\n');
    assert.deepEqual(values, [{ b: 2 }]);
    assert.deepEqual(problems, ['truncated at 17']);
  });

  it('are read as far as they go when the file ends inside', () => {
    for (const text of ['x: {"a": "half', "x: {'a': 'half"]) {
      const { records, problems } = read(text);
      assert.deepEqual([records[0]?.value, records[0]?.cut], [{ a: 'half' }, true]);
      assert.deepEqual(problems, [`truncated at ${text.length}`]);
    }
  });
});
