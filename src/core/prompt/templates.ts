/** Expressions of template languages: `{{name}}`, `${input:name}`, `<%= x %>`. */
const HOLES = /\{\{\{?-?([^{}\n]{1,100})\}\}|\$\{([^{}\n]{1,100})\}|<%=([^%\n]{1,100})%>/g;
/** Loops, conditions and comments: `{% for %}`, `{{#each}}`, `{{/if}}`, `{{! note }}`, `{# note #}`. */
const CONTROL =
  /\{%[^%\n]{0,300}%\}|\{\{\{?[#/^!>~][^{}\n]{0,300}\}\}|\{#[^#\n]{0,300}#\}|\{\{else\}\}/g;
/** Of these what begins a loop or a condition. */
const OPENS = /^(?:\{%[-+]?\s*(?:for|if|unless|while|case)\b|\{\{\{?[#^])/;
const SIMPLE = /\{([A-Za-z_]\w{0,60})\}/g;

/** The expressions of a template that are filled in, in order, each once. */
export function templateHoles(text: string): readonly string[] {
  const names = [...text.matchAll(HOLES)].map((m) => (m[1] ?? m[2] ?? m[3] ?? '').trim());
  return [...new Set(names.filter((n) => n !== '' && !/^[#/^!>~]|^else$/.test(n)))];
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
