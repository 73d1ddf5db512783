import { fenced } from '../../core/export/markdown';
import { coarseKind } from '../../core/steps/kinds';
import type { EditStory } from '../../core/why/story';
import type { ShownCandidate, ShownGroup, ShownWhy } from '../../protocol/why';
import { formatCount } from '../ui/format';
import { kindLabel } from '../ui/kinds';
import { t } from '../ui/l10n';
import { formatMoment, hiddenText, matchText } from './words';

/** An answer as Markdown. What was recorded stands in fences, so that nothing in it is markup. */
export function answerMarkdown(
  state: ShownWhy,
  group: ShownGroup,
  candidate: ShownCandidate,
): string {
  const { edit, log } = candidate.ref;
  const story = candidate.story === 'gone' ? null : candidate.story;
  const facts = [
    edit.at === null ? t('time unknown') : formatMoment(edit.at),
    t(log.formatTitle),
    edit.model ?? t('model unknown'),
    group.candidates.length > 1
      ? t('several edits fit alike: none is chosen')
      : matchText(candidate.match, candidate.share),
  ];
  return [
    `## ${t('Why is line {0} here?', formatCount(group.lines[0] ?? state.from))}`,
    fenced(`${state.file}\n${state.line.trim()}`),
    `### ${t('Edit by an agent')}`,
    fenced(facts.join('\n')),
    ...(story === null ? [] : storyMarkdown(story)),
    ...(group.commit === null
      ? []
      : [`### ${t('Commit')}`, fenced(`${group.commit.id}\n${group.commit.subject}`)]),
  ]
    .join('\n\n')
    .concat('\n');
}

function storyMarkdown(story: EditStory): readonly string[] {
  const { step, said } = story;
  const mark = (sign: string, text: string | null): readonly string[] =>
    text === null || text === ''
      ? []
      : text
          .trimEnd()
          .split('\n')
          .map((l) => `${sign} ${l}`);
  return [
    fenced([...mark('-', story.old), ...mark('+', story.new)].join('\n')),
    ...(step === null
      ? [`### ${t('Reasoning before the edit')}`, hiddenText(story.fidelity, story.hiddenTokens)]
      : [
          `### ${t('Step {0}: {1}', formatCount(step.step + 1), kindLabel(coarseKind(step.kind)))}`,
          fenced(step.text),
          t('The step stands just before the edit. That it is the reason is likely, not recorded.'),
        ]),
    ...(said === null ? [] : [t('What the model said before the edit:'), fenced(said)]),
    `### ${t('Request')}`,
    story.request === '' ? t('no words of the user are recorded') : fenced(story.request),
  ];
}
