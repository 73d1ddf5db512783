import assert from 'node:assert/strict';
import { createRedactor, findSecrets } from '../../../../src/core/export/redact';

// Put together at run time, so that no scanner takes a test value for a live credential.
const of = (prefix: string, chars: string, length: number): string =>
  prefix + chars.repeat(length).slice(0, length);

const credentials: readonly (readonly [string, string])[] = [
  ['anthropic', of('sk-ant-', 'api03Xy_', 95)],
  ['openrouter', of('sk-or-v1-', '0af9', 64)],
  ['openai', of('sk-proj-', 'Ab3_x', 80)],
  ['openai-legacy', `${of('sk-', 'Ab3', 20)}T3BlbkFJ${of('', 'Zz9', 20)}`],
  ['groq', of('gsk_', 'Ab3', 52)],
  ['xai', of('xai-', 'Ab3', 80)],
  ['hugging-face', of('hf_', 'AbCd', 34)],
  ['google-api', of('AIza', 'Sy0-_', 35)],
  ['aws-id', of('AKIA', 'ABC234', 16)],
  ['github', of('ghp_', 'Ab3', 36)],
  ['gitlab', of('glpat-', 'Ab3-', 20)],
  ['npm', of('npm_', 'Ab3', 36)],
  ['slack', of('xoxb-', '123-abc', 40)],
  ['stripe', of('sk_live_', 'Ab3', 24)],
  ['sendgrid', `SG.${of('', 'Ab-', 22)}.${of('', 'Ab_', 43)}`],
  ['jwt', `${of('eyJ', 'hbGc', 20)}.${of('eyJ', 'zdWI', 30)}.${of('', 'SflK', 43)}`],
];

describe('findSecrets', () => {
  for (const [rule, value] of credentials) {
    it(`finds a credential by rule '${rule}' between quotes, at the ends and after an escaped line break`, () => {
      for (const text of [value, `key="${value}"`, `{"a":"x\\n${value}\\n"}`]) {
        const start = text.indexOf(value);
        assert.deepEqual(findSecrets(text), [{ start, end: start + value.length, rule }]);
      }
    });
  }

  const contexts: readonly (readonly [string, string, string])[] = [
    ['assigned', `aws_secret_access_key = "${of('', 'aB3/xY7+', 40)}"`, of('', 'aB3/xY7+', 40)],
    ['authorization', `Authorization: Bearer ${of('', 'a.B-', 30)}`, of('', 'a.B-', 30)],
    ['url-password', 'postgres://app:hunter22@db.local/x', 'hunter22'],
  ];
  for (const [rule, text, value] of contexts) {
    it(`takes only the value, not its name, by rule '${rule}'`, () => {
      const start = text.indexOf(value);
      assert.deepEqual(findSecrets(text), [{ start, end: start + value.length, rule }]);
    });
  }

  it('takes a private key with its frame, also with escaped line breaks', () => {
    const frame = (end: string): string => `-----${end} RSA PRIVATE KEY-----`;
    const key = `${frame('BEGIN')}\\n${of('', 'MIIE', 200)}\\n${frame('END')}`;
    assert.equal(findSecrets(`x ${key} y`)[0]?.end, 2 + key.length);
  });

  it('leaves reasoning, code, hashes, identifiers and placeholders alone', () => {
    const innocent = [
      'The task-force asked risk-averse users. sk-learn is a library; ask-me-anything.',
      'commit a2b2314d05a7d61d1a24e4e24cdb9fc75ee4b1aef3, sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
      'uuid 7c0e5a4e-41d8-4b86-9a55-6f1f2f0c7d11, msg_01SampleToolUseA, toolu_01A09q90qw90lq917835lq9',
      'export OPENAI_API_KEY=sk-... and https://user:$TOKEN@example.org and http://a:{pw}@b',
      'password = "x"; const token = tokens[3]; Authorization: Bearer <token>',
      'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAUAAAAFCAYAAACNbyblAAAAHElEQVQI12P4',
    ];
    for (const text of innocent) assert.deepEqual(findSecrets(text), [], text);
  });
});

describe('createRedactor', () => {
  const key = credentials[0]![1];

  it('gives each distinct credential one number over many texts and counts it', () => {
    const redact = createRedactor();
    assert.equal(redact(`use ${key}!`), 'use [Anthropic API key #1]!');
    assert.equal(
      redact(`${key} ${credentials[8]![1]}`),
      '[Anthropic API key #1] [AWS access key id #2]',
    );
    assert.deepEqual(
      redact.found().map((r) => [r.id, r.occurrences]),
      [
        [1, 2],
        [2, 1],
      ],
    );
  });

  it('does not repeat the credential in the review list', () => {
    const redact = createRedactor();
    redact(key);
    assert.ok(redact.found()[0]!.preview.length <= 7);
  });

  it('leaves nothing of a credential that crosses the border of two pieces', () => {
    const text = `first ${key} last`;
    const ranges = [
      { start: 0, end: 20 },
      { start: 20, end: text.length },
    ];
    assert.deepEqual(createRedactor().pieces(text, ranges), [
      'first [Anthropic API key #1]',
      '[Anthropic API key #1] last',
    ]);
  });

  it('keeps the value that the reader chose to keep, in whatever order it is met again', () => {
    const review = createRedactor();
    review(`${credentials[8]![1]} ${key}`);
    const [, { key: kept }] = review.toReview() as [unknown, { key: string }];
    const redact = createRedactor(new Set([kept]));
    assert.equal(redact(`${key} ${credentials[8]![1]}`), `${key} [AWS access key id #2]`);
    assert.ok(!('key' in redact.found()[0]!), 'a hash of the value is no part of an export');
  });

  it('hides e-mail addresses and names of home folders only where they are asked for', () => {
    const text =
      'ada.b@example.org saved /home/ada/x, C:\\Users\\Ada B and /Users/ada; /home/runner/y';
    assert.equal(createRedactor()(text), text);
    const redact = createRedactor(new Set(), 'all');
    assert.equal(
      redact(text),
      '[E-mail address #1] saved /home/[Name of a home folder #2]/x, C:\\Users\\[Name of a home folder #3] B and /Users/[Name of a home folder #2]; /home/runner/y',
    );
    assert.deepEqual(
      redact.found().map((r) => r.optional),
      [true, true, true],
    );
  });
});
