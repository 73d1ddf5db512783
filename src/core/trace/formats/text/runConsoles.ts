import { isQuoted } from '../../build/quoting';
import { parseLoose } from '../../reader/embedded/looseValue';
import { isObject, jsonText, text as textAt } from '../../../text/json';
import { sectionsOf, type Said } from './said';

/** A line of a log of Python; a comment, where a script keeps what it printed. */
const LOGGED = /^(?:# )?(?:INFO|WARNING|ERROR|DEBUG) {1,8}\[([A-Za-z][\w.]{0,60})\] ?(.*)$/;
const TASK = /^(?:# )?INFO {1,8}\[[Aa]gent\] ?\n?(?:# )?\u{1f680} (?:Starting task|Task): /mu;
/** What an agent of browser-use says of the last step, knows and wants, after its sign. */
const STATE = /^\S{0,4} ?(?:Eval|Memory|Next goal|Thinking): ([^]*)$/u;
const ACTION = /^\S{0,4} {1,3}Action \d{1,3}\/\d{1,3}: (\{[^]*\})$/u;

/** The console of browser-use: a step is an answer of the model, with what came of its actions. */
export function browserConsole(text: string): readonly Said[] | null {
  const begun = TASK.exec(text);
  if (begun === null || isQuoted(text, begun.index, begun[0].length, 0)) return null;
  const run = new BrowserRun();
  for (const { match, body } of sectionsOf(text, LOGGED, false)) {
    const [, logger = '', first = ''] = match;
    run.read(logger.toLowerCase(), first === '' ? body.replace(/^# /, '') : first);
  }
  return run.end();
}

class BrowserRun {
  readonly #said: Said[] = [];
  #state: string[] = [];
  #calls = 0;
  readonly #waiting: string[] = [];

  read(logger: string, words: string): void {
    const state = STATE.exec(words)?.[1];
    const action = ACTION.exec(words)?.[1];
    if (logger === 'controller') this.#result(words);
    else if (logger !== 'agent') return;
    else if (words.startsWith('\u{1f680}')) this.#said.push({ kind: 'user', text: after(words) });
    else if (words.startsWith('\u{1f4cd}')) this.#step();
    else if (state !== undefined) this.#state.push(state.trim());
    else if (action !== undefined) this.#act(parseLoose(action)?.value);
    else if (words.startsWith('\u{1f4c4}')) this.#answer(after(words));
  }

  end(): readonly Said[] {
    this.#think();
    return this.#said;
  }

  #step(): void {
    this.#think();
    this.#waiting.length = 0;
  }

  #think(): void {
    const words = this.#state.filter((part) => part !== '').join('\n');
    this.#state = [];
    if (words !== '') this.#said.push({ kind: 'thought', text: words, alone: true });
  }

  #act(action: unknown): void {
    this.#think();
    for (const [name, input] of Object.entries(isObject(action) ? action : {})) {
      const answer = name === 'done' ? textAt(input, 'text') : null;
      if (answer !== null) this.#answer(answer);
      else {
        const id = String(this.#calls++);
        this.#waiting.push(id);
        this.#said.push({ kind: 'call', text: jsonText(input), name, input, id });
      }
    }
  }

  #answer(words: string): void {
    this.#think();
    // The result is what the last action said.
    const last = this.#said.at(-1);
    if (words !== '' && !(last?.kind === 'answer' && last.text === words))
      this.#said.push({ kind: 'answer', text: words });
  }

  #result(words: string): void {
    const id = this.#waiting.shift();
    if (id !== undefined) this.#said.push({ kind: 'result', text: words, id, same: true });
  }
}

/** The words behind a label. */
function after(words: string): string {
  return words.slice(words.indexOf(':') + 1).trim();
}

const RESULT =
  /^RunResult(?:Streaming)?:\n- Last agent: Agent\(name=[^\n]{1,300}\)\n- Final output \([^()\n]{1,80}\):\n/gm;

/** What OpenAI's Agents SDK prints of a run (`print(result)`): its last answer, indented. */
export function runResult(text: string): readonly Said[] | null {
  const heads = [...text.matchAll(RESULT)].filter(
    (head) => !isQuoted(text, head.index, head[0].length, 0),
  );
  if (heads.length === 0) return null;
  return heads.map(({ index, 0: head }, i): Said => {
    const shown = text.slice(index + head.length, heads[i + 1]?.index);
    const words = /^[^]*?(?=^- \d{1,6} new item\(s\)$|(?![^]))/m.exec(shown)?.[0] ?? '';
    return { kind: 'answer', text: words.replace(/^ {4}/gm, '').trim(), alone: true };
  });
}

const EXCHANGE = /^(?:TO LLM|(LLM RESPONSE)) (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)$/;
const LINE = /^(SYSTEM|USER|ASSISTANT|TOOL)(?: (.*))?$/;

/**
 * The log that Aider keeps of its calls (`--llm-history-file`): each request with all that was said before, a role on each line,
 * then the response. Of a request what was asked since the last answer in it is taken.
 */
export function aiderCalls(text: string): readonly Said[] | null {
  if (!/^TO LLM \d{4}-\d\d-\d\dT[\d:]{8}$/m.test(text) || !/^LLM RESPONSE \d{4}-/m.test(text))
    return null;
  let sent: number | null = null;
  let isFirst = true;
  return sectionsOf(text, EXCHANGE, false).flatMap(({ match, body }): readonly Said[] => {
    const [, response, when = ''] = match;
    const at = Date.parse(`${when}Z`);
    const messages = messagesIn(body);
    if (response !== undefined) {
      const durationMs = sent === null || !(at >= sent) ? null : at - sent;
      const words = messages.filter(({ role }) => role === 'ASSISTANT').map((m) => m.words);
      return [{ kind: 'answer', text: words.join('\n'), alone: true, durationMs }];
    }
    sent = Number.isFinite(at) ? at : null;
    const asked = messages.slice(messages.findLastIndex(({ role }) => role === 'ASSISTANT') + 1);
    const system = isFirst ? messages.filter(({ role }) => role === 'SYSTEM').slice(0, 1) : [];
    isFirst = false;
    return [
      ...system.map(({ words }): Said => ({ kind: 'system', text: words })),
      ...asked
        .filter(({ role }) => role === 'USER')
        .map(({ words }): Said => ({ kind: 'user', text: words })),
    ];
  });
}

interface LoggedMessage {
  readonly role: string;
  readonly words: string;
}

/** Messages of lines that name their role; a rule stands between them. */
function messagesIn(body: string): readonly LoggedMessage[] {
  const lines = body.split('\n').map((line) => LINE.exec(line));
  const messages: { role: string; lines: string[] }[] = [];
  let isOpen = false;
  for (const line of lines) {
    const [, role, words = ''] = line ?? [];
    const last = messages.at(-1);
    if (role === undefined) isOpen = false;
    else if (isOpen && last?.role === role) last.lines.push(words);
    else {
      messages.push({ role, lines: [words] });
      isOpen = true;
    }
  }
  return messages.map((message) => ({
    role: message.role,
    words: message.lines.join('\n').trim(),
  }));
}
