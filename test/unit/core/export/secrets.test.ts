import assert from 'node:assert/strict';
import { createRedactor, findSecrets } from '../../../../src/core/export/redact';
import { SECRET_RULES } from '../../../../src/core/export/secretRules';
import { assertLinearIn } from '../../growth';

// Random, and put together at run time, so that no scanner takes a test value for a live credential.
let seed = 7;
const random = (): number => (seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff) / 0x7fffffff;
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const chars = (n: number, from = LETTERS): string =>
  Array.from({ length: n }, () => from[Math.floor(random() * from.length)]).join('');
const hex = (n: number): string => chars(n, '0123456789abcdef');
/** What a person makes up. */
const word = (): string => `${chars(6, 'bcdfglmnprst')}-${chars(5, 'aeiouy')}`;
const pem = (edge: string, kind: string): string => `-----${edge} ${kind}-----`;
const anthropic = (): string => `sk-ant-api03-${chars(90)}`;

/** Where secrets stand in traces: [kind, text before, secret, text after]. */
const secrets: readonly (readonly [string, string, string, string])[] = [
  ['in JSON text', '{\\"key\\":\\"', anthropic(), '\\"}'],
  ['in JSON text in JSON text', '{\\\\\\"key\\\\\\":\\\\\\"', anthropic(), '\\\\\\"}'],
  ['after an escaped line break', 'line\\n', `ghp_${chars(36)}`, '\\nmore'],
  ['after an escaped character', 'a\\u003d', `gsk_${chars(52)}`, ''],
  ['after an underscore', 'key_', `xai-${chars(80)}`, ''],
  ['after %3D', 'https://x.test/?k%3D', anthropic(), '%26b%3D1'],
  ['a password in escaped JSON', '{\\"db\\":{\\"password\\":\\"', word(), '\\"}}'],
  ['an environment file', 'PG_PASSWORD=', `${word()};x&y`, '\nB=1'],
  ['an exported variable', 'export STRIPE_SECRET="', chars(32), '"'],
  ['a variable of PowerShell', "$env:OPENAI_API_KEY = '", hex(40), "'"],
  ['YAML', 'clientSecret: ', `${chars(30)}9a`, '\nx: 1'],
  ['a password in YAML', 'password: ', `${word()}7!`, '\n'],
  ['Python', "client = OpenAI(api_key='", chars(40), "')"],
  ['JavaScript', 'const accessToken = `', chars(44), '`;'],
  ['a map of Ruby', ':secret_key_base => "', hex(64), '"'],
  ['an option of a command', 'mysql --password ', word(), ' -h db'],
  ['an option with a sign', 'tool --api-key=', chars(28), ' run'],
  ['a query', 'GET /v1?access_token=', chars(36), '&page=2'],
  ['a signed address', 'https://a.blob.test/x?sv=1&sig=', `${chars(43)}%3D`, '&se=2'],
  ['basic authorization', '"authorization": "Basic ', chars(28), '"'],
  ['a header of curl', "-H 'Authorization: token ", chars(40), "'"],
  ['a header with a key', 'X-Goog-Api-Key: ', chars(39), '\n'],
  ['cookies', 'Set-Cookie: sid=', `${chars(40)}; csrf=${chars(20)}`, '; Path=/'],
  ['a user of curl', 'curl -s -u admin:', word(), ' https://x.test'],
  ['an address of a store', 'redis://:', word(), '@cache.test:6379/0'],
  ['an address of a database', 'mongodb+srv://app:', `${word()}1`, '@c0.test/db'],
  ['a connection string', 'Server=db;User Id=sa;Password=', `${word()}3`, ';Encrypt=true'],
  ['a bus', 'SharedAccessKeyName=Root;SharedAccessKey=', `${chars(43)}=`, ''],
  ['.netrc', 'machine x.test login ada password ', word(), '\n'],
  ['.npmrc', '//registry.test/:_authToken=', chars(36), '\n'],
  [
    'a key that was cut off',
    pem('BEGIN', 'OPENSSH PRIVATE KEY') + '\n',
    `${chars(70)}\n${chars(70)}\n${chars(31)}`,
    '',
  ],
  [
    'a key in JSON text',
    `"${pem('BEGIN', 'PRIVATE KEY')}\\n`,
    `${chars(64)}\\n${chars(64)}`,
    `\\n${pem('END', 'PRIVATE KEY')}\\n"`,
  ],
  [
    'a PGP key',
    `${pem('BEGIN', 'PGP PRIVATE KEY BLOCK')}\nVersion: GnuPG v2\n\n`,
    `${chars(64)}\n${chars(64)}\n=aB3d`,
    `\n${pem('END', 'PGP PRIVATE KEY BLOCK')}`,
  ],
  ['PuTTY', 'Private-Lines: 2\n', `${chars(64)}\n${chars(20)}`, '\nPrivate-MAC: 0'],
  ['a bot of Telegram', 'bot', `${chars(9, '123456789')}:AA${chars(33)}`, '/getMe'],
  ['Discord', 'DISCORD="', `M${chars(25)}.${chars(6)}.${chars(38)}`, '"'],
  ['Azure', '"', `${chars(3)}8Q~${chars(34)}`, '"'],
  ['a list of values', '"x-api-key": ["', chars(40), '"]'],
  ['a login of a registry', '{"auths":{"r.test":{"auth":"', `${chars(30)}==`, '"}}}'],
  ['sshpass', 'sshpass -p ', word(), ' ssh x'],
  ['openssl', 'openssl rsa -passin pass:', word(), ' -in a'],
  ['a property of Java', 'spring.datasource.password=', word(), '\n'],
  ['a package feed', '<add key="ClearTextPassword" value="', word(), '" />'],
];

const harmless: readonly string[] = [
  'The token budget is 32000, so max_tokens: 128000 and thinking_tokens = 4096.',
  '"tokens": ["Hello", " world"], "next_token": "the", "token_type": "bearer"',
  'const token = await getToken(user); if (!token) throw new Error("no token");',
  'password = args.password or os.getenv("DB_PASSWORD")',
  'type Login = { user: string; password: string; apiKey?: string };',
  'Enter your password: ********',
  '"password": { "type": "string", "description": "The password of the user" }',
  'SECRET_KEY=changeme\nAPI_TOKEN=<your token>\nDB_PASS=${DB_PASS}',
  'key = sorted(d, key=lambda k: d[k]); primary_key=True; foreign_key="user.id"',
  'commit 8f14e45fceea167a5a36dedd4bea2543, etag "33a64df551425fcc55e4d42a148795d9f25f89d4"',
  'id: 550e8400-e29b-41d4-a716-446655440000, chatcmpl-9fGz2kQw7LmN4pR8sT1vX3yZ',
  'call_8hT2kLmN4pR8sT1vX3yZ9aB, fc_67ccd2bed1ec8190b14f964abc054267, rs_67ccd3a9da74',
  'integrity sha512-z4PhNX7vuL3xVChQ1m2AB9Yg5AULVxXcg/SpIdNs6c5H0NE8XYXysP+DGNKHfuwvY7kxvUdBeoGlODJ6+SfaPg==',
  'AKIAIOSFODNN7 is too short; sk-1 + sk-2; hf_transformers_base_model; key-value-store',
  'Bearer authentication sends Authorization: Bearer <token> or Authorization: Bearer $TOKEN.',
  'Cookie: a small text; Set-Cookie is a header. The cookie=yes option is fine.',
  'postgres://user:password@localhost:5432/app and http://localhost:8080/a:b@c',
  'git@github.com:org/repo.git, scp ada@host:/tmp, maintainers@example.org',
  '"auth": "required", "auth": true, {"auth": "session-cookie-based"}, client_key = clients[0]',
  '-----BEGIN CERTIFICATE----- is public; a line with BEGIN PRIVATE KEY in prose is only words.',
  'Passwords: use a passphrase. secret: the model never tells. Token: a piece of a word.',
];

describe('a secret', () => {
  for (const [kind, before, secret, after] of secrets) {
    it(`is blacked out: ${kind}`, () => {
      const out = createRedactor()(`Let me see. ${before}${secret}${after} Then go on.`);
      for (const line of secret.split(/\n|\\n/)) assert.ok(!out.includes(line), out);
      assert.match(out, /^Let me see\. .* Then go on\.$/s);
    });
  }

  it('is gone however its text is cut into pieces', () => {
    for (const [kind, before, secret, after] of secrets) {
      const text = `${before}${secret}${after}`;
      const middle = before.length + (secret.length >> 1);
      const ranges = [
        { start: 0, end: middle },
        { start: middle, end: text.length },
      ];
      const [first = '', second = ''] = createRedactor().pieces(text, ranges);
      assert.ok(!first.includes(secret.slice(0, 6)) && !second.includes(secret.slice(-6)), kind);
    }
  });
});

describe('a harmless text', () => {
  for (const text of harmless) {
    it(`is left as it is: ${text.slice(0, 50)}`, () => assert.deepEqual(findSecrets(text), []));
  }
});

describe('the rules of secrets', () => {
  it('each have a name of their own, and words without which they find nothing', () => {
    assert.equal(new Set(SECRET_RULES.map((r) => r.id)).size, SECRET_RULES.length);
    for (const { id, words } of SECRET_RULES) {
      assert.ok(words.length > 0, id);
      assert.deepEqual(
        words.map((w) => w.toLowerCase()),
        words,
      );
    }
  });

  it('repeat nothing without a bound', () => {
    for (const { id, pattern } of SECRET_RULES) {
      // The lines of a key follow each other without end; each of them is looked at once.
      if (id === 'private-key') continue;
      const source = (pattern?.source ?? '').replace(/\\.|\[(?:\\.|[^\]])*\]/g, 'x');
      assert.doesNotMatch(source, /[*+]|\{\d*,\}/, id);
    }
  });

  it('take twice the work for twice the text, whatever the text is made to look like', () => {
    const starts = SECRET_RULES.flatMap((r) => r.words);
    const hostile = [
      ...starts,
      ...starts.map((w) => w.toUpperCase()),
      'eyJaaaaaaaaaaa.',
      'a://a:',
      'password=',
      'password="',
      '"password": ',
      '--token ',
      'Cookie: a=aaaaaaaa;',
      'curl -u a',
      'login a password ',
      pem('BEGIN', 'PRIVATE KEY'),
      `${pem('BEGIN', 'PRIVATE KEY')}\n${'A'.repeat(64)}\n`,
      'a.a@',
      '/home/a',
      'authorization: bearer ',
      'aaaaaaaa_',
      'a-',
      '\\n',
      '1//0',
      '.',
    ];
    for (const piece of new Set(hostile))
      assertLinearIn(piece, 8_000, (text) => findSecrets(text, 'all'));
  }).timeout(60_000);
});
