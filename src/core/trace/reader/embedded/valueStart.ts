import { decode } from '../decode';

const OPEN_BRACE = 0x7b;
const OPEN_BRACKET = 0x5b;
const QUOTE = 0x22;
const PERCENT = 0x25;
const BACKSLASH = 0x5c;

/** What a line of a log begins with: a time, a level in words, a container's name, a part of llama.cpp's server, or the marks of `curl -v`. */
const LOG_MARKS =
  /\d{1,2}:\d{2}|\b\d{10}(?:\.\d+)?\b|\b(?:TRACE|DEBUG|INFO|NOTICE|WARN(?:ING)?|ERROR|FATAL|CRITICAL)\b|\blevel=|^[\w.-]+ +\||^(?:srv|slot) +\w+: |^[<>*] /i;
/**
 * A few words with a colon, as `print('Response:', ...)` and IPython (`Out[3]:`) leave them, also as an item of a list (LangChain4j's
 * `- body: `) and behind the tag of a program (`[APP]   Response: `). Indented lines are code or YAML.
 */
const LABEL = /^(?:- |\[\w{1,20}\] {1,8})?[\p{L}\d_](?:[\p{L}\d_ .,()#'/-]|\[\d{1,6}\]){0,80}: ?$/u;
/** What a shell of Ruby or Elixir prints before a value. */
const SHELL = /^(?:=>|\{:ok,) ?$/;
/** A name of an object that Python prints (`ChatCompletion(id=...`), a struct of Rust (`Reply { id: ...`) or Elixir (`%Reply{`), an object of Ruby (`#<Reply:0x1`). */
const PRINTED =
  /(?:^|[\s:])([A-Z]\w{2,60}(?:\((?=\w{1,60}=)| \{ (?=\w{1,60}: ))|%[A-Z][\w.]{0,60}\{|#<[A-Z][\w:]{0,100}(?=\s|$))/;
/** The first of such objects in a list: `[RequestOutput(request_id=0, ...`. */
const PRINTED_ITEM = /^[A-Z]\w{2,60}\(\w{1,60}=/;
/** What `str()` of Pydantic shows of an object: its fields without its name (`candidates=[Candidate(...)] model_version='...'`). */
const FIELDS =
  /^[a-z]\w{1,60}=(?:[A-Z]\w{2,60}\(\s*$|[A-Z]\w{2,60}\(\w{1,60}=|(?:'[^'\n]{0,200}'|None|\d{1,20}) [a-z]\w{1,60}=(?=['"[{<\dA-Z]))/;
/**
 * An object that opens at the end of a line, its first field below: as `rich` prints those that are wide (`Message(`), Rust its structs
 * (`Reply {`, `[src/main.rs:3:5] reply = Reply {`), and Node what is logged behind a few words (`[log_1] response parsed {`), which are no part of it.
 */
const OPENED =
  /^(?:(\[[^\]\n]{1,200}:\d{1,7}\] [^\n=]{1,80} = )?[A-Z]\w{2,60}(?:\(| \{)|((?:\[[\w:-]{1,40}\] )?[\p{L}_][\w .-]{0,60} )\{)\s{0,10}$/u;
const FIRST_FIELD = /^\s{1,20}\w{1,60}(?:=|: )/;
/** `curl -v` tells how many bytes came in braces that never close. */
const CURL_BYTES = /^[{}] \[\d+ bytes data\]/;
/** A new entry of a log, whatever was open before. */
const ENTRY = /^\[?\d{4}-\d\d-\d\d[T ]\d\d:\d\d/;

const ESCAPE = 0x1b;
/** What a program tells the terminal before a line: colours, where the cursor goes, the title of the window. */
const TERMINAL =
  // oxlint-disable-next-line no-control-regex -- Escape codes begin with a control character.
  /\u001b(?:\[[\d;?]{0,20}[ -/]{0,4}[@-~]|\][^\u0007\u001b]{0,200}(?:\u0007|\u001b\\))/g;

/** Bytes of a line that are looked at for the start of a value. */
const MAX_PREFIX = 512;
const MAX_CANDIDATES = 8;

/** Position in a line where a value begins that is written into it; -1 when there is none. */
export function valueStart(line: Uint8Array): number {
  const head = line.subarray(0, MAX_PREFIX);
  const printed = printedStart(decode(head));
  let tried = 0;
  // A value behind words that are not known: what it holds is none of its own, although a number in it reads as a time.
  let outer = -1;
  for (let i = 0; i < head.length && tried < MAX_CANDIDATES; i++) {
    const byte = head[i];
    if (printed >= 0 && printed < i) return printed;
    if (byte !== OPEN_BRACE && byte !== OPEN_BRACKET) continue;
    if (head[i - 1] === ESCAPE) continue;
    tried += 1;
    if (!opensValue(line, i) || CURL_BYTES.test(decode(line.subarray(i, i + 40)))) continue;
    // JSON text that was written as a JSON string begins at its quote, a map of Elixir at its mark.
    const isQuoted = head[i - 1] === QUOTE && line[i + 1] === BACKSLASH;
    const start = isQuoted || head[i - 1] === PERCENT ? i - 1 : i;
    const isInside = outer >= 0 && isOpen(decode(head.subarray(outer, start)));
    if (mayStandBefore(decode(head.subarray(0, start)))) return isInside ? outer : start;
    if (!isInside) outer = start;
  }
  return printed;
}

/** Whether more brackets open in a text than close. */
function isOpen(text: string): boolean {
  const count = (brackets: RegExp): number => text.match(brackets)?.length ?? 0;
  return count(/[[{]/g) > count(/[\]}]/g);
}

/** Whether a line begins with the fields of an object, as `str()` of Pydantic shows them. */
export function startsFields(line: Uint8Array): boolean {
  const first = line[0] ?? 0;
  return first >= 0x61 && first <= 0x7a && FIELDS.test(decode(line.subarray(0, MAX_PREFIX)));
}

/** Where an object begins that opens at the end of a line; -1 for none. A call and a block in a program's code are written so, too. */
export function objectStart(line: Uint8Array): number {
  const found = line.length <= MAX_PREFIX ? OPENED.exec(decode(line)) : null;
  return found === null ? -1 : new TextEncoder().encode(found[1] ?? found[2] ?? '').length;
}

/** Whether a line begins with a field of such an object. */
export function startsField(line: Uint8Array): boolean {
  return FIRST_FIELD.test(decode(line.subarray(0, MAX_PREFIX)));
}

/** Whether the line begins a new entry of a log. */
function isLogEntry(line: Uint8Array): boolean {
  return ENTRY.test(decode(line.subarray(0, 40)));
}

/** What Docker, Kubernetes and GitHub write before each line of a program, `gh run view --log` behind the names of job and step. */
const STAMP =
  /^(?:[^\t\n]{1,100}\t[^\t\n]{1,200}\t)?\ufeff?\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,9}Z(?: |\r?$)/;
/** How a value that is written over many lines goes on: indented, or with a bracket that closes. */
const GOES_ON = /^(?:\s|[}\]]|$)/;

/** Position in a line from which an open value goes on in it: behind the stamp of a log, if any; -1 where a new entry begins. */
export function continuesAt(line: Uint8Array): number {
  const head = decode(line.subarray(0, MAX_PREFIX));
  const [stamp] = STAMP.exec(head) ?? [];
  if (stamp === undefined) return isLogEntry(line) ? -1 : 0;
  return GOES_ON.test(head.slice(stamp.length)) ? new TextEncoder().encode(stamp).length : -1;
}

/** What some logs put before every line: the name of a container, or the tag of a program. */
const LEAD =
  // oxlint-disable-next-line no-control-regex -- Escape codes begin with a control character.
  /^(?:\u001b\[[\d;]{0,20}m){0,3}(?:[\w.-]{1,60} {1,20}\| ?|\[\w{1,20}\] {1,8})(?:\u001b\[[\d;]{0,20}m){0,3}/;

/** What stands before a line that a log may put before the next ones, too; '' for nothing. */
export function leadOf(line: Uint8Array): string {
  return LEAD.exec(decode(line.subarray(0, 100)))?.[0] ?? '';
}

/** Where a line goes on behind what the log put before it; -1 for a line of another container. */
export function afterLead(line: Uint8Array, lead: string): number {
  if (lead === '') return 0;
  const own = leadOf(line);
  // The spaces behind a tag may be those of the words.
  const shared = own.startsWith(lead) ? lead : own.startsWith(lead.trimEnd()) ? own : '';
  if (shared !== '') return new TextEncoder().encode(shared).length;
  return own.includes('|') && lead.includes('|') ? -1 : 0;
}

/** A bracket followed by what a value has inside: a quote, a bracket, an object, a name with a colon, or the line's end. */
function opensValue(line: Uint8Array, at: number): boolean {
  const next = decode(line.subarray(at + 1, at + 130)).trimStart();
  if (next === '') return true;
  if (line[at] === OPEN_BRACKET)
    return (/^["'{[%]/.test(next) && !/^\[\w/.test(next)) || PRINTED_ITEM.test(next);
  return /^(?:\\?["'}]|\/[/*]|[\w$]+ ?:|:[A-Za-z_]\w{0,60} ?=>)/.test(next);
}

function mayStandBefore(written: string): boolean {
  const prefix = written.replace(TERMINAL, '');
  if (prefix.trim() === '') return true;
  if (/^\s/.test(prefix)) return LOG_MARKS.test(prefix);
  return LOG_MARKS.test(prefix) || LABEL.test(prefix) || SHELL.test(prefix);
}

function printedStart(text: string): number {
  const found = PRINTED.exec(text);
  if (found?.[1] === undefined) return -1;
  const start = found.index + found[0].indexOf(found[1]);
  const prefix = text.slice(0, start);
  return mayStandBefore(prefix) ? new TextEncoder().encode(prefix).length : -1;
}
