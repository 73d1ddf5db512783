import cues from '../cues.data.json';

/** Longer JSON is a document, no answer. UTF-16 units. */
const LONGEST_JSON = 20_000;
const LONGEST_VALUE = 200;
/** How deep a single value may lie: `{"extracted": {"has_account": true}}`. */
const DEEPEST = 4;
const MOST_ITEMS = 8;
/** A named field says so much at most: "Verdict: DENIED". */
const LONGEST_FIELD = 40;

const ANSWER_KEYS: readonly string[] = cues.answer.keys;
const SIDE_KEYS: ReadonlySet<string> = new Set(cues.answer.sideKeys);
const FIELD = new RegExp(
  `(?:^|\\n)[ \\t#*_>-]*(${cues.answer.fields.join('|')})\\**[ \\t]*(?:[:：]|\\n)[\\s*]*([^\\n]{1,${LONGEST_FIELD * 2}})(?=\\n|$)`,
  'giu',
);

/** What stands last between `<answer>` and `</answer>`, as models that were trained to write it do. */
export function tagged(text: string): string | null {
  const close = Math.max(text.lastIndexOf('</answer>'), text.lastIndexOf('</final_answer>'));
  const open = close < 0 ? -1 : text.lastIndexOf('>', close - 1);
  if (open < 0 || close - open > LONGEST_VALUE) return null;
  const value = text.slice(open + 1, close).trim();
  return /<(?:final_)?answer>$/u.test(text.slice(0, open + 1)) && value !== '' ? value : null;
}

/** Whether a text is one JSON object or array, bare or alone in a fence. */
export function asJson(text: string): object | null {
  const body = /^```(?:json)?\s*\n([\s\S]*)\n```$/u.exec(text.trim())?.[1] ?? text;
  const trimmed = body.trim();
  if (!/^[[{]/u.test(trimmed) || trimmed.length > LONGEST_JSON) return null;
  try {
    const value: unknown = JSON.parse(trimmed);
    return typeof value === 'object' ? value : null;
  } catch {
    return null;
  }
}

/**
 * What a JSON answer answers: the value under a name that says so, else its only value beside what only accompanies an
 * answer (how sure, why). `null` where it has several.
 */
export function valueOf(json: object): string | null {
  if (!Array.isArray(json)) {
    const fields = new Map(Object.entries(json).map(([key, value]) => [plain(key), value]));
    const named = ANSWER_KEYS.map((key) => shown(fields.get(key))).find((value) => value !== null);
    if (named !== undefined) return named;
  }
  const found: string[] = [];
  leaves(json, found, 0);
  return found.length === 1 ? (found[0] ?? null) : null;
}

const plain = (key: string): string => key.toLowerCase().replace(/[\s_-]/gu, '');

function shown(value: unknown): string | null {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value === 'string')
    return value.trim() === '' || value.length > LONGEST_VALUE ? null : value.trim();
  if (!Array.isArray(value) || value.length === 0 || value.length > MOST_ITEMS) return null;
  const items = value.map((item) => (Array.isArray(item) ? null : shown(item)));
  return items.includes(null) ? null : items.join(', ');
}

/** Values of an object, at most two: more than one is enough to know. */
function leaves(value: unknown, found: string[], depth: number): void {
  if (found.length > 1 || value === null) return;
  if (typeof value !== 'object') {
    found.push(shown(value) ?? '');
    return;
  }
  if (depth === DEEPEST) {
    found.push('', '');
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    if (!SIDE_KEYS.has(plain(key))) leaves(inner, found, depth + 1);
  }
}

/** "Verdict: DENIED", "### Verdict" with "**CONFIRMED**" below: what a field that names an answer says; `null` where several do. */
export function namedField(text: string): string | null {
  const found = [...text.matchAll(FIELD)];
  const names = new Set(found.map(([, name = '']) => name.toLowerCase()));
  const value = found.at(-1)?.[2]?.replace(/^[\s*_`"'“]+|[\s*_`"'”.]+$/gu, '') ?? '';
  const isShort = value.length <= LONGEST_FIELD && value.split(/\s+/u).length <= 4;
  return names.size === 1 && value !== '' && isShort && !/[?？]$/u.test(value) ? value : null;
}
