import { parseLoose } from '../../reader/embedded/looseValue';
import { sectionsOf, type Head, type Said } from './said';

/** Stands before who speaks while a text is taken apart: answers have such headings too, but not below a rule. */
const BELOW = '\ue000';
const RULED = /(^|\n)(?:---|_{20,80})\n\n(?=## (?:User|Assistant)\b)/g;
const SPEAKER = /^\ue000## (?:(User)|Assistant(?: \((.{1,300})\))?) *$/;

/**
 * A session that opencode exported: who speaks stands below a rule, with the model and how long it took; thinking under its
 * label, tools with their input as JSON. What follows thinking in one message up to its first tool is not told apart from it.
 */
export function opencodeExport(text: string): readonly Said[] | null {
  if (!/^\*\*Session ID:\*\* ses_/m.test(text.slice(0, 4_000))) return null;
  const ruled = text.replace(RULED, `$1${BELOW}`);
  return sectionsOf(ruled, SPEAKER, false).flatMap(({ match, body }): readonly Said[] => {
    const [, user, about = ''] = match;
    if (user !== undefined) return body === '' ? [] : [{ kind: 'user', text: body }];
    const [, model = null, took = ''] = about.split(' · ');
    const seconds = /^([\d.]{1,12})s$/.exec(took)?.[1];
    const durationMs = seconds === undefined ? null : Math.round(Number(seconds) * 1_000);
    return shownTools(body, /^\*\*Tool: (\S{1,200})\*\*$/, beforeTools).map((said, i) => ({
      ...said,
      model,
      durationMs,
      alone: i === 0,
      same: i > 0,
    }));
  });
}

const THINKING = /^_Thinking:_\n*/;

function beforeTools(words: string): readonly Said[] {
  const label = THINKING.exec(words);
  const own = words.slice(label?.[0].length ?? 0).trim();
  return own === '' ? [] : [{ kind: label === null ? 'answer' : 'thought', text: own }];
}

const AMP_TOOL = /^\*\*Tool (Use|Result):\*\* `([^`]{1,200})`.*$/;

/** A thread that Amp wrote down as Markdown; what its tools gave stands in the user's name. */
export function ampExport(text: string): readonly Said[] | null {
  if (!/^---\n(?:[^\n]*\n){0,10}?threadId: T-/.test(text.slice(0, 4_000))) return null;
  return sectionsOf(text, /^## (User|Assistant) *$/).flatMap(({ match, body }): readonly Said[] => {
    const isUser = match[1] === 'User';
    const spoken = (words: string): readonly Said[] =>
      words === '' ? [] : [{ kind: isUser ? 'user' : 'answer', text: words }];
    const at = new RegExp(AMP_TOOL.source, 'm').exec(body)?.index ?? body.length;
    const tools = sectionsOf(body.slice(at), AMP_TOOL).flatMap(({ match: tool, body: shown }) => {
      const { words, after } = fencedIn(shown);
      const [, kind, name = ''] = tool;
      const said: Said =
        kind === 'Use'
          ? { kind: 'call', text: words, name, input: parseLoose(words)?.value ?? words }
          : { kind: 'result', text: words };
      return [said, ...spoken(after)];
    });
    return [...spoken(body.slice(0, at).trim()), ...tools];
  });
}

/** Words, then tools under a line each, with their input and what came of them in code fences. */
function shownTools(
  body: string,
  line: RegExp,
  before: (words: string) => readonly Said[],
): readonly Said[] {
  const at = new RegExp(line.source, 'm').exec(body)?.index ?? body.length;
  return [
    ...before(body.slice(0, at).trim()),
    ...sectionsOf(body.slice(at), line, false).flatMap(shownTool),
  ];
}

const GAVE = /^\*\*(Output|Error):\*\* *$/m;

function shownTool({ match, body }: Head): readonly Said[] {
  const gave = GAVE.exec(body);
  const input = fencedIn(body.slice(0, gave?.index ?? body.length));
  const call: Said = {
    kind: 'call',
    text: input.words,
    name: match[1] ?? null,
    input: parseLoose(input.words)?.value ?? input.words,
  };
  const output = gave === null ? input : fencedIn(body.slice(gave.index + gave[0].length));
  const words: readonly Said[] =
    output.after === '' ? [] : [{ kind: 'answer', text: output.after }];
  if (gave === null) return [call, ...words];
  return [call, { kind: 'result', text: output.words, failed: gave[1] === 'Error' }, ...words];
}

/** What stands in a code fence, up to the last line that may close it, and what stands behind it. */
function fencedIn(shown: string): { readonly words: string; readonly after: string } {
  const opened = /^```[\w-]{0,30}\n/m.exec(shown);
  if (opened === null) return { words: shown.trim(), after: '' };
  const inside = shown.slice(opened.index + opened[0].length);
  const closed = `\n${inside}`.lastIndexOf('\n```');
  if (closed < 0) return { words: inside.trimEnd(), after: '' };
  return {
    words: inside.slice(0, Math.max(0, closed - 1)).trimEnd(),
    after: inside.slice(closed + '```'.length).trim(),
  };
}
