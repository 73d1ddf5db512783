import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parser } from '@lezer/javascript';
import { findPrompts, stepsFor } from '../../../../src/core/prompt/find';
import { assertLinearIn } from '../../growth';
import { readPromptFile } from '../../../../src/core/prompt/promptFile';

const FOLDER = 'src/core/prompt';
const sources = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' })
  .filter((f) => f.endsWith('.ts'))
  .map((f) => join(FOLDER, f));

/** Every regular expression written in a source file. */
function regexesOf(file: string): readonly RegExp[] {
  const text = readFileSync(file, 'utf8');
  const found: RegExp[] = [];
  parser
    .configure({ dialect: 'ts' })
    .parse(text)
    .iterate({
      enter: ({ name, from, to }) => {
        if (name !== 'RegExp') return;
        const source = text.slice(from, to);
        const slash = source.lastIndexOf('/');
        const flags = source.slice(slash + 1).replace(/[gy]/g, '');
        found.push(new RegExp(source.slice(1, slash), `${flags}g`));
      },
    });
  return found;
}

/** Pieces that patterns with more than one way to match repeat over. */
const PIECES = [
  ' ',
  '\t',
  '\n',
  '\r\n',
  'a',
  'A',
  '0',
  '_',
  '-',
  '#',
  '{',
  '{{',
  '{%',
  '{#',
  '${',
  '#{',
  '%(',
  '\\(',
  '"',
  "'",
  ':',
  '/',
  'a-',
  'aA',
  'aB1',
  ' a',
  '\n ',
  'a.',
  '<%=',
  '{{a',
  '# user',
  '"language" ',
];
describe('the work of finding prompts', () => {
  it('is linear in every regular expression over text', () => {
    const regexes = sources.flatMap(regexesOf);
    assert.ok(regexes.length > 50, String(regexes.length));
    for (const pattern of regexes) {
      for (const piece of PIECES) {
        assertLinearIn(piece, 5_000, (text) => {
          for (const m of `${text}\u0000`.matchAll(pattern)) if (m.index < 0) return m;
          return null;
        });
      }
    }
  });

  const bodies = [
    ' ',
    '\n',
    '# ',
    '---\n',
    'create(model="o3", messages=[',
    'create({ model: "o3", messages: [',
    'client.responses.create(model="o3", input=f"{x}',
    'prompt += "a"\n',
    'x = x + "a"\n',
    '{"messages": [{"role": "user", "content": "',
    '- role: user\n  content: |\n    a\n',
    'a: {',
    'f(g(',
    '.model("a")',
    '/*',
    '"""',
    '<<~EOT\n',
    'claude -p "a" ',
    'codex x\n',
    'claude -p <<E\n',
    'echo a | claude -p\n',
    'o.Messages.Add(1);\n',
    'a = """\n',
    'a = ["\n',
    '[a]\nprompt = "b"\n',
    '`${',
    '-',
    '\\',
    '{{',
    '{% a ',
    'A="$(',
    `'{"a":"%s`,
    `jq -n '{a:`,
    'a |> f(',
    '"a #{b',
    '#=',
  ];
  for (const languageId of [
    'python',
    'typescript',
    'json',
    'yaml',
    'go',
    'rust',
    'csharp',
    'ruby',
    'http',
    'elixir',
    'shellscript',
    'toml',
  ]) {
    it(`doubles at most with the text in ${languageId}`, () => {
      for (const body of bodies) {
        const steps = (chars: number) => {
          const text = body.repeat(Math.ceil(chars / body.length));
          return stepsFor({ text, languageId, fileName: 'x' });
        };
        const [n, double] = [steps(8_000), steps(16_000)];
        assert.ok(double <= 2.2 * n + 2_000, `${JSON.stringify(body)}: ${n}, then ${double}`);
      }
    });
  }

  for (const piece of ['def a end ', 'x def a def a\n', 'def a\n', '  def a(x)\nend\n'])
    it(`finds the ends of Ruby's methods in linear time: ${JSON.stringify(piece)}`, () => {
      assertLinearIn(piece, 12_000, (text) =>
        findPrompts({ text, languageId: 'ruby', fileName: 'x' }),
      );
    });

  it('reads a long line of blanks as a text file at once', () => {
    const blanks = `a${' '.repeat(400_000)}b`;
    assert.equal(readPromptFile(blanks, 'x.txt')?.messages[0]?.text, blanks);
    assert.equal(
      findPrompts({
        text: `# user${' '.repeat(400_000)}x`,
        languageId: 'plaintext',
        fileName: 'x.prompty',
      }).length,
      1,
    );
  });
});
