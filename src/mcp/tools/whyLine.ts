import * as z from 'zod';
import { explain, type WhyAnswer, type WhyCandidate } from '../../core/why/explain';
import { linesOf } from '../../core/why/lineFacts';
import type { ToldEdit } from '../../core/why/model';
import type { EditStory } from '../../core/why/story';
import { counted, english } from '../../core/text/voice';
import type { Quoting } from '../../tools/quoting';
import type { ReadEdits } from '../edits';
import { fileAt } from '../engine';
import { gitFor } from '../git';
import { NotGiven } from '../folders';
import { sourceText } from '../../cli/sourceText';
import { defineTool, fileInput, numberOrUnknown, textOrUnknown, type ToolContext } from '../tool';
import { isoTime } from '../../core/text/times';

const MOST_LINES = 200;
/** Edits of one answer whose sessions are read, and that are told. */
const MOST_EDITS = 6;
/** The reading of logs ends here and says so: a client does not wait for ever. */
const MAX_MS = 60_000;
const MOST_WORDS = 1_000;

const nearStep = z
  .object({ trace: z.int(), step: z.int(), of: z.int(), kind: z.string(), text: z.string() })
  .nullable();

const story = z.object({
  tool: z.string(),
  old: textOrUnknown,
  new: z.string(),
  turn: z.int(),
  request: z.string(),
  reasoning: z.string().describe('How the reasoning is recorded: raw, summary, hidden or none.'),
  step: nearStep.describe('The last step of reasoning before the edit; null where none is shown.'),
  said: textOrUnknown,
  tried: z.array(z.object({ outcome: z.string(), at: textOrUnknown, said: z.string() })),
  tests: z.array(z.object({ command: z.string(), passed: z.boolean().nullable() })),
});

const line = z.int().min(1).describe('Number of the line, from 1.');

export const whyLine = defineTool({
  name: 'why_line',
  title: 'Why a line is as it is',
  description:
    'Finds the recorded edit of an agent that wrote lines of a file: the session, the reasoning before the edit, the request of the user, what was tried before and the tests after. Reads the agent logs in the folders given at start, and asks git where the whole repository is in them; without git a line that was moved from another file may be found no more. Where no recorded edit fits it says so and guesses nothing.',
  input: z.object({
    file: fileInput,
    line,
    to: line.optional().describe(`Last line, at most ${MOST_LINES} lines; without it, one line.`),
  }),
  output: z.object({
    answers: z.array(
      z.object({
        lines: z.array(z.int()),
        answer: z.enum(['edit', 'several', 'none']),
        commit: z
          .object({ id: z.string(), at: textOrUnknown, subject: z.string() })
          .nullable()
          .describe('The commit in which the first of the lines came in, where git was asked.'),
        edits: z.array(
          z.object({
            match: z.string(),
            share: z.number(),
            session: z.string(),
            agent: z.string(),
            model: textOrUnknown,
            at: textOrUnknown,
            story: story
              .nullable()
              .describe('null where the session no longer holds it, or was not read for it.'),
            sessionRead: z
              .boolean()
              .describe('False after the first six edits: ask for fewer lines.'),
          }),
        ),
      }),
    ),
    git: z.string().describe('asked, or why git was not asked.'),
    searched: z.object({ logs: z.int(), edits: z.int(), ofFile: z.int() }),
    nearest: numberOrUnknown.describe('Nearest line with a record, where the first has none.'),
    complete: z.boolean().describe('False where the time was up before all logs were read.'),
    unread: z.array(z.string()),
  }),
  run: async ({ file, line: from, to = from }, context) => {
    const { folders, edits, quoting, signal } = context;
    const path = await folders.file(file);
    const text = await sourceText(path);
    checkLines(from, to, linesOf(text).length);
    const read = await edits.refresh(signal, MAX_MS);
    const git = await gitFor(folders, path);
    const answer = await explain(
      {
        origins: (asked, moved) => edits.ask('lineOrigins', { file: asked, moved }, signal),
        searched: (asked) => edits.ask('editsSearched', { file: asked }, signal),
      },
      { path, text, from, to, folder: folders.rootOf(path) },
      'git' in git ? git.git : null,
    );
    const gitState = 'git' in git ? 'asked' : git.refused;
    const stories = await storiesOf(answer, context);
    return {
      text: [
        quoting.note,
        ...answerText(answer, stories, context),
        ...('git' in git ? [] : [`Git was not asked: ${git.refused}.`]),
        ...ending(answer, read),
      ].join('\n'),
      data: {
        git: gitState,
        answers: answer.groups.map(({ lines, kind, candidates, commit }) => ({
          lines,
          answer: kind,
          commit: commit && {
            id: commit.id,
            at: isoTime(commit.at),
            subject: quoting.value(commit.subject, 400),
          },
          edits: candidates.map((c) => editData(c, stories.get(c.ref), context)),
        })),
        searched: answer.searched,
        nearest: answer.nearest,
        complete: read.complete,
        unread: read.unread.slice(0, 10).map((why) => quoting.value(why, 400)),
      },
    };
  },
});

function checkLines(from: number, to: number, count: number): void {
  if (to < from || to - from >= MOST_LINES)
    throw new Error(`Ask for 1 to ${MOST_LINES} lines, the first before the last.`);
  if (to > count) throw new Error(`The file has ${counted(count, 'line')}.`);
}

/** Of edits whose sessions were read; `null` where one no longer holds its edit. */
type Stories = ReadonlyMap<ToldEdit, EditStory | null>;

async function storiesOf(
  { groups }: WhyAnswer,
  { folders, engine, signal }: ToolContext,
): Promise<Stories> {
  const stories = new Map<ToldEdit, EditStory | null>();
  const refs = groups.flatMap(({ candidates }) => candidates.map(({ ref }) => ref));
  for (const ref of refs.slice(0, MOST_EDITS)) {
    stories.set(ref, null);
    try {
      // What was a log when it was read may be gone or a link by now.
      const file = fileAt(await folders.file(ref.log.file));
      stories.set(ref, await engine.call('editStory', { file, edit: ref.edit }, { signal }));
    } catch (error) {
      if (!(error instanceof NotGiven)) throw error;
    }
  }
  return stories;
}

function editData(
  { ref: { log, edit }, match, share }: WhyCandidate,
  told: EditStory | null | undefined,
  { folders, quoting }: ToolContext,
) {
  return {
    match,
    share,
    session: folders.shown(log.file),
    agent: log.formatTitle,
    model: edit.model && quoting.value(edit.model, 200),
    at: isoTime(edit.at),
    sessionRead: told !== undefined,
    story: told ? storyData(told, quoting) : null,
  };
}

function storyData(told: EditStory, quoting: Quoting) {
  const value = (text: string): string => quoting.value(text, MOST_WORDS);
  const { old, step, said } = told;
  return {
    tool: quoting.value(told.tool, 200),
    old: old === null ? null : value(old),
    new: value(told.new),
    turn: told.turn + 1,
    request: value(told.request),
    reasoning: told.fidelity,
    step: step && {
      trace: step.trace + 1,
      step: step.step + 1,
      of: step.of,
      kind: step.kind,
      text: value(step.text),
    },
    said: said === null ? null : value(said),
    tried: told.tried.map((t) => ({ outcome: t.outcome, at: isoTime(t.at), said: value(t.said) })),
    tests: told.tests.map((t) => ({ command: value(t.command), passed: t.passed })),
  };
}

function answerText(
  { groups }: WhyAnswer,
  stories: Stories,
  context: ToolContext,
): readonly string[] {
  return groups.flatMap(({ lines, kind, candidates, commit }) => {
    const where = lines.length === 1 ? `Line ${lines[0]}` : `Lines ${lines.join(', ')}`;
    const came =
      commit === null
        ? []
        : [
            `Came in with commit ${commit.id.slice(0, 10)}, ${isoTime(commit.at) ?? 'time unknown'}: ${context.quoting.line(commit.subject.slice(0, 300))}`,
          ];
    if (kind === 'none') return [`${where}: no recorded edit; nothing is guessed.`, ...came];
    return [
      ...came,
      ...(kind === 'several' ? [`${where}: ${candidates.length} edits fit, none is chosen.`] : []),
      ...candidates.flatMap((c) => editText(where, c, stories.get(c.ref), context)),
    ];
  });
}

function editText(
  where: string,
  { ref: { log, edit }, match, share }: WhyCandidate,
  told: EditStory | null | undefined,
  { folders, quoting }: ToolContext,
): readonly string[] {
  const fit = match === 'changed' ? `${match}, ${english.share(share)} of its words` : match;
  const head = `${where}: edit (${fit}) by ${log.formatTitle}, model ${quoting.line(edit.model)}, ${isoTime(edit.at) ?? 'time unknown'}, session ${quoting.line(folders.shown(log.file))}`;
  if (told === undefined) return [head, 'Its session was not read: ask for fewer lines.'];
  if (told === null) return [head, 'Its session no longer holds it.'];
  const { step } = told;
  const block = (title: string, text: string | null): readonly string[] =>
    text === null ? [] : [quoting.block(title, text, MOST_WORDS)];
  return [
    `${head}, turn ${told.turn + 1}`,
    ...block('request of the user', told.request),
    ...(step === null
      ? [`No step of reasoning is shown before the edit; it is recorded as: ${told.fidelity}.`]
      : block(
          `reasoning before the edit, trace ${step.trace + 1} step ${step.step + 1} (${step.kind})`,
          step.text,
        )),
    ...block('said before the edit', told.said),
    ...block('old text', told.old),
    ...block('new text', told.new),
    ...told.tried.map((t) => `Before: ${t.outcome}: ${quoting.line(t.said)}`),
    ...told.tests.map(
      (t) =>
        `Tests after: ${quoting.line(t.command)}: ${t.passed === null ? 'no result recorded' : t.passed ? 'passed' : 'failed'}`,
    ),
  ];
}

function ending(
  { searched, nearest }: WhyAnswer,
  { complete, unread }: ReadEdits,
): readonly string[] {
  return [
    `${counted(searched.logs, 'session')} with ${counted(searched.edits, 'edit')}, ${searched.ofFile} of this file.`,
    ...(nearest === null ? [] : [`Nearest line with a record: ${nearest}.`]),
    ...(complete ? [] : ['The time was up before all logs were read: ask again to go on.']),
    ...(unread.length > 0 ? [`${counted(unread.length, 'file')} could not be read.`] : []),
  ];
}
