import assert from 'node:assert/strict';
import { readJavascript } from '../../../../src/core/prompt/syntax/javascript';
import { readPython } from '../../../../src/core/prompt/syntax/python';

type Syntax = 'python' | 'javascript';

/** The text of the first string of a line of code, its expressions in `<>`. */
function read(syntax: Syntax, code: string): string | undefined {
  const { strings } = syntax === 'python' ? readPython(code) : readJavascript(code);
  const string = strings.find((s) => s.kind === 'string');
  return string?.parts.map((p) => (p.kind === 'hole' ? `<${p.source}>` : p.text)).join('');
}

describe('escapes in strings', () => {
  const cases: [string, Syntax, string, string][] = [
    [
      'unknown escapes of Python with their backslash',
      'python',
      String.raw`"regex like \d+\.\d{2} for C:\Windows"`,
      String.raw`regex like \d+\.\d{2} for C:\Windows`,
    ],
    [
      'the escapes that Python knows',
      'python',
      String.raw`"\n\t\\\'\"\a\b\f\v\r\101\0\7\x41\u00e9\U0001F600"`,
      '\n\t\\\'"\x07\b\f\v\rA\0\x07Aé😀',
    ],
    [
      'codes of the wrong length as they are written in Python',
      'python',
      String.raw`"\x4 \u41 \U41 \X41"`,
      String.raw`\x4 \u41 \U41 \X41`,
    ],
    [
      'a character by its name as it is written, also in a formatted string',
      'python',
      String.raw`f"\N{BULLET} {x} \N{EM DASH}"`,
      String.raw`\N{BULLET} <x> \N{EM DASH}`,
    ],
    ['a joined line of Python as one', 'python', '"one \\\ntwo \\\r\nthree"', 'one two three'],
    ['a raw string of Python as it is', 'python', String.raw`r"\d\n\"x\\"`, String.raw`\d\n\"x\\`],
    [
      'an expression behind a backslash in formatted strings of Python',
      'python',
      String.raw`rf"\{x}\d{y}{{2}}"`,
      String.raw`\<x>\d<y>{2}`,
    ],
    [
      'unknown escapes before a brace',
      'python',
      String.raw`f"\{x} \d{{2}}"`,
      String.raw`\<x> \d{2}`,
    ],
    [
      'bytes of Python without characters by their code point',
      'python',
      String.raw`b"\x41\u0041\d"`,
      String.raw`A\u0041\d`,
    ],
    [
      'unknown escapes of JavaScript without their backslash',
      'javascript',
      String.raw`'It\'s \d \A \x41\u0041\u{1F600}\n'`,
      "It's d A AA😀\n",
    ],
    [
      'a template literal tagged String.raw as it is',
      'javascript',
      'String.raw`\\d+ in C:\\new \\`${x} \\${y}`',
      '\\d+ in C:\\new \\`<x> \\${y}',
    ],
    ['any other template literal cooked', 'javascript', 'raw`\\d\\n`', 'd\n'],
  ];
  for (const [what, syntax, code, text] of cases)
    it(`reads ${what}`, () => assert.equal(read(syntax, code), text));
});
