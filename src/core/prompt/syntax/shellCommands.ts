import type { TextRange } from '../model';
import type { Builder } from './builder';
import { ShellInput, WRITERS } from './shellInput';
import { valueOf, type ShellWord, type ShellWords } from './shellWords';
import type { Entry, StringPart } from './value';

/** A program of the terminal that sends a prompt. */
interface ShellCommand {
  /** Its name, and the word behind it where that belongs to it. */
  readonly name: string;
  readonly sub?: string;
  /** What its call is named like in the table of libraries. */
  readonly call: string;
  /** One of these options must stand there. */
  readonly needs?: readonly string[];
  /** Options by the argument that they stand for. */
  readonly options: Readonly<Record<string, string>>;
  /** Options without a value. */
  readonly flags: readonly string[];
  /** Options with all words behind them as their values. */
  readonly lists?: readonly string[];
  /** Whether the first word of its own is the model. */
  readonly modelFirst?: boolean;
  /** Whether only an option gives it its prompt. */
  readonly onlyOptions?: boolean;
}

const words = (text: string): readonly string[] => text.split(' ');

const COMMANDS: readonly ShellCommand[] = [
  {
    name: 'claude',
    call: 'claude-print',
    needs: ['-p', '--print'],
    options: {
      '--model': 'model',
      '--effort': 'effort',
      '--system-prompt': 'system',
      '--append-system-prompt': 'system',
    },
    flags: words('-p --print --verbose -c --continue --dangerously-skip-permissions -d --debug'),
    lists: words(
      '--allowedTools --allowed-tools --disallowedTools --disallowed-tools --add-dir --mcp-config',
    ),
  },
  {
    name: 'codex',
    sub: 'exec',
    call: 'codex-exec',
    options: { '-m': 'model', '--model': 'model', '-c': '=', '--config': '=' },
    flags: words(
      '--full-auto --skip-git-repo-check --json --oss --ephemeral --yolo --dangerously-bypass-approvals-and-sandbox',
    ),
  },
  {
    name: 'gemini',
    call: 'gemini-prompt',
    options: { '-p': 'prompt', '--prompt': 'prompt', '-m': 'model', '--model': 'model' },
    flags: words('-y --yolo -d --debug'),
    onlyOptions: true,
  },
  {
    name: 'llm',
    call: 'llm-prompt',
    options: { '-m': 'model', '--model': 'model', '-s': 'system', '--system': 'system' },
    flags: words('--no-stream -n --no-log -c --continue -x --extract'),
  },
  {
    name: 'ollama',
    sub: 'run',
    call: 'ollama-run',
    options: {},
    flags: words('--verbose --nowordwrap --insecure --hidethinking'),
    modelFirst: true,
  },
];

const NAME = new RegExp(
  `\\b(${[...COMMANDS.map((c) => c.name), ...words(WRITERS)].join('|')})[ \\t]+`,
  'g',
);
/** How far before a command the beginning of its line is looked for. */
const MAX_BEFORE = 200;
/** What may stand before a command on its line. */
const BEGINS =
  /(?:^|[;|&(`!]|\b(?:then|do|else|if|elif|while|until|time|exec|sudo|nohup|env|command)|\btimeout(?: -\S{1,20}){0,3} [\w.]{1,10}|(?:^|\s)\w{1,40}=\S{0,60})$/;
/** What codex is told of its configuration: `-c model_reasoning_effort="high"`. */
const SETTING = /^(model(?:_reasoning_effort)?)=/;

/** Whether a word begins a command at a place, and stands in no comment. */
function begins(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - MAX_BEFORE), at);
  const line = before.slice(before.lastIndexOf('\n') + 1).trim();
  return !line.startsWith('#') && BEGINS.test(line);
}

/** A word without its first signs, and without quotes around the rest. */
function behind({ parts, start, end }: ShellWord, signs: number): ShellWord {
  const cut = parts.flatMap((part, i): readonly StringPart[] => {
    if (part.kind !== 'text') return [part];
    const own = i === 0 ? part.text.slice(signs).replace(/^["']/, '') : part.text;
    const text = i === parts.length - 1 ? own.replace(/["']$/, '') : own;
    return text === '' ? [] : [{ kind: 'text', text }];
  });
  return { parts: cut, start, end };
}

const firstText = ({ parts }: ShellWord): string =>
  parts[0]?.kind === 'text' ? parts[0].text : '';

/** An argument and the word that it is given. */
interface Given {
  readonly name: string;
  readonly word: ShellWord;
}

/** What an option stands for, also where that is a setting of its value: `model_reasoning_effort=high`. */
function optionOf(name: string | undefined, word: ShellWord): Given | null {
  if (name !== '=') return name === undefined ? null : { name, word };
  const [all, setting] = SETTING.exec(firstText(word)) ?? [];
  return all === undefined || setting === undefined
    ? null
    : { name: setting, word: behind(word, all.length) };
}

/** The arguments that a command is given; null where it sends no prompt. */
function argumentsOf(
  command: ShellCommand,
  given: readonly ShellWord[],
  text: string,
  input: ShellWord | null,
): readonly Given[] | null {
  const found: Given[] = [];
  const written = given.map((word) => text.slice(word.start, word.end));
  const isWritten = (name: string): boolean => written.includes(name);
  if (command.needs?.some(isWritten) === false) return null;
  for (let i = 0; i < given.length; i++) {
    const word = given[i]!;
    const own = written[i]!;
    const equals = own.startsWith('--') ? own.indexOf('=') : -1;
    const option = equals < 0 ? own : own.slice(0, equals);
    if (command.lists?.includes(option) === true) {
      while (i + 1 < given.length && !written[i + 1]!.startsWith('-')) i++;
    } else if (own === '-' || command.flags.includes(own)) continue;
    else if (own.startsWith('-')) {
      // The value of an option that nobody knows is skipped with it.
      const value = equals < 0 ? given[++i] : behind(word, equals + 1);
      const known = value === undefined ? null : optionOf(command.options[option], value);
      if (known !== null) found.push(known);
    } else if (command.modelFirst === true && !found.some((f) => f.name === 'model'))
      found.push({ name: 'model', word });
    else if (command.onlyOptions !== true && isText(own) && !found.some(isPrompt))
      found.push({ name: 'prompt', word });
  }
  // What is piped in may be all that it is asked.
  if (input !== null && !found.some(isPrompt)) found.push({ name: 'prompt', word: input });
  return found.some((f) => isPrompt(f) || f.name === 'system') ? found : null;
}

const isPrompt = ({ name }: Given): boolean => name === 'prompt';

/** Whether a word is one text in quotes, and not all that a list holds. */
const isText = (word: string): boolean =>
  /^["']|^\$\(/.test(word) && !/\[[@*]\]|^"\$[@*]"$/.test(word);

/** Reads the commands of a script that send a prompt as calls with named arguments; those in `documents` are text. */
export function readCommands(
  build: Builder,
  shell: ShellWords,
  isDocument: (at: number) => boolean,
): void {
  const { text } = build;
  const input = new ShellInput(text, shell);
  const writers = words(WRITERS);
  let end = 0;
  for (const m of text.matchAll(NAME)) {
    if (m.index < end || isDocument(m.index) || !begins(text, m.index)) continue;
    if (writers.includes(m[1]!)) {
      input.note(m[1]!, m.index, m.index + m[0].length);
      continue;
    }
    const given = shell.words(m.index + m[0].length);
    const own = given[0] === undefined ? '' : text.slice(given[0].start, given[0].end);
    const command = COMMANDS.find((c) => c.name === m[1] && (c.sub ?? own) === own);
    const last = given.at(-1);
    if (command === undefined || last === undefined) continue;
    end = last.end;
    const range: TextRange = { start: m.index, end };
    const rest = command.sub === undefined ? given : given.slice(1);
    const found = argumentsOf(command, rest, text, input.of(range));
    if (found === null) continue;
    const place = { start: m.index, end: m.index + command.name.length };
    const callee = { kind: 'name' as const, name: command.call, scope: build.scope, ...place };
    build.call(
      callee,
      found.map((f) => entryOf(f, build)),
      range,
    );
  }
}

function entryOf({ name, word }: Given, build: Builder): Entry {
  const value = valueOf(word);
  const { start, end } = word;
  const kept = value.kind === 'string' ? build.string(value) : value;
  return { name, nameRange: null, spread: false, value: kept, start, end };
}
