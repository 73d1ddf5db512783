import { useState } from 'preact/hooks';
import { coarseKind } from '../../core/steps/kinds';
import type { ShownCandidate, ShownGroup } from '../../protocol/why';
import { Button } from '../ui/button';
import { formatCount, formatDay } from '../ui/format';
import { Icon } from '../ui/icons';
import { kindLabel } from '../ui/kinds';
import { t } from '../ui/l10n';
import { Certainty } from './certainty';
import { Chain } from './chain';
import { CommitLine } from './commitLine';
import { answerMarkdown } from './markdown';
import type { WhyPartProps } from './whyPage';
import { matchText } from './words';

/** What was recorded of the edit, its certainty, the ways on, and the chain back to the request. */
export function Answer({
  group,
  index,
  ...part
}: WhyPartProps & { group: ShownGroup; index: number }) {
  const { host, ask, state } = part;
  const [chosen, setChosen] = useState(0);
  const candidate = group.candidates[chosen] ?? group.candidates[0];
  if (candidate === undefined) return null;
  const many = group.candidates.length;
  const choose = (to: number): void => {
    const next = (to + many) % many;
    setChosen(next);
    ask(host.request('readStory', { group: index, candidate: next }));
  };
  const keys = (event: KeyboardEvent): void => {
    if (!event.altKey || many < 2) return;
    if (event.key === 'ArrowRight') choose(chosen + 1);
    else if (event.key === 'ArrowLeft') choose(chosen - 1);
    else return;
    event.preventDefault();
  };
  const open = (at: 'step' | 'edit' | 'session'): void =>
    ask(host.request('openLog', { group: index, candidate: chosen, at }));
  const step = storyOf(candidate)?.step ?? null;
  const isExact = candidate.match === 'exact' && many === 1;
  return (
    <section onKeyDown={keys}>
      <h1 tabIndex={-1}>{headline(group, candidate)}</h1>
      <Certainty
        of={isExact ? 'full' : 'half'}
        text={
          many > 1
            ? t('several edits fit alike: none is chosen')
            : matchText(candidate.match, candidate.share)
        }
      />
      {many > 1 && <Choice at={chosen} of={many} choose={choose} />}
      <p class="buttons">
        <Button primary onClick={() => open(step === null ? 'edit' : 'step')}>
          {step === null
            ? t('Open the trace at the edit')
            : t('Open the trace at step {0}', formatCount(step.step + 1))}
        </Button>
        {many > 1 ? (
          <Button onClick={() => choose(chosen + 1)}>{t('Next candidate')}</Button>
        ) : (
          <Button onClick={() => open('session')}>{t('Open the session')}</Button>
        )}
        <Button
          onClick={() =>
            ask(host.request('copy', { text: answerMarkdown(state, group, candidate) }))
          }
        >
          {t('Copy as Markdown')}
        </Button>
      </p>
      {candidate.story === null && <p role="status">{t('Reading its session…')}</p>}
      {candidate.story === 'gone' && <p>{t('Its log no longer holds this edit.')}</p>}
      <Chain {...part} group={group} index={index} at={chosen} candidate={candidate} />
      <CommitLine {...part} group={group} index={index} />
      <p class="foot">
        {t(
          'Dashed: the step stands just before the edit. That it is the reason is likely, not recorded.',
        )}
      </p>
    </section>
  );
}

export const storyOf = ({ story }: ShownCandidate) => (story === 'gone' ? null : story);

function headline(group: ShownGroup, candidate: ShownCandidate): string {
  const { at } = candidate.ref.edit;
  if (group.kind === 'several') {
    return t('An agent wrote this line, but {0} edits fit.', formatCount(group.candidates.length));
  }
  const story = storyOf(candidate);
  const day = at === null ? null : formatDay(at);
  if (day === null) return t('An agent wrote this line.');
  if (story === null) return t('An agent wrote this line on {0}.', day);
  if (story.step === null) {
    return story.fidelity === 'none'
      ? t('An agent wrote this line on {0}.', day)
      : t('An agent wrote this line on {0}. Its reasoning is hidden.', day);
  }
  const kind = kindLabel(coarseKind(story.step.kind));
  return t('An agent wrote this line on {0}, after this step: {1}.', day, kind);
}

function Choice({ at, of, choose }: { at: number; of: number; choose: (to: number) => void }) {
  return (
    <div class="choice" role="group" aria-label={t('Possible edits')}>
      <span role="status">{t('{0} of {1}', formatCount(at + 1), formatCount(of))}</span>
      <button
        class="icon-button"
        aria-label={t('Previous candidate')}
        onClick={() => choose(at - 1)}
      >
        <Icon name="back" />
      </button>
      <button class="icon-button" aria-label={t('Next candidate')} onClick={() => choose(at + 1)}>
        <Icon name="chevron" />
      </button>
    </div>
  );
}
