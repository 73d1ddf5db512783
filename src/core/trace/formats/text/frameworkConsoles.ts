import { parseLoose } from '../../reader/embedded/looseValue';
import { isQuoted } from '../../build/quoting';
import { NO_USAGE } from '../../build/usage';
import { bool, list, str, text as textAt } from '../../../text/json';
import { sectionsOf, type Head, type Said } from './said';

/** Whether a console's line stands in the text itself: an article shows its examples in code fences. */
function isShown(text: string, line: RegExp): boolean {
  const found = line.exec(text);
  return found !== null && !isQuoted(text, found.index, found[0].length, 0);
}

/** How LangChain's `pretty_print` heads a message. */
const PRETTY =
  /^ {0,8}={10,60} (Human|Ai|AI|System|Tool|Function|Chat) Message(?: \([^()]{0,80}\))? ={10,60} *$/;
const NAMED = /^Name: (\S{1,200})\n+/;

/** Messages that LangChain or LangGraph printed (`message.pretty_print()`). */
export function prettyMessages(text: string): readonly Said[] | null {
  if (!isShown(text, /^ {0,8}={10,60} Ai Message/im)) return null;
  return sectionsOf(text, PRETTY, false).flatMap(({ match, body }): readonly Said[] => {
    const name = NAMED.exec(`${body}\n`)?.[1] ?? null;
    const words = name === null ? body : body.slice(`Name: ${name}`.length).trim();
    switch ((match[1] ?? '').toLowerCase()) {
      case 'human':
        return [{ kind: 'user', text: words }];
      case 'system':
        return [{ kind: 'system', text: words }];
      case 'tool':
      case 'function':
        return [{ kind: 'result', text: words, failed: words.startsWith('Error:') }];
      default:
        return prettyAnswer(words);
    }
  });
}

/** The words of an answer, then its calls with the arguments a line each. */
function prettyAnswer(words: string): readonly Said[] {
  const at = /^Tool Calls:$/m.exec(words)?.index ?? words.length;
  const answer = words.slice(0, at).trim();
  const calls = sectionsOf(
    words.slice(at),
    /^ {1,4}(\S[^()]{0,200}?) \(([^()\s]{1,200})\)$/,
    false,
  );
  return [
    ...printedBlocks(answer),
    ...calls.map(({ match, body }): Said => {
      const [, name = null, id = null] = match;
      return { kind: 'call', text: '', name, id, input: argumentsIn(body) };
    }),
  ];
}

/** Words, or the list of blocks that some models give: a call among them stands below, too. */
function printedBlocks(words: string): readonly Said[] {
  const blocks = /^\[(?:\{|\]$)/.test(words) ? parseLoose(words)?.value : null;
  if (!Array.isArray(blocks)) return words === '' ? [] : [{ kind: 'answer', text: words }];
  return list(blocks).flatMap((block): readonly Said[] => {
    const thinking = str(block, 'thinking') ?? str(block, 'reasoning');
    if (thinking !== null) return thought(thinking);
    const own = str(block, 'text') ?? '';
    return own === '' ? [] : [{ kind: 'answer', text: own }];
  });
}

/** `key: value` below `Args:`; further lines belong to the value before them. */
function argumentsIn(body: string): Readonly<Record<string, string>> {
  const lines = body.slice(/^ *Args:/m.exec(body)?.index ?? body.length).split('\n');
  const found = new Map<string, string>();
  let last: string | null = null;
  for (const line of lines.slice(1)) {
    const [, key, value = ''] = /^ {2,6}([\w-]{1,100}): ?(.*)$/.exec(line) ?? [];
    if (key !== undefined) last = key;
    if (last !== null)
      found.set(last, key === undefined ? `${found.get(last) ?? ''}\n${line}` : value);
  }
  return Object.fromEntries(found);
}

const AUTOGEN = /^-{10} (\w[\w .-]{0,80}?)(?: \(([^()]{1,120})\))? -{10}$/;
const COUNTED = /\n?\[Prompt tokens: (\d{1,9}), Completion tokens: (\d{1,9})\]\s*$/;
/** What one call of the model gives before its message. */
const ONE_CALL = /^(?:ThoughtEvent|ModelClientStreamingChunkEvent)$/;

/** What AutoGen's `Console` prints of a team: a rule with the kind of message and who sent it (older ones: only who). */
export function autoGenConsole(text: string): readonly Said[] | null {
  if (!isShown(text, /^-{10} \w/m)) return null;
  const heads = sectionsOf(text, AUTOGEN, false);
  if (!heads.some(({ match }) => /(?:Message|Event)$/.test(match[1] ?? '') && match[2])) {
    const first = heads[0]?.match[1];
    if (heads.length < 2 || first !== 'user') return null;
  }
  return heads.flatMap((head, i) => autoGenMessage(head, heads[i - 1]?.match[1] ?? ''));
}

function autoGenMessage({ match, body }: Head, before: string): readonly Said[] {
  const [, kind = '', source = kind] = match;
  const counts = COUNTED.exec(body);
  const words = counts === null ? body : body.slice(0, counts.index).trim();
  const usage = {
    ...NO_USAGE,
    inputTokens: Number(counts?.[1]),
    outputTokens: Number(counts?.[2]),
  };
  const note: readonly Said[] = counts === null ? [] : [{ kind: 'note', text: '', usage }];
  if (kind === 'Summary' || kind === 'ToolCallSummaryMessage') return [];
  if (words.startsWith('[FunctionExecutionResult(')) return loose(words).map(executed);
  if (words.startsWith('[FunctionCall(')) return [...loose(words).map(asked), ...note];
  if (kind === 'ThoughtEvent') return [{ kind: 'thought', text: words, alone: true }];
  if (kind === 'CodeExecutionEvent') return [{ kind: 'result', text: words }];
  if (/^(?:MemoryQuery|UserInputRequested|SelectSpeaker)\w*$/.test(kind) || words === '') return [];
  if (/^(?:user|user_proxy|human)$/i.test(source)) return [{ kind: 'user', text: words }];
  return [{ kind: 'answer', text: words, alone: !ONE_CALL.test(before) }, ...note];
}

function loose(words: string): readonly unknown[] {
  return list(parseLoose(words)?.value);
}

const asked = (call: unknown): Said => ({
  kind: 'call',
  text: '',
  name: str(call, 'name'),
  id: textAt(call, 'id'),
  input: str(call, 'arguments') ?? '',
});

const executed = (result: unknown): Said => ({
  kind: 'result',
  text: str(result, 'content') ?? '',
  id: textAt(result, 'call_id'),
  failed: bool(result, 'is_error') === true,
});

const SENT = /^([^\n():]{1,80}) \(to ([^\n():]{1,80})\):$/;
const RULE = /^-{60,100}$/m;
const CALLED =
  /^\*{5} Suggested (?:tool call \(([^()]{1,200})\)|function call): (.{1,200}?) \*{5}\n+Arguments:\s*\n([^]*?)\n\*{5,}/;
const GAVE =
  /^\*{5} Response from calling (?:tool|function) \(([^()]{1,200})\) \*{5}\n([^]*?)\n\*{5,}/;
const EXECUTED = /^exitcode: (\d{1,3}) \(/;

/** What agents of AG2 (AutoGen 0.2) print: who speaks to whom, a rule after each message. Who began is the user. */
export function ag2Console(text: string): readonly Said[] | null {
  if (!isShown(text, /^>{8} (?:USING AUTO REPLY|EXECUTING)/m) || !RULE.test(text)) return null;
  const heads = sectionsOf(text, SENT, false);
  const user = heads[0]?.match[1];
  if (user === undefined || heads.length < 2) return null;
  return heads.flatMap(({ match, body }): readonly Said[] => {
    const words = body.slice(0, RULE.exec(body)?.index ?? body.length).trim();
    const gave = GAVE.exec(words);
    if (gave !== null) return [{ kind: 'result', text: gave[2] ?? '', id: gave[1] ?? null }];
    const ran = EXECUTED.exec(words);
    if (ran !== null) return [{ kind: 'result', text: words, failed: ran[1] !== '0' }];
    const called = CALLED.exec(words);
    if (called !== null) {
      const [, id = null, name = null, input = ''] = called;
      return [{ kind: 'call', text: '', name, id, input, alone: true }];
    }
    if (words === '') return [];
    if (match[1] === user) return [{ kind: 'user', text: words }];
    return [{ kind: 'answer', text: words, alone: true }];
  });
}

const CHAIN = /^> Entering new [\w ]{0,60}chain\.\.\.$/m;
const REACT = /^(Thought|Action|Action Input|Observation|Final Answer|Question):/;

/**
 * What LangChain's agents print when they are verbose: in the style of ReAct, where words before a label are thoughts, or
 * with calls of functions. What these gave and the answer after it are told apart by their colours only (`saved`).
 */
export function chainConsole(text: string, saved: string): readonly Said[] | null {
  if (!isShown(text, CHAIN)) return null;
  if (text.includes('\nInvoking: `')) return invokedSteps(saved);
  const [, ...chains] = text.split(new RegExp(CHAIN.source, 'gm'));
  const said = chains.flatMap((chain) =>
    reactSteps(chain.slice(0, /^> Finished chain\.$/m.exec(chain)?.index ?? chain.length)),
  );
  return said.some(({ kind }) => kind === 'call' || kind === 'answer') ? said : null;
}

// oxlint-disable-next-line no-control-regex -- Colours begin with a control character.
const COLOURED = /\u001b\[(\d{1,3})[\d;]{0,20}m\u001b\[1;3m([^\u001b]*)/g;
const INVOKED = /(?:^|\n)Invoking: `([^`\n]{1,200})` with `([^]*?)(?:`\n|(?![^]))/g;
/** The agent's own words are green. */
const OWN = '32';

function invokedSteps(saved: string): readonly Said[] | null {
  const said = [...saved.matchAll(COLOURED)].flatMap(([, colour, words = '']): readonly Said[] => {
    const shown = words.trim();
    if (shown === '') return [];
    if (colour !== OWN) return [{ kind: 'result', text: shown }];
    const calls = [...`${shown}\n`.matchAll(INVOKED)].map(([, name = null, input = '']): Said => {
      return { kind: 'call', text: '', name, input };
    });
    const spoke = /^responded: ([^]*)/m.exec(shown)?.[1] ?? (calls.length === 0 ? shown : '');
    return [...(spoke === '' ? [] : [{ kind: 'answer' as const, text: spoke.trim() }]), ...calls];
  });
  return said.some(({ kind }) => kind === 'call') ? said : null;
}

function reactSteps(chain: string): readonly Said[] {
  const first = new RegExp(REACT.source, 'm').exec(chain)?.index ?? chain.length;
  const said: Said[] = thought(chain.slice(0, first));
  let name: string | null = null;
  for (const { match, body } of sectionsOf(chain, REACT, false)) {
    const line = match.input?.slice(match[0].length).trim() ?? '';
    const words = `${line}\n${body}`.trim();
    if (match[1] === 'Action') name = words;
    else if (match[1] === 'Action Input') said.push({ kind: 'call', text: words, name });
    else if (match[1] === 'Observation') said.push({ kind: 'result', text: words });
    else if (match[1] === 'Final Answer') said.push({ kind: 'answer', text: words });
    else if (match[1] === 'Question') said.push({ kind: 'user', text: words });
    else said.push(...thought(words));
  }
  return said;
}

function thought(words: string): Said[] {
  const own = words.trim();
  return own === '' ? [] : [{ kind: 'thought', text: own }];
}

const AGENT = /^# Agent: *(.{1,200}?) *$/;
const PART = /^## (Task|Thought|Using tool|Tool Input|Tool Output|Final Answer): ?(.*)$/;
/** Boxes and the tree of tasks, which stand between what the agents say. */
const DRAWN = /^(?:[╭│╰├└]|🚀 Crew: |\s+(?:Assigned to|Status): )/;

/** What a verbose crew of CrewAI prints: an agent, its task, then each thought with its tool, and its answer. */
export function crewConsole(text: string): readonly Said[] | null {
  if (!isShown(text, /^# Agent: /m)) return null;
  if (!/^## (?:Task|Final Answer|Using tool):/m.test(text)) return null;
  const plain = text.split('\n').filter((line) => !DRAWN.test(line));
  const said: Said[] = [];
  let name: string | null = null;
  for (const { body } of sectionsOf(plain.join('\n'), AGENT, false)) {
    for (const { match, body: rest } of sectionsOf(body, PART, false)) {
      const words = withoutPadding(`${match[2] ?? ''}\n${rest}`);
      switch (match[1] ?? '') {
        case 'Task':
          said.push({ kind: 'user', text: words });
          break;
        case 'Thought':
          // Without a thought its tool stands there.
          if (!/^Action: [^\n]{1,200}$/.test(words))
            said.push(...thought(words.replace(/^(?:Thought: *)+/, '')));
          break;
        case 'Using tool':
          name = words;
          break;
        case 'Tool Input':
          said.push({ kind: 'call', text: '', name, input: unquoted(words) });
          break;
        case 'Tool Output':
          said.push({ kind: 'result', text: words });
          break;
        default:
          said.push({ kind: 'answer', text: words });
      }
    }
  }
  return said;
}

/** CrewAI fills its lines with blanks up to the width of the screen. */
function withoutPadding(words: string): string {
  return words
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n')
    .trim();
}

/** The input is printed as JSON text within JSON text. */
function unquoted(words: string): string {
  const value = words.startsWith('"') ? parseLoose(words)?.value : null;
  return typeof value === 'string' ? value : words;
}
