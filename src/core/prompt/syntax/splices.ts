/** Stands in place of a sign that is no part of a text, so that offsets stay. */
export const DROPPED = '\u200B';

/** A variable between two quoted pieces of a JSON string: `'{"model": "'"$MODEL"'"}'`. */
const SPLICE =
  /'("?)(\$\{[A-Za-z_]\w{0,60}[^{}\n]{0,80}\}|\$[A-Za-z_]\w{0,60}|\$\([^()\n]{1,120}\))\1'/g;
/** The beginning of a body in double quotes: `"{\"model\": \"$MODEL\"}"`. */
const ESCAPED = /"\s{0,20}\{\s{0,20}\\"/g;

/** A shell script whose JSON has no marks of the shell in it, as long as before. */
export function unspliced(text: string): string {
  const joined = text.replace(SPLICE, (all, quote: string, inner: string) => {
    const mark = DROPPED.repeat(1 + quote.length);
    return all.length === inner.length + 2 * mark.length ? mark + inner + mark : all;
  });
  let out = '';
  let at = 0;
  ESCAPED.lastIndex = 0;
  for (let m = ESCAPED.exec(joined); m !== null; m = ESCAPED.exec(joined)) {
    const end = quoteEnd(joined, m.index + 1);
    out += joined.slice(at, m.index) + unescaped(joined.slice(m.index, end));
    at = ESCAPED.lastIndex = end;
  }
  return out + joined.slice(at);
}

/** Behind the quote that closes a string in double quotes. */
function quoteEnd(text: string, from: number): number {
  for (let i = from; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === '"') return i + 1;
  }
  return text.length;
}

/** A body in double quotes: `\"` begins and ends its strings, `\\\"` is a quote in one. */
function unescaped(body: string): string {
  let isInside = false;
  return body.replace(/\\\\\\"|\\\\n|\\"|^"|"$/g, (sign) => {
    if (sign === '"') return ' ';
    if (sign === '\\\\n') return `${DROPPED}\\n`;
    if (sign.length > 2) return `${DROPPED}${DROPPED}\\"`;
    isInside = !isInside;
    return isInside ? ' "' : '" ';
  });
}
