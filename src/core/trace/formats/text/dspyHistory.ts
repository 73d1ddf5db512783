import { msg } from '../../../model/message';
import type { PromptMessage, Segment } from '../../../model/trace';
import type { FileRecord, Format, TraceDraft } from '../../format';
import { roleOf } from '../../build/content';
import { draft, parsed, placeOf } from '../../build/draft';
import { part } from '../../build/taggedText';
import { partSegment, textSegments } from '../../build/textSegments';
import { time } from '../../../text/json';
import { withoutEscapes } from './consoles';

/** An entry begins with its time on a line of its own, then the first message. */
const ENTRY = /^\[([^[\]\n]{1,60})\][ \t]*\n\s{0,20}(?=[A-Z][a-z]{1,20} message:[ \t]*$)/gm;
/** Two blank lines come before a message and the response, none before the response's calls. */
const HEADER = /^(?:([A-Z][a-z]{1,20}) message|(Response)|(Tool calls)):[ \t]*$/gm;
const FIELD = '[[ ## ';
const OTHERS = /\n[ \t]{0,8}\(and \d{1,6} other completions\)$/;
const MAX_ENTRIES = 5_000;
/** Where the first entry begins, unless an article quotes it. */
const ENTRIES_WITHIN = 4_000;
/** Colours whose escape was lost when they were copied. */
const COLOURS = /\[(?:3[124]|0)m/g;

/**
 * What `inspect_history` of DSPy prints (stanfordnlp/dspy, utils/inspect_history.py): the messages of each call and its
 * response. Reasoning there is a field that the model was asked to write.
 */
export const dspyHistory: Format = {
  id: 'dspy-history',
  title: msg('DSPy history (reasoning written as a field)'),
  unit: 'file',
  detect: ({ container, text }) => container === 'text' && entriesOf(text).length > 0,
  parse: (records) =>
    parsed(
      ...records.flatMap((record) =>
        typeof record.value === 'string'
          ? entriesOf(record.value).map((entry) => readEntry(entry, record))
          : [],
      ),
    ),
};

interface Entry {
  readonly startedAt: number | null;
  readonly words: string;
}

function entriesOf(saved: string): readonly Entry[] {
  const text = withoutEscapes(saved).replace(COLOURS, '');
  const found = [...text.matchAll(ENTRY)].slice(0, MAX_ENTRIES);
  if ((found[0]?.index ?? 0) > ENTRIES_WITHIN) return [];
  const entries = found.map((match, i): Entry => {
    const words = text.slice(match.index + match[0].length, found[i + 1]?.index ?? text.length);
    return { startedAt: time(match[1]), words };
  });
  // The head of a file may end in the prompt: its fields tell it.
  return entries.filter(({ words }) => words.includes(FIELD) || /^Response:[ \t]*$/m.test(words));
}

function readEntry({ words, startedAt }: Entry, record: FileRecord): TraceDraft {
  const place = placeOf(record);
  const prompt: PromptMessage[] = [];
  const segments: Segment[] = [];
  let truncated = false;
  const headers = headersOf(words);
  for (const [i, header] of headers.entries()) {
    const [whole, role, response] = header;
    const end = headers[i + 1]?.index ?? words.length;
    const text = bare(words.slice(header.index + whole.length, end));
    if (role !== undefined) {
      if (text !== '') prompt.push({ role: roleOf(role), text });
    } else if (response === undefined) {
      segments.push(...partSegment(text, part('toolCall', 0, text.length), place));
    } else {
      const spoken = textSegments(text, place);
      segments.push(...spoken.segments);
      truncated ||= spoken.truncated;
    }
  }
  return draft({ prompt, segments, truncated, timing: { startedAt } });
}

/** The headers that DSPy printed; nothing but calls comes after the response. */
function headersOf(words: string): readonly RegExpExecArray[] {
  const all = [...words.matchAll(HEADER)];
  const isApart = ({ index }: RegExpExecArray) => words.startsWith('\n\n\n', index - 3);
  // Some logs have lost their blank lines.
  const strict = all.some(isApart);
  const printed: RegExpExecArray[] = [];
  let answered = false;
  for (const header of all) {
    const isCalls = header[3] !== undefined;
    const fits = !strict || header.index === 0 || isApart(header);
    if (answered ? !isCalls : !fits) continue;
    answered ||= header[1] === undefined;
    printed.push(header);
  }
  return printed;
}

/** Without the blank lines around it, and the count of what is not printed. */
function bare(words: string): string {
  return words.trim().replace(OTHERS, '').trimEnd();
}
