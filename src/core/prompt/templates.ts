/** Expressions of template languages: `{{name}}`, `${input:name}`, `<%= x %>`. */
const HOLES = /\{\{\{?-?([^{}\n]{1,100})\}\}|\$\{([^{}\n]{1,100})\}|<%=([^%\n]{1,100})%>/g;
/** Loops, conditions and comments: `{% for %}`, `{{#each}}`, `{{/if}}`, `{{! note }}`, `{# note #}`. */
const CONTROL =
  /\{%[^%\n]{0,300}%\}|\{\{\{?[#/^!>~][^{}\n]{0,300}\}\}|\{#[^#\n]{0,300}#\}|\{\{else\}\}/g;
/** Of these what begins a loop or a condition. */
const OPENS = /^(?:\{%[-+]?\s*(?:for|if|unless|while|case)\b|\{\{\{?[#^])/;
const SIMPLE = /\{([A-Za-z_]\w{0,60})\}/g;

/** A key of JSON in doubled braces, which stand for one: `{{"answer": 1}}`. */
const IS_DATA = /^["'][^"'\n]{0,80}["']\s{0,20}:/;

/** What `format` of Python and the macros of Rust fill in: a brace that is text is written twice, a place has a name, a number or neither. */
export const BRACES =
  /\{\{|\}\}|\{(\w{0,60}(?:[.[][\w.\]]{1,80})?)(?:![rsa])?(?::[^{}\n]{0,20})?\}/g;

/** A text that is filled in by `format`, with one brace where two stand for it. */
export const withSingleBraces = (text: string): string =>
  text.replace(/\{\{|\}\}/g, (two) => two[0]!);

/** The expressions of a template that are filled in, in order, each once. */
export function templateHoles(text: string): readonly string[] {
  const names = [...text.matchAll(HOLES)].map((m) => (m[1] ?? m[2] ?? m[3] ?? '').trim());
  return [
    ...new Set(names.filter((n) => n !== '' && !/^[#/^!>~]|^else$/.test(n) && !IS_DATA.test(n))),
  ];
}

/** Holes of a text in one or two braces, by name. */
export function namedHoles(text: string): readonly string[] {
  const double = templateHoles(text);
  return double.length > 0 ? double : [...new Set([...text.matchAll(SIMPLE)].map((m) => m[1]!))];
}

/**
 * A template without its loops, conditions and comments, and how many loops and conditions there were. Lines that held
 * nothing else go too.
 */
export function withoutControl(text: string): { readonly text: string; readonly blocks: number } {
  let blocks = 0;
  const lines = text.split('\n').flatMap((line) => {
    const rest = line.replace(CONTROL, (tag) => {
      if (OPENS.test(tag)) blocks++;
      return '';
    });
    return rest !== line && rest.trim() === '' ? [] : [rest];
  });
  return { text: lines.join('\n'), blocks };
}
