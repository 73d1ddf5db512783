import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { TrialCase } from '../../core/trial/model';
import type { Comparison } from '../../core/trial/verdictModel';
import type { CallTile } from '../../protocol/trial';
import { Button } from '../ui/button';
import { count, money, time } from '../ui/figures';
import { t } from '../ui/l10n';
import { Link } from '../ui/link';
import { useMedia } from '../ui/useWidth';
import type { TrialActions } from './actions';
import { plain } from './names';
import { outcomeWord, Tile } from './outcomes';
import { Parting } from './parting';
import { caseLabel, type Candidate } from './strip';
import { outcomeOf } from './tally';

interface PanelProps {
  readonly number: number;
  readonly item: TrialCase;
  readonly candidates: readonly Candidate[];
  readonly calls: readonly CallTile[];
  readonly comparison: Comparison;
  /** A model judges the answers: a person's word on a sample tells how far it can be trusted. */
  readonly isJudged: boolean;
  readonly actions: TrialActions;
}

/** The selected case: what was asked, what each model said, and the way to the traces. */
export function CasePanel(props: PanelProps): JSX.Element {
  const { number, item, candidates, calls, comparison, actions } = props;
  const own = calls.filter((c) => c.case === item.id);
  return (
    <section class="pick" aria-label={t('Case {0}', count(number))}>
      <div class="top">
        <h3>
          {t('Case {0}', count(number))}: {caseLabel(item)}
        </h3>
        <span class="quiet">
          {[
            item.expected === null
              ? t('no expected answer')
              : t('expected {0}', item.expected.slice(0, 200)),
            ...Object.entries(item.about)
              .slice(0, 3)
              .map(([name, text]) => `${name}: ${text.slice(0, 60)}`),
          ].join(' · ')}
        </span>
      </div>
      <Answers {...props} own={own} />
      <Parting
        id={item.id}
        comparison={comparison}
        candidates={candidates}
        isThere={own.some((c) => c.hasTrace)}
        actions={actions}
      />
      <CaseActs {...props} own={own} />
    </section>
  );
}

interface PartProps extends PanelProps {
  /** The calls of this case. */
  readonly own: readonly CallTile[];
}

/** What each model said, with what it cost. */
function Answers({ number, candidates, own, isJudged, actions }: PartProps): JSX.Element {
  const narrow = useMedia('(max-width: 719px)');
  return (
    <table>
      <caption class="visually-hidden">{t('Answers to case {0}', count(number))}</caption>
      <thead>
        <tr>
          <th scope="col">{t('Model')}</th>
          <th scope="col">{t('Answer')}</th>
          <th scope="col" class="n">
            {t('Reasoning tokens')}
          </th>
          {!narrow && (
            <>
              <th scope="col" class="n">
                {t('Cost')}
              </th>
              <th scope="col" class="n">
                {t('Time')}
              </th>
            </>
          )}
        </tr>
      </thead>
      <tbody>
        {candidates.map(({ id, name, isOwnMachine }, i) =>
          own
            .filter((c) => c.candidate === id)
            .map((call) => (
              <AnswerRow
                key={call.key}
                name={name}
                base={i === 0}
                call={call}
                isOwnMachine={isOwnMachine}
                narrow={narrow}
                onTrace={actions.openTrace}
                onJudge={isJudged ? actions.judge : null}
              />
            )),
        )}
      </tbody>
    </table>
  );
}

/** The way to both traces, and to another expected answer. */
function CaseActs({ item, own, comparison, actions }: PartProps): JSX.Element {
  const [correcting, setCorrecting] = useState(false);
  useEffect(() => setCorrecting(false), [item.id]);
  const isTraced = (candidate: string): boolean =>
    own.some((c) => c.candidate === candidate && c.hasTrace);
  return (
    <div class="acts">
      {isTraced(comparison.baseline) && isTraced(comparison.candidate) && (
        <Link onClick={() => actions.openPair(item.id, comparison.candidate)}>
          {t('Traces side by side')}
        </Link>
      )}
      {correcting ? (
        <Correction
          value={item.expected ?? ''}
          onDone={(text) => {
            setCorrecting(false);
            if (text !== null)
              actions.edit({
                op: 'expected',
                case: item.id,
                expected: text === '' ? null : text,
              });
          }}
        />
      ) : (
        <Link onClick={() => setCorrecting(true)}>{t('The expected answer is wrong…')}</Link>
      )}
    </div>
  );
}

function thought({ reasoningTokens }: CallTile): string {
  if (reasoningTokens === null) return t('unknown');
  return reasoningTokens === 0 ? t('none') : count(reasoningTokens);
}

function costOf({ costUsd }: CallTile, isOwnMachine: boolean): string {
  if (isOwnMachine) return t('no token price');
  return costUsd === null ? t('unknown') : money(costUsd);
}

interface AnswerProps {
  readonly name: string;
  readonly base: boolean;
  readonly call: CallTile;
  readonly isOwnMachine: boolean;
  readonly narrow: boolean;
  readonly onTrace: (key: string) => void;
  /** What a person says of an answer that a model has judged; null where no model judges. */
  readonly onJudge: ((key: string, right: boolean) => void) | null;
}

function AnswerRow(props: AnswerProps): JSX.Element {
  const { name, base, call, isOwnMachine, narrow, onTrace, onJudge } = props;
  const outcome = outcomeOf(call);
  return (
    <tr>
      <th scope="row">
        <Tile outcome={outcome} base={base} />
        {call.hasTrace ? (
          <Link aria-label={t('Trace of {0}', name)} onClick={() => onTrace(call.key)}>
            {name}
          </Link>
        ) : (
          name
        )}
      </th>
      <td class="answer">
        {call.answer === '' ? '–' : call.answer}{' '}
        <span class="quiet">
          {outcomeWord(outcome)}
          {call.why === null ? '' : `: ${plain(call.why)}`}
        </span>
        {onJudge !== null && call.status === 'answered' && (
          <span class="you">
            {t('You say:')}{' '}
            <Link
              aria-label={t('The answer of {0} is right', name)}
              onClick={() => onJudge(call.key, true)}
            >
              {t('right')}
            </Link>{' '}
            <Link
              aria-label={t('The answer of {0} is wrong', name)}
              onClick={() => onJudge(call.key, false)}
            >
              {t('wrong')}
            </Link>
          </span>
        )}
      </td>
      <td class="n">{thought(call)}</td>
      {!narrow && (
        <>
          <td class="n">{costOf(call, isOwnMachine)}</td>
          <td class="n">{call.seconds === null ? '–' : time(call.seconds)}</td>
        </>
      )}
    </tr>
  );
}

/** Another expected answer: the row is counted anew, nothing is sent. Escape gives up. */
function Correction(props: {
  readonly value: string;
  readonly onDone: (text: string | null) => void;
}): JSX.Element {
  const [text, setText] = useState(props.value);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => field.current?.focus(), []);
  return (
    <form
      class="correction"
      onSubmit={(event) => {
        event.preventDefault();
        props.onDone(text);
      }}
    >
      <label>
        {t('Expected answer')}{' '}
        <input
          class="box"
          value={text}
          ref={field}
          onInput={(e) => setText(e.currentTarget.value)}
          onKeyDown={(e) => e.key === 'Escape' && props.onDone(null)}
        />
      </label>
      <Button type="submit">{t('Count again')}</Button>
    </form>
  );
}
