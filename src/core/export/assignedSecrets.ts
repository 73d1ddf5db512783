/** A value that stands after a name of a secret: `DB_PASSWORD=…`, `"api_key": "…"`, `--token …`. Offsets are UTF-16 units, end exclusive. */
export interface AssignedSecret {
  readonly start: number;
  readonly end: number;
  readonly rule: 'assigned' | 'password';
}

const NAME = new RegExp(
  String.raw`(?:pass(?:word|wd|phrase|code)|pwd|secret|token|credential|[_-]pat(?=[_=])|[_-]pass(?=\s{0,3}[=:])|(?:api|access|account|auth|private|encryption|signing|secret|client|service|shared|master|license|deploy|subscription|session)[_\-. ]?key)` +
    String.raw`(?:[_\-.][A-Za-z0-9]{1,16}){0,3}(?:AccessKey|Key|Value|String)?(?:\\{0,3}["'\x60])?(?:\]|\))?`,
  'gi',
);
/** Between a name and its value; a space alone only after an option of a command. */
const SIGN = /\s{0,3}(?::=|=>|[=:,]{1,3}>?)\s{0,3}(?:\[\s{0,3})?|\s{1,3}value\s{0,3}=\s{0,3}/y;
const QUOTE = /\\{0,3}(["'`])/y;
const QUOTED: Readonly<Record<string, RegExp>> = {
  '"': /[^"\n\\]{1,4096}/y,
  "'": /[^'\n\\]{1,4096}/y,
  '`': /[^`\n\\]{1,4096}/y,
};
const BARE = /[^\s"'`,;&<>(){}[\]|\\]{1,512}/y;
/** In a line of an environment file everything up to white space is the value. */
const BARE_ENV = /[^\s"'`\\]{1,512}/y;

/** Values of secret names in a text, in order, without overlap. Every stretch is looked at a bounded number of times. */
export function assignedSecrets(text: string): readonly AssignedSecret[] {
  const found: AssignedSecret[] = [];
  NAME.lastIndex = 0;
  for (let name = NAME.exec(text); name !== null; name = NAME.exec(text)) {
    const secret = valueAfter(text, name.index, name[0]);
    if (secret === null) continue;
    found.push(secret);
    NAME.lastIndex = secret.end;
  }
  return found;
}

function valueAfter(text: string, at: number, name: string): AssignedSecret | null {
  const after = at + name.length;
  const sign =
    sticky(SIGN, text, after) ?? (isOption(text, at) ? sticky(/[ =]{1,2}/y, text, after) : null);
  if (sign === null) return null;
  const quote = sticky(QUOTE, text, after + sign.length);
  const start = after + sign.length + (quote?.length ?? 0);
  const isEnv = sign === '=' && /^[A-Z0-9_]+$/.test(name);
  const value = sticky(
    quote === null ? (isEnv ? BARE_ENV : BARE) : QUOTED[quote.at(-1)!]!,
    text,
    start,
  );
  if (value === null) return null;
  const end = start + value.length;
  const isPassword = /pass|pwd/i.test(name);
  const loose = quote === null && !isEnv && sign.trim() !== '=' && !isOption(text, at);
  const called = quote === null && (text[end] === '(' || text[end] === '[');
  const secret = isPassword
    ? isPasswordValue(value, { loose, quoted: quote !== null, isPhrase: /phrase/i.test(name) })
    : isKeyValue(value, quote !== null);
  return secret && !called ? { start, end, rule: isPassword ? 'password' : 'assigned' } : null;
}

function sticky(pattern: RegExp, text: string, at: number): string | null {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? null;
}

/** Whether a name is part of an option of a command: `--db-password`. */
const isOption = (text: string, at: number): boolean =>
  /(?:^|[\s"'`])--?[A-Za-z0-9-]{0,24}$/.test(text.slice(Math.max(0, at - 28), at));

/** What people write where a secret belongs. */
const PLACEHOLDER =
  /^(?:[<$%{[@]|\*+$|x+$|\.+$|_+$|-+$|\(|!)|\$\{|\{\{|\.\.\.|…|your|example|placeholder|change-?_?me|replace|redacted|dummy|insert|xxxx|\*\*\*/i;
const WORDS = new Set(
  'password passwd passphrase secret token string str number int integer bool boolean none null nil undefined true false required optional hidden masked empty unknown value text basic bearer any object varchar char input prompt default disabled enabled'.split(
    ' ',
  ),
);
/** A name of code: `args.password`, `process.env.TOKEN`, `config->key`. */
const CODE = /^[A-Za-z_$][\w$]*(?:(?:\.|->|::|\?\.)[A-Za-z_$][\w$]*)+$/;

/** Whether a text that stands as a password is one, and no word that stands for one. */
export function isPasswordValue(
  value: string,
  { loose = false, quoted = false, isPhrase = false } = {},
): boolean {
  if (value.length < 4 || PLACEHOLDER.test(value) || WORDS.has(value.toLowerCase())) return false;
  if (/\s/.test(value) && !(quoted && isPhrase)) return false;
  if (quoted) return true;
  if (CODE.test(value) || value.endsWith(':')) return false;
  // In prose and code without quotes a plain word is a word.
  return !loose || (value.length >= 6 && /[0-9!#^*+~]/.test(value) && !/^[\d.,:]+$/.test(value));
}

/** Whether a text that stands as a key, token or secret was made by a machine. */
function isKeyValue(value: string, quoted: boolean): boolean {
  if (value.length < 10 || /\s/.test(value) || PLACEHOLDER.test(value)) return false;
  if (!quoted && CODE.test(value)) return false;
  const letters = /[A-Za-z]/.test(value);
  if (letters && /[0-9]/.test(value)) return new Set(value).size >= 6;
  return value.length >= 24 && /[a-z]/.test(value) && /[A-Z]/.test(value) && !/[_.-]/.test(value);
}
