import type { WhyAnswer, WhyCandidate, WhyGroup } from '../core/why/explain';
import { linesOf } from '../core/why/lineFacts';
import type { ToldEdit, LineMatch } from '../core/why/model';
import type { EditStory, NearStep } from '../core/why/story';
import { firstLine } from '../core/text/firstLine';
import { counted, english } from '../core/text/voice';
import { paint, printable } from './output';
import { isoTime } from '../core/text/times';

/** Stories of edits whose sessions were read: `null` where the session no longer holds the edit, none of an edit beyond the first few. */
export type Stories = ReadonlyMap<ToldEdit, EditStory | null>;

/** The JSON object of an answer. Times in epoch milliseconds, numbers of lines from 1, places in logs from 0. */
export function whyLine(file: string, answer: WhyAnswer, stories: Stories): object {
  const { searched, nearest, tracked } = answer;
  return {
    file,
    git: tracked,
    answers: answer.groups.map((group) => ({
      lines: group.lines,
      answer: group.kind,
      edits: group.candidates.map((c) => candidateLine(c, stories.get(c.ref))),
      commit: group.commit && {
        id: group.commit.id,
        at: group.commit.at,
        subject: group.commit.subject,
      },
      marks: group.marks,
    })),
    searched,
    nearest,
  };
}

function candidateLine(
  { ref, match, share }: WhyCandidate,
  story: EditStory | null | undefined,
): object {
  const { log, edit } = ref;
  return {
    match,
    share,
    session: log.file,
    agent: log.formatTitle,
    model: edit.model,
    file: edit.path,
    at: edit.at,
    trace: edit.trace,
    segment: edit.segment,
    sessionRead: story !== undefined,
    story: story
      ? {
          tool: story.tool,
          old: story.old,
          new: story.new,
          turn: story.turn,
          call: story.call,
          request: story.request,
          requestAt: story.requestAt,
          reasoning: story.fidelity,
          step: story.step,
          before: story.before,
          after: story.after,
          toolsBetween: story.toolsBetween,
          hiddenTokens: story.hiddenTokens,
          said: story.said,
          toolsBefore: story.toolsBefore,
          tried: story.tried,
          tests: story.tests,
        }
      : null,
  };
}

/** What a match is, in words. */
const MATCHES: Readonly<Record<LineMatch, string>> = {
  exact: 'the same text, spaces and quotes aside',
  formatted: 'formatted since, all words match',
  changed: 'changed since, not by a recorded edit',
  'came-back': 'taken out by a later edit, and back since',
};

/** An answer for people: from the line back to the words of the user. */
export function whyText(file: string, answer: WhyAnswer, stories: Stories): string {
  return answer.groups.flatMap((group) => groupText(file, answer, group, stories)).join('\n');
}

function groupText(
  file: string,
  answer: WhyAnswer,
  group: WhyGroup,
  stories: Stories,
): readonly string[] {
  const head = paint('bold', `${printable(file)}:${ranges(group.lines)}`);
  if (group.kind === 'none')
    return [`${head}  no recorded edit; nothing is guessed`, ...noneText(answer, group), ''];
  const many =
    group.kind === 'several' ? [`${head}  ${group.candidates.length} possible edits`] : [];
  return [
    ...many,
    ...group.candidates.flatMap((candidate) =>
      candidateText(many.length === 0 ? head : ' ', candidate, stories.get(candidate.ref)),
    ),
    ...commitText(group),
    '',
  ];
}

function noneText({ searched, nearest, tracked }: WhyAnswer, group: WhyGroup): readonly string[] {
  return [
    `  ${counted(searched.logs, 'session')}, ${counted(searched.edits, 'edit')}, ${searched.ofFile} of this file`,
    ...(tracked ? [] : ['  git was not asked or does not know the file']),
    ...commitText(group),
    ...(nearest === null ? [] : [`  nearest line with a record: ${nearest}`]),
  ];
}

function commitText({ commit, marks }: WhyGroup): readonly string[] {
  const lines =
    commit === null
      ? []
      : [
          `  commit ${commit.id.slice(0, 10)}  ${when(commit.at)}  ${printable(firstLine(commit.subject, 90))}`,
        ];
  return [
    ...lines,
    ...marks.map(
      (m) =>
        `  ${m.source}: ${[m.by, m.tool, m.model, m.id]
          .filter((x) => x !== null)
          .map(printable)
          .join(', ')}`,
    ),
  ];
}

function candidateText(
  head: string,
  { ref, match, share }: WhyCandidate,
  story: EditStory | null | undefined,
): readonly string[] {
  const { log, edit } = ref;
  const words =
    match === 'changed'
      ? `${MATCHES.changed} (${english.share(share)} of its words)`
      : MATCHES[match];
  const facts = [when(edit.at), log.formatTitle, edit.model ?? 'model unknown'].map(printable);
  return [
    `${head}  ${words}`,
    `  edit     ${facts.join(', ')}  ${printable(edit.path)}`,
    ...(story ? storyText(story) : [`           ${untold(story)}`]),
    `  session  ${printable(log.file)}`,
  ];
}

/** Why an edit is without its story. */
const untold = (story: null | undefined): string =>
  story === null
    ? 'its session no longer holds it'
    : 'its session was not read: ask for fewer lines';

function storyText(story: EditStory): readonly string[] {
  return [
    ...diff(story),
    ...thoughtText(story),
    `  request  ${printable(firstLine(story.request, 200))}`,
    ...story.tried.map(
      (t) => `  ${t.outcome.padEnd(8)} ${when(t.at)}  ${printable(firstLine(t.said, 120))}`,
    ),
    ...story.tests.map(
      (t) =>
        `  tests    ${printable(t.command)}: ${t.passed === null ? 'no result recorded' : t.passed ? 'passed' : 'failed'}`,
    ),
  ];
}

const MAX_DIFF = 4;

function diff({ old, new: next }: EditStory): readonly string[] {
  const side = (mark: string, text: string): readonly string[] => {
    const lines = linesOf(text);
    const shown = lines
      .slice(0, MAX_DIFF)
      .map((l) => `         ${mark} ${printable(l.slice(0, 160))}`);
    return lines.length > MAX_DIFF
      ? [...shown, `         ${mark} … ${lines.length - MAX_DIFF} more`]
      : shown;
  };
  return [...(old === null ? [] : side('-', old)), ...side('+', next)];
}

function thoughtText(story: EditStory): readonly string[] {
  const { step, before, after, fidelity, hiddenTokens, said, toolsBefore } = story;
  if (step === null) {
    const tokens = hiddenTokens === null ? '' : `, ${english.count(hiddenTokens)} tokens`;
    const words =
      fidelity === 'none' ? 'no reasoning is recorded' : `its reasoning is ${fidelity}${tokens}`;
    return [
      `  before   ${words}`,
      ...(said === null ? [] : [`  said     ${printable(firstLine(said, 200))}`]),
      ...toolsBefore.map(
        ({ name, summary, failed }) =>
          `  called   ${printable(name)} ${printable(firstLine(summary, 120))}${failed ? ' (failed)' : ''}`,
      ),
    ];
  }
  const summary = fidelity === 'summary' ? ' of a summary' : '';
  const line = (name: string, s: NearStep): string =>
    `  ${name.padEnd(8)} step ${s.step + 1} of ${s.of}${summary}, ${s.kind}: ${printable(firstLine(s.text, 400))}`;
  return [
    ...(before === null ? [] : [line('earlier', before)]),
    paint('bold', line('before', step)),
    ...(after === null ? [] : [line('after', after)]),
  ];
}

function when(at: number | null): string {
  const iso = isoTime(at);
  return iso === null ? 'time unknown' : `${iso.slice(0, 19)}Z`;
}

/** Numbers with runs joined: 3-5,9. */
function ranges(lines: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last?.[1] === line - 1) last[1] = line;
    else runs.push([line, line]);
  }
  return runs.map(([a, b]) => (a === b ? `${a}` : `${a}-${b}`)).join(',');
}
