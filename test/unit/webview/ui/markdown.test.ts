import assert from 'node:assert/strict';
import { assertLinearIn } from '../../growth';
import { spanDrawer } from '../../../../src/webview/trace/opened';
import type { DrawText } from '../../../../src/webview/ui/markdown';
import { drawMarkdown } from '../../../../src/webview/ui/markdownDraw';

interface Element {
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
}

interface Drawn {
  readonly type?: unknown;
  readonly props?: Readonly<Record<string, unknown>>;
}

/** All elements of what was drawn, in order; components by name. */
function elements(node: unknown): Element[] {
  if (Array.isArray(node)) return node.flatMap(elements);
  if (typeof node !== 'object' || node === null) return [];
  const { type, props = {} } = node as Drawn;
  const name = typeof type === 'function' ? `component ${type.name}` : String(type);
  return [{ name, props }, ...elements(props['children'])];
}

function text(node: unknown): string {
  if (Array.isArray(node)) return node.map(text).join('');
  if (typeof node === 'string' || typeof node === 'number') return String(node);
  if (typeof node !== 'object' || node === null) return '';
  return text((node as Drawn).props?.['children']);
}

const plain: DrawText = (piece) => piece;
const draw = (source: string): Element[] => elements(drawMarkdown(source, plain));
/** What may be drawn at all. */
const harmless =
  /^(p|span|strong|em|del|code|pre|ul|ol|li|br|hr|table|thead|tbody|tr|th|td|blockquote|component [\w$]+)$/;

describe('Markdown of a trace', () => {
  const hostile: readonly string[] = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<style>body{display:none}</style>',
    '<iframe src="https://example.org"></iframe>',
    '<svg onload=alert(1)>',
    '[click](javascript:alert(1))',
    '[click](https://example.org)',
    '![picture](https://example.org/x.png)',
    '<a href="https://example.org">x</a>',
    'https://example.org/auto',
    '[ref]: https://example.org\n\n[ref]',
    '<details open ontoggle=alert(1)>',
    '# <b onmouseover=alert(1)>head</b>',
    '| <img src=x> |\n|---|\n| [a](data:text/html,x) |',
  ];
  for (const source of hostile) {
    it(`makes nothing that loads, runs or leads away of ${JSON.stringify(source)}`, () => {
      for (const { name, props } of draw(source)) {
        assert.match(name, harmless);
        const keys = Object.keys(props).filter((key) =>
          /^(on|href|src|style|dangerously)/i.test(key),
        );
        assert.deepEqual(keys, []);
      }
    });
  }

  it('shows HTML as the text it is', () => {
    assert.equal(text(drawMarkdown('a <b>bold</b> word', plain)), 'a <b>bold</b> word');
  });

  it('shows where a link would lead', () => {
    assert.equal(
      text(drawMarkdown('[bank](https://evil.example)', plain)),
      'bank (https://evil.example)',
    );
  });

  it('knows mathematics from prices and code', () => {
    const tex = (source: string): unknown[] =>
      draw(source).flatMap((e) => ('tex' in e.props ? [e.props['tex']] : []));
    assert.deepEqual(tex('So $x^2 = 9$ and \\(y\\).'), ['x^2 = 9', 'y']);
    assert.deepEqual(tex('$$\n\\frac{1}{2}\n$$'), ['\n\\frac{1}{2}\n']);
    assert.deepEqual(tex('\\[ a + b \\]'), [' a + b ']);
    assert.deepEqual(tex('It costs $5 or $6 today.'), []);
    assert.deepEqual(tex('`$x$`'), []);
  });

  it('draws lists and code without touching the headings of the page', () => {
    const names = draw('# Title\n\n1. one\n2. two\n\n```py\nx = 1\n```').map((e) => e.name);
    assert.ok(names.includes('ol') && names.includes('component CodeBlock'));
    assert.ok(!names.some((name) => /^h\d$/.test(name)));
  });

  it('shows what is nested deeper than the page can draw as the text it is', () => {
    for (const [mark, count] of [
      ['> ', 1000],
      ['>', 1500],
      ['+ ', 700],
    ] as const) {
      const source = `${mark.repeat(count)}x`;
      const names = draw(source).map((e) => e.name);
      assert.deepEqual(names, ['div'], mark);
      assert.equal(text(drawMarkdown(source, plain)), source);
    }
    const quotes = draw(`${'> '.repeat(50)}x`).filter((e) => e.name === 'blockquote');
    assert.equal(quotes.length, 50);
  });

  it('takes a text full of opening marks in time that grows with its length', () => {
    for (const mark of [
      '$',
      '\\(',
      '\\[',
      '$$',
      '**',
      '[',
      '`',
      '<',
      '_a',
      '> ',
      '- ',
      '![',
      '|',
      '$a1',
      '$$\n',
      '\\[\n',
      'a$b',
    ]) {
      assertLinearIn(mark, 5_000, (text) => drawMarkdown(text, plain));
    }
  });
});

describe('the spans of a step', () => {
  const source = 'First **we plan**. Then it fails. Wait, no.';
  const spans = [
    { start: 0, end: 19, kind: 'plan' as const, confidence: 1 },
    { start: 19, end: 34, kind: 'reason' as const, confidence: 1 },
    { start: 34, end: 43, kind: 'rethink' as const, confidence: 1 },
  ];
  const drawn = elements(drawMarkdown(source, spanDrawer(spans)));
  const marked = (kind: string): string =>
    drawn
      .filter((e) => e.props['class'] === `span line-${kind}`)
      .map((e) => text(e.props['children']))
      .join('|');

  it('are underlined through the formatting', () => {
    assert.equal(marked('plan'), 'First |we plan|. ');
    assert.equal(marked('work'), 'Then it fails. ');
    assert.equal(marked('rethink'), 'Wait, no.');
  });

  it('start with one glyph each', () => {
    assert.equal(drawn.filter((e) => e.props['class'] === 'span-glyph').length, 3);
  });
});
