import symbols from './texSymbols.data.json';

const names: Readonly<Record<string, string>> = symbols.names;
const superscripts: Readonly<Record<string, string>> = symbols.superscripts;
const subscripts: Readonly<Record<string, string>> = symbols.subscripts;

/** All characters of `text` from a table, or `null` when one has none. */
function mapped(text: string, table: Readonly<Record<string, string>>): string | null {
  let out = '';
  for (const c of text) {
    const to = table[c];
    if (to === undefined) return null;
    out += to;
  }
  return out;
}

/** TeX in one line of Unicode, as far as that goes; what has no sign of its own stays as it is. */
function plainTex(tex: string): string {
  return tex
    .replace(/\\(?:boxed|text|mathrm|mathbf|operatorname)\{([^{}]{0,80})\}/g, '$1')
    .replace(/\\[dt]?frac\{([^{}]{1,40})\}\{([^{}]{1,40})\}/g, '$1/$2')
    .replace(/\\sqrt\{([^{}]{1,40})\}/g, '√($1)')
    .replace(/\\(?:left|right|displaystyle|,|;|!|quad)(?![a-zA-Z])/g, '')
    .replace(/\\([a-zA-Z]{1,16})/g, (whole, name: string) => names[name] ?? whole)
    .replace(/\^(?:\{([^{}]{1,12})\}|([\w+-]))/g, (whole, group?: string, one?: string) => {
      return mapped(group ?? one ?? '', superscripts) ?? whole;
    })
    .replace(/_(?:\{([^{}]{1,12})\}|([\w+-]))/g, (whole, group?: string, one?: string) => {
      return mapped(group ?? one ?? '', subscripts) ?? whole;
    });
}

/**
 * One line of a trace without its Markdown and TeX marks, for rows: "**So** $x^2 \le 9$" becomes "So x² ≤ 9". Lines
 * are short (200 characters), so the work is bounded.
 */
export function plainLine(line: string): string {
  return (
    line
      .slice(0, 400)
      .replace(/^\s*(?:#{1,6}\s+|>\s+|```\w*)/, '')
      // Two stars after a word or a bracket raise it to a power.
      .replace(/(?<![\w)\]])\*\*(?=\S)([^*]{1,200})(?<=\S)\*\*/g, '$1')
      .replace(/^\s*[*+]\s+/, '• ')
      // Cut before the bold words end.
      .replace(/^(• |- |\d{1,3}[.)] )?\*\*(?=[^\s*])/, '$1')
      .replace(/`([^`]{1,200})`/g, '$1')
      .replace(/!?\[([^[\]]{1,100})\]\([^()\s]{1,200}\)/g, '$1')
      .replace(/\$\$?([^$]{1,200})\$\$?(?!\d)/g, (whole, tex: string) =>
        /^\s|\s$/.test(tex) && !whole.startsWith('$$') ? whole : plainTex(tex.trim()),
      )
      .replace(/\\\(([^)\\]{0,80}(?:\\[^)][^)\\]{0,80}){0,20})\\\)/g, (_, tex: string) =>
        plainTex(tex),
      )
      .replace(/\\\[([^\]\\]{0,80}(?:\\[^\]][^\]\\]{0,80}){0,20})\\\]/g, (_, tex: string) =>
        plainTex(tex),
      )
  );
}
