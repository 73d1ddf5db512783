import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { MarkedToken, Token } from 'marked';
import { t } from './l10n';
import type { DrawText } from './markdown';
import { parseMarkdown, type MathToken } from './markdownParse';

/**
 * Markdown of a trace as elements: never as HTML, which is shown as the text it is; links and images as text with
 * their address, so that nothing in a trace can be clicked or loaded.
 */
export function drawMarkdown(text: string, drawText: DrawText): ComponentChildren {
  const tokens = parsed(text);
  if (tokens === null || isDeeper(tokens, MAX_LEVELS))
    return <div class="plain">{drawText(text, 0, text.length)}</div>;
  return drawTokens(tokens, new Draft(text, drawText));
}

/** Quotes, lists and marks inside each other that are drawn: every level costs the page a piece of its stack. */
const MAX_LEVELS = 100;

/** Thousands of nested quotes or lists exceed the stack of the parser itself: `null`. */
function parsed(text: string): readonly Token[] | null {
  try {
    return parseMarkdown(text);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return null;
  }
}

/** Whether tokens stand inside each other over more levels than these; looks no further than that. */
function isDeeper(tokens: readonly Token[], levels: number): boolean {
  return (
    tokens.length > 0 &&
    (levels === 0 || tokens.some((token) => isDeeper(childrenOf(token as MarkedToken), levels - 1)))
  );
}

/** The tokens right inside a token; the items of a list and the cells of a table count as such. */
function childrenOf(token: MarkedToken): readonly Token[] {
  if (token.type === 'list') return token.items;
  if (token.type === 'table')
    return [token.header, ...token.rows].flatMap((cells) => cells.flatMap((cell) => cell.tokens));
  return ('tokens' in token && token.tokens) || [];
}

/** Where drawing stands in the source: leaves come in order, so that each is found a little after the last. */
class Draft {
  private at = 0;

  constructor(
    private readonly source: string,
    private readonly drawText: DrawText,
  ) {}

  /** A leaf whose source is `raw` and which shows `shown`. */
  leaf(raw: string, shown: string): ComponentChildren {
    const start = this.skip(raw);
    // An escape shows less than its source; the range is the source's.
    return this.drawText(shown, start, this.at);
  }

  /** Moves past a leaf that is drawn by other means; returns where it starts. */
  skip(raw: string): number {
    const near = this.source.slice(this.at, this.at + raw.length + 400);
    const found = near.indexOf(raw);
    const start = found < 0 ? this.at : this.at + found;
    this.at = Math.min(this.source.length, start + raw.length);
    return start;
  }
}

function drawTokens(tokens: readonly Token[], draft: Draft): ComponentChildren[] {
  return tokens.map((token) => drawToken(token as MarkedToken | MathToken, draft));
}

function drawToken(token: MarkedToken | MathToken, draft: Draft): ComponentChildren {
  const inside = (): ComponentChildren[] =>
    'tokens' in token ? drawTokens(token.tokens, draft) : [];
  switch (token.type) {
    case 'space':
    case 'def':
      draft.skip(token.raw);
      return null;
    case 'paragraph':
      return <p>{inside()}</p>;
    case 'heading':
      // Not h1-h6: a trace must not break into the outline of the page.
      return <p class="heading">{inside()}</p>;
    case 'text':
      return token.tokens === undefined ? draft.leaf(token.raw, token.text) : inside();
    case 'escape':
      return draft.leaf(token.raw, token.text);
    case 'html':
      return draft.leaf(token.raw, token.raw);
    case 'strong':
      return <strong>{inside()}</strong>;
    case 'em':
      return <em>{inside()}</em>;
    case 'del':
      return <del>{inside()}</del>;
    case 'br':
      return <br />;
    case 'hr':
      draft.skip(token.raw);
      return <hr />;
    case 'codespan':
      return <code>{draft.leaf(token.raw, token.text)}</code>;
    case 'code':
      draft.skip(token.raw);
      return <CodeBlock code={token.text} language={token.lang ?? ''} />;
    case 'math':
      draft.skip(token.raw);
      return <Maths tex={token.text} display={token.display} />;
    case 'blockquote':
      return <blockquote>{inside()}</blockquote>;
    case 'link':
      return (
        <>
          {inside()}
          {token.href !== token.text && <span class="address"> ({token.href})</span>}
        </>
      );
    case 'image':
      draft.skip(token.raw);
      return (
        <span class="address">
          {t('[image: {0}]', token.text === '' ? token.href : token.text)}
        </span>
      );
    case 'checkbox':
      return token.checked ? '☑ ' : '☐ ';
    case 'list': {
      const items = token.items.map((item) => <li>{drawTokens(item.tokens, draft)}</li>);
      if (!token.ordered) return <ul>{items}</ul>;
      return <ol start={token.start === '' ? 1 : token.start}>{items}</ol>;
    }
    case 'list_item':
      return <li>{inside()}</li>;
    case 'table':
      return (
        <table>
          <thead>
            <tr>
              {token.header.map((cell) => (
                <th scope="col">{drawTokens(cell.tokens, draft)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {token.rows.map((row) => (
              <tr>
                {row.map((cell) => (
                  <td>{drawTokens(cell.tokens, draft)}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
  }
}

/** Mathematics: its TeX until the renderer, which is a chunk of its own, has come. */
function Maths({ tex, display }: { readonly tex: string; readonly display: boolean }) {
  const place = useRef<HTMLSpanElement>(null);
  // The TeX that could not be drawn: another one in its place is tried.
  const [failed, setFailed] = useState<string | null>(null);
  useLayoutEffect(() => {
    let gone = false;
    void import('./math').then(({ renderMath }) => {
      if (gone || place.current === null) return;
      if (!renderMath(tex, display, place.current)) setFailed(tex);
    });
    return () => {
      gone = true;
    };
  }, [tex, display]);
  if (failed === tex) return <code>{tex}</code>;
  // The key keeps Preact from taking away what KaTeX put in.
  return (
    <span class={display ? 'math math-display' : 'math'} ref={place} key={tex}>
      {tex}
    </span>
  );
}

function CodeBlock({ code, language }: { readonly code: string; readonly language: string }) {
  const [coloured, setColoured] = useState<ComponentChildren>(null);
  useLayoutEffect(() => {
    let gone = false;
    setColoured(null);
    const name = /^[\w+#-]{1,20}/.exec(language)?.[0].toLowerCase();
    if (name === undefined || code.length > 20_000) return;
    void import('./highlight').then(({ highlight }) => {
      if (!gone) setColoured(highlight(code, name));
    });
    return () => {
      gone = true;
    };
  }, [code, language]);
  return (
    <pre class="code" tabIndex={0} role="region" aria-label={t('Code')}>
      <code>{coloured ?? code}</code>
    </pre>
  );
}
