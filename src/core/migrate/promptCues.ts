import rules from './cues.data.json';
import { countFigure, say } from '../model/sentence';
import type { Change } from '../estimate/model';
import type { FoundPrompt, PromptPiece, TextRange } from '../prompt/model';

const CUES_SOURCE = say(
  'Wharton, Prompting Science Report 2, 2025: 20 to 80 % more time on o3-mini and o4-mini for about 3 points or less; OpenAI, Reasoning best practices, 2025',
);
const DEEPSEEK_SOURCE = say(
  'DeepSeek-R1, Nature 645, 2025: few-shot examples consistently lower its results',
);
const EXAMPLES_SOURCE = say(
  'OpenAI, Reasoning best practices, 2025: try without examples first, add them only where the format needs them',
);

/** Only this much of each message is searched. */
const MAX_CHARS = 200_000;

const CUE = new RegExp(rules.patterns.map((p) => `(?:${p})`).join('|'), 'giu');

/** Where a stretch of a message's text stands in the document; `null` where the text is not there letter by letter. */
function placed(
  piece: PromptPiece,
  document: string,
  start: number,
  end: number,
): TextRange | null {
  const { range, text } = piece;
  if (range === null) return null;
  // The range of a literal holds its quotes; escapes or placeholders make the text differ.
  const at = document.slice(range.start, range.end).indexOf(text);
  if (at < 0) return null;
  return { start: range.start + at + start, end: range.start + at + end };
}

/** The whole sentence where the cue is (nearly) all of it, else the cue. Ends after its full stop and the space behind. */
function removable(text: string, start: number, end: number): TextRange {
  let from = start;
  while (from > 0 && !/[.!?\n:]/.test(text[from - 1] ?? '')) from--;
  const lead = text.slice(from, start);
  const before = lead.trim() === '' ? from + (lead.length - lead.trimStart().length) : start;
  const stop = /^[ \t]*[.!]?[ \t]*/.exec(text.slice(end, end + 20))?.[0].length ?? 0;
  const closes = /^[ \t]*(?:[.!]|$|\n)/.test(text.slice(end, end + 20));
  return before < start || (lead.trim() === '' && closes)
    ? { start: before, end: end + stop }
    : { start, end: end + (text.startsWith(' ', end) ? 1 : 0) };
}

function cueChanges(piece: PromptPiece, document: string): readonly Change[] {
  const text = piece.text.slice(0, MAX_CHARS);
  return [...text.matchAll(CUE)].slice(0, 20).flatMap((m): readonly Change[] => {
    const phrase = m[0].trim();
    if (phrase === '') return [];
    const start = m.index + m[0].indexOf(phrase);
    const cut = removable(text, start, start + phrase.length);
    const range = placed(piece, document, cut.start, cut.end);
    return [
      {
        code: 'step-by-step-cue',
        message: say('“{0}” adds tokens and little else on a reasoning model', phrase),
        evidence: CUES_SOURCE,
        range,
        ...(range === null
          ? {}
          : {
              quickFix: {
                title: say('Remove the step-by-step cue'),
                edits: [{ range, newText: '' }],
              },
            }),
      },
    ];
  });
}

/** A worked example starts at one of these, at the beginning of a line. */
const EXAMPLE =
  /^[ \t]{0,40}(?:#{1,4}[ \t]{0,8})?(?:example[ \t]{0,8}\d{0,3}[ \t]{0,8}[:.)-]?|(?:input|q|question|user)[ \t]{0,8}\d{0,3}[ \t]{0,8}:|<example>)/gimu;
const ANSWER =
  /^[ \t]{0,40}(?:output|a|answer|assistant|label|result)[ \t]{0,8}\d{0,3}[ \t]{0,8}:|<\/example>/gimu;
const MIN_EXAMPLES = 2;

/** Where the worked examples of a message begin and end, and how many there are. */
function examplesIn(text: string): (TextRange & { readonly count: number }) | null {
  const starts = [...text.matchAll(EXAMPLE)].map((m) => m.index);
  const answers = [...text.matchAll(ANSWER)].map((m) => m.index + m[0].length);
  const last = answers.at(-1);
  const first = starts[0];
  const count = Math.min(starts.length, answers.length);
  if (count < MIN_EXAMPLES || first === undefined || last === undefined || last < first)
    return null;
  const paragraph = text.indexOf('\n\n', last);
  return { start: first, end: paragraph < 0 ? text.length : paragraph + 2, count };
}

function exampleChanges(found: FoundPrompt, document: string, lab: string): readonly Change[] {
  const evidence = lab === 'deepseek' ? DEEPSEEK_SOURCE : EXAMPLES_SOURCE;
  const turns = found.messages.filter(
    (m, i) => m.role === 'assistant' && i < found.messages.length - 1,
  );
  const inTurns: readonly Change[] =
    turns.length < MIN_EXAMPLES
      ? []
      : [
          {
            code: 'few-shot-examples',
            message: say(
              '{0} answered turns stand before the question; as worked examples they seldom help a reasoning model',
              countFigure(turns.length),
            ),
            evidence,
            range: turns[0]?.range ?? null,
          },
        ];
  const inText = found.messages.flatMap((piece): readonly Change[] => {
    const text = piece.text.slice(0, MAX_CHARS);
    const all = examplesIn(text);
    if (all === null) return [];
    const range = placed(piece, document, all.start, all.end);
    const fixable = range !== null && text.slice(all.end).trim() !== '';
    return [
      {
        code: 'few-shot-examples',
        message:
          lab === 'deepseek'
            ? say(
                '{0} worked examples lower its scores, by its authors’ account',
                countFigure(all.count),
              )
            : say('{0} worked examples; try without them first', countFigure(all.count)),
        evidence,
        range,
        ...(fixable
          ? { quickFix: { title: say('Remove the examples'), edits: [{ range, newText: '' }] } }
          : {}),
      },
    ];
  });
  return [...inText, ...inTurns];
}

/** Findings in the prompt's own words, for a reasoning model of this lab. Ranges are UTF-16 offsets into the document. */
export function promptCues(found: FoundPrompt, document: string, lab: string): readonly Change[] {
  return [
    ...found.messages.flatMap((m) => (m.role === 'assistant' ? [] : cueChanges(m, document))),
    ...exampleChanges(found, document, lab),
  ];
}
