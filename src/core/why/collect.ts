import type { Edit, Session, ToolCall } from '../model/session';
import type { Segment, Trace } from '../model/trace';
import { editsOf } from '../session/edits';
import { familyOf } from '../session/families';
import { readInput } from '../session/toolInput';
import { isObject, str } from '../text/json';
import { lineFacts, linesOf } from './lineFacts';
import type { LogEdits, Made, RecordedEdit } from './model';
import { joinedPath, tidyPath } from '../text/paths';

/** A file that a call asks for, whole or in part. */
interface Asked {
  readonly file: string;
  readonly part: boolean;
}

interface Seen {
  readonly text: string;
  readonly part: boolean;
}

interface OpenEdit {
  readonly trace: number;
  readonly segment: number;
  readonly nth: number;
  readonly path: string;
  readonly whole: boolean;
  readonly part: boolean;
  readonly all: boolean;
  readonly old: number;
  readonly next: number;
  readonly end: number;
}

/** Lines of one edit that are kept; what is longer was not typed. */
const MAX_LINES = 20_000;
/** UTF-16 units of the parts of one file that are kept. */
const MAX_PARTS = 4_000_000;

/** Gathers the edits of one log while its traces are read; `finish` places them in the session that was made of it. */
export class EditCollector {
  readonly #edits: OpenEdit[] = [];
  readonly #hashes: number[] = [];
  readonly #weights: number[] = [];
  readonly #starts: number[] = [0];
  readonly #words: number[] = [];
  /** Files that were asked for and not yet shown, by the id of the call. */
  readonly #asked = new Map<string, Asked>();
  /** What the agent read of a file since it was last changed. */
  readonly #seen = new Map<string, Seen>();

  add(traces: readonly Trace[]): void {
    for (const trace of traces) {
      for (const [at, segment] of trace.segments.entries()) this.#segment(trace, segment, at);
    }
  }

  #segment(trace: Trace, segment: Segment, at: number): void {
    if (segment.kind === 'toolResult') {
      const asked = this.#asked.get(segment.callId ?? '');
      if (asked !== undefined && !segment.isError) this.#read(asked, withoutNumbers(segment.text));
      this.#asked.delete(segment.callId ?? '');
    }
    if (segment.kind !== 'toolCall') return;
    const family = familyOf(segment.name);
    const input = readInput(segment.input, segment.name);
    const read = family === 'read' ? input.file : family === 'shell' ? catOf(input.command) : null;
    if (read !== null && segment.callId !== null) {
      this.#asked.set(segment.callId, { file: tidyPath(read), part: asksForPart(input.value) });
    }
    for (const [nth, edit] of editsOf(segment.name, input).entries()) {
      this.#edit(edit, { trace: trace.index, segment: at, nth });
    }
  }

  /** Parts of a file are kept together; they add nothing to one that was read whole. */
  #read({ file, part }: Asked, text: string): void {
    const seen = this.#seen.get(file);
    if (!part) this.#seen.set(file, { text, part });
    else if (seen === undefined) this.#seen.set(file, { text, part });
    else if (seen.part && seen.text.length < MAX_PARTS)
      this.#seen.set(file, { text: `${seen.text}\n${text}`, part });
  }

  #edit(edit: Edit, place: Pick<OpenEdit, 'trace' | 'segment' | 'nth'>): void {
    const path = tidyPath(edit.file);
    const old = this.#hashes.length;
    const seen = edit.old === null ? this.#seen.get(path) : undefined;
    this.#lines(edit.old ?? seen?.text ?? '', path);
    const next = this.#hashes.length;
    this.#lines(edit.new, path);
    const end = this.#hashes.length;
    this.#seen.delete(path);
    const { all = false } = edit;
    const kind = { whole: edit.old === null, part: seen?.part === true, all };
    this.#edits.push({ ...place, ...kind, path, old, next, end });
  }

  #lines(text: string, path: string): void {
    for (const line of linesOf(text).slice(0, MAX_LINES)) {
      const facts = lineFacts(line, path);
      if (facts === null) continue;
      this.#hashes.push(facts.hash);
      this.#weights.push(facts.weight);
      for (const word of facts.words) this.#words.push(word);
      this.#starts.push(this.#words.length);
    }
  }

  /** The edits with what the session tells of their calls. `file` names the log. */
  finish(file: string, session: Session): LogEdits {
    const byPlace = new Map<string, ToolCall>();
    for (const tool of session.tools) {
      byPlace.set(`${session.calls[tool.call]!.trace} ${tool.segment}`, tool);
    }
    const folder = session.folder === null ? null : tidyPath(session.folder);
    const edits = this.#edits.map((edit): RecordedEdit => {
      const tool = byPlace.get(`${edit.trace} ${edit.segment}`);
      const call = tool === undefined ? undefined : session.calls[tool.call];
      const turn = call === undefined ? undefined : session.turns[call.turn];
      return {
        ...edit,
        path: joinedPath(folder, edit.path),
        at: tool?.startedAt ?? call?.startedAt ?? turn?.startedAt ?? session.startedAt,
        model: call?.model ?? null,
        made: madeOf(tool),
      };
    });
    const { formatTitle, title, startedAt, endedAt } = session;
    return {
      file,
      formatTitle,
      title,
      folder,
      startedAt,
      endedAt,
      edits,
      hashes: Uint32Array.from(this.#hashes),
      weights: Uint8Array.from(this.#weights),
      starts: Uint32Array.from(this.#starts),
      words: Uint16Array.from(this.#words),
    };
  }
}

function madeOf(tool: ToolCall | undefined): Made {
  const result = tool?.result ?? null;
  if (tool?.undone === true) return 'no';
  if (result === null) return 'unknown';
  return result.failed || result.refused ? 'no' : 'yes';
}

/** Names under which tools take the lines to show: `offset` and `limit`, `view_range`, `startLine`, `start_line_one_indexed`. */
const PART_KEY =
  /^(?:line_?)?(?:offset|limit|ranges?)$|^view_?range$|^n_?lines$|^(?:start|end)_?line/i;

function asksForPart(input: unknown): boolean {
  if (!isObject(input)) return false;
  return Object.entries(input).some(([key, value]) => PART_KEY.test(key) && value !== null);
}

/** The file that a command prints whole. */
function catOf(command: string | null): string | null {
  return command === null
    ? null
    : (/^cat(?: -n)? ([^\s|;&<>*]{1,400})\s*$/.exec(command)?.[1] ?? null);
}

/** Codex puts the output of a command into JSON text, or after lines about it. */
function outputOf(shown: string): string {
  const after = /^(?:[A-Z][\w ]{2,30}: [^\n]{0,80}\n){1,6}Output:\n/.exec(shown);
  if (after) return shown.slice(after[0].length);
  if (!shown.startsWith('{"output":')) return shown;
  try {
    return str(JSON.parse(shown), 'output') ?? shown;
  } catch {
    // A file may begin like that too: then it is the file.
    return shown;
  }
}

/** What a tool shows of a file, without the numbers that it puts before the lines and what it says around them. */
function withoutNumbers(shown: string): string {
  return linesOf(outputOf(shown))
    .map((line) => line.replace(/^ {0,8}\d{1,7}(?:→|\t| ?\| ?|: )/, ''))
    .join('\n');
}
