import type { ComponentChildren } from 'preact';
import type { TestRun, ToolBefore, TriedEdit } from '../../core/why/around';
import type { EditStory, NearStep } from '../../core/why/story';
import { coarseKind } from '../../core/steps/kinds';
import type { ShownCandidate, ShownGroup } from '../../protocol/why';
import { formatCount, formatSeconds } from '../ui/format';
import { Icon, KindGlyph, type IconName } from '../ui/icons';
import { kindLabel } from '../ui/kinds';
import { t } from '../ui/l10n';
import { Link } from '../ui/link';
import { Diff } from './diff';
import type { WhyPartProps } from './whyPage';
import { addedWords, formatMoment, hiddenText } from './words';
import { Disclosure } from '../ui/disclosure';

interface Props extends WhyPartProps {
  readonly group: ShownGroup;
  readonly index: number;
  readonly at: number;
  readonly candidate: ShownCandidate;
}

/** From the line back to the words of the user: line, edit, step, request; then what was tried before and the tests after. */
export function Chain(props: Props) {
  const { state, group, candidate, host, ask, index, at } = props;
  const story = candidate.story === 'gone' ? null : candidate.story;
  const { edit, log } = candidate.ref;
  const facts = [
    edit.at === null ? t('time unknown') : formatMoment(edit.at),
    t(log.formatTitle),
    edit.model ?? t('model unknown'),
  ];
  const lines =
    group.lines.length > 1
      ? t('{0} lines', formatCount(group.lines.length))
      : t('Line {0}', formatCount(group.lines[0] ?? state.from));
  return (
    <ol class="chain">
      <ChainLink icon="list" title={lines} meta={state.file}>
        {group.lines[0] === state.from && <p class="code">{state.line.trim()}</p>}
      </ChainLink>
      <ChainLink icon="pencil" title={t('Edit by an agent')} meta={facts.join(' · ')} loose>
        <p class="quiet">
          {edit.path}
          {story !== null &&
            story.edits > 1 &&
            ` · ${t('edit {0} of {1} in this turn', formatCount(story.nth + 1), formatCount(story.edits))}`}
        </p>
        {story !== null && (
          <>
            <Diff story={story} asked={state.line} />
            <p class="more">
              <Link onClick={() => ask(host.request('openDiff', { group: index, candidate: at }))}>
                {t('Open the edit as a diff')}
              </Link>
            </p>
          </>
        )}
      </ChainLink>
      {story !== null && <Thought {...props} story={story} />}
      {story !== null && (
        <ChainLink
          icon="say"
          title={t('Request')}
          meta={
            t('turn {0}', formatCount(story.turn + 1)) +
            (story.requestAt === null ? '' : `, ${formatMoment(story.requestAt)}`)
          }
        >
          <blockquote>
            {story.request === ''
              ? t('no words of the user are recorded')
              : story.request.slice(0, 2000)}
          </blockquote>
        </ChainLink>
      )}
      {story !== null && story.tried.length > 0 && <Tried tried={story.tried} />}
      {story !== null && story.tests.length > 0 && <Tests tests={story.tests} />}
    </ol>
  );
}

function ChainLink({
  icon,
  title,
  meta,
  loose = false,
  children,
}: {
  icon: IconName | { readonly kind: NearStep['kind'] };
  title: string;
  meta: string;
  loose?: boolean;
  children: ComponentChildren;
}) {
  return (
    <li class={loose ? 'loose' : ''}>
      <span class="node">
        {typeof icon === 'string' ? (
          <Icon name={icon} />
        ) : (
          <KindGlyph kind={coarseKind(icon.kind)} />
        )}
      </span>
      <h2>
        {title} <span class="quiet">{meta}</span>
      </h2>
      {children}
    </li>
  );
}

function Thought({ story, host, ask, index, at }: Props & { story: EditStory }) {
  const { step, before, after, said, fidelity } = story;
  if (step === null) {
    return (
      <ChainLink icon="hidden" title={t('Reasoning before the edit')} meta="">
        <p>{hiddenText(fidelity, story.hiddenTokens)}</p>
        {said !== null && (
          <>
            <p class="quiet">{t('What the model said before the edit:')}</p>
            <blockquote>{said}</blockquote>
          </>
        )}
        <ToolsBefore tools={story.toolsBefore} />
      </ChainLink>
    );
  }
  const open = (where: 'step' | 'before' | 'after'): void =>
    ask(host.request('openLog', { group: index, candidate: at, at: where }));
  const meta = [
    t('of {0}, the last before the edit', formatCount(step.of)),
    ...(story.secondsAfterStep === null
      ? []
      : [t('{0} earlier', formatSeconds(story.secondsAfterStep))]),
    ...(story.toolsBetween === 0
      ? []
      : [t('{0} tool calls between', formatCount(story.toolsBetween))]),
  ];
  const words = addedWords(story);
  return (
    <ChainLink icon={{ kind: step.kind }} title={stepName(step)} meta={meta.join(', ')}>
      {fidelity === 'summary' && (
        <p class="quiet">{t('From the provider’s summary, which is not the reasoning itself.')}</p>
      )}
      <Quote step={step} words={words} />
      {wordsIn(step).some((word) => words.has(word)) && (
        <p class="quiet">{t('Underlined: words that this edit added')}</p>
      )}
      {[before, after].map(
        (near, i) =>
          near !== null && (
            <Disclosure
              key={i}
              title={
                <>
                  {i === 0 ? t('The step before:') : t('The step after:')} {stepName(near)}
                </>
              }
            >
              <Quote step={near} words={new Set()} />
              <p class="more">
                <Link onClick={() => open(i === 0 ? 'before' : 'after')}>
                  {t('Open the trace at step {0}', formatCount(near.step + 1))}
                </Link>
              </p>
            </Disclosure>
          ),
      )}
    </ChainLink>
  );
}

const stepName = (step: NearStep): string =>
  t('Step {0}: {1}', formatCount(step.step + 1), kindLabel(coarseKind(step.kind)));

/** Words and what stands between them, in turn. */
const wordsIn = ({ text }: NearStep): readonly string[] => text.split(/([\p{L}\p{N}_$]{3,})/u);

function Quote({ step, words }: { step: NearStep; words: ReadonlySet<string> }) {
  const parts = wordsIn(step);
  return (
    <blockquote>
      {parts.map((part, i) => (words.has(part) ? <mark key={i}>{part}</mark> : part))}
      {step.cut > 0 && ' …'}
    </blockquote>
  );
}

function ToolsBefore({ tools }: { tools: readonly ToolBefore[] }) {
  if (tools.length === 0) return null;
  return (
    <>
      <p class="quiet">{t('Its last tool calls before the edit:')}</p>
      <ul class="plain">
        {tools.map(({ tool, name, summary, failed }) => (
          <li key={tool}>
            {name} <span class="code">{summary}</span>{' '}
            {failed && <span class="quiet">{t('failed')}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}

function Tried({ tried }: { tried: readonly TriedEdit[] }) {
  const outcome = {
    failed: t('failed'),
    refused: t('refused'),
    replaced: t('replaced by this edit'),
  };
  return (
    <ChainLink icon="undo" title={t('Tried before in this file')} meta={formatCount(tried.length)}>
      <ul class="plain">
        {tried.map((edit) => (
          <li key={edit.tool}>
            {outcome[edit.outcome]}{' '}
            <span class="quiet">{edit.at === null ? '' : formatMoment(edit.at)}</span>
            <span class="quiet below">{edit.said}</span>
          </li>
        ))}
      </ul>
    </ChainLink>
  );
}

function Tests({ tests }: { tests: readonly TestRun[] }) {
  return (
    <ChainLink icon="terminal" title={t('Tests after the edit')} meta={formatCount(tests.length)}>
      <ul class="plain">
        {tests.map((run) => (
          <li key={run.tool}>
            <span class="code">{run.command}</span>{' '}
            <span class="quiet">
              {run.passed === null
                ? t('no result recorded')
                : run.passed
                  ? t('passed')
                  : t('failed')}
            </span>
          </li>
        ))}
      </ul>
    </ChainLink>
  );
}
