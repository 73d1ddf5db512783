import type { JSX } from 'preact';
import type { TrialPlan } from '../../core/trial/planModel';
import { Button } from '../ui/button';
import { Disclosure } from '../ui/disclosure';
import { count, money, time } from '../ui/figures';
import { pageVoice } from '../ui/format';
import { t } from '../ui/l10n';
import { Link } from '../ui/link';
import { Rich } from '../ui/rich';
import { CasesRow } from './casesRow';
import { CheckRow } from './checkRow';
import { baseName, problemsAt, type FormProps } from './form';
import { ModelsRow } from './modelsRow';
import { FormRow, Problems } from './parts';
import { modelName, richSpread, spreadTime } from './names';
import { BudgetRow } from './budgetRow';

/** Before anything is sent: rows of a form in the order of thought, and one button. */
export function Before(props: FormProps): JSX.Element {
  return (
    <>
      <Question {...props} />
      <div class="form">
        <PromptRow {...props} />
        <CasesRow {...props} />
        <CheckRow {...props} />
        <ModelsRow {...props} />
        <BudgetRow {...props} />
        <ShowsRow {...props} />
        <StartRow {...props} />
      </div>
    </>
  );
}

function Question({ trial: { trial, plan } }: FormProps): JSX.Element {
  const cases = plan?.cases ?? trial.cases.length;
  return (
    <section class="decision" aria-labelledby="question">
      <h2 id="question">
        {cases === 0
          ? t('Which model should this prompt use? Measure it on your own examples.')
          : t(
              'Which model should this prompt use? Measure it on {0} of your own examples.',
              count(cases),
            )}
      </h2>
      <p aria-live="polite">
        {plan === null ? (
          t('Counting tokens…')
        ) : plan.calls === 0 ? (
          t('Nothing is sent until you start.')
        ) : (
          <Rich text={planText(plan)} />
        )}
      </p>
    </section>
  );
}

/** What the calls that are left come to. */
function planText({ calls, costUsd, seconds }: TrialPlan): string {
  if (costUsd?.high === 0 && seconds === null)
    return t(
      '**{0} calls** that nobody bills; how long they take is not known. Nothing is sent until you start.',
      count(calls),
    );
  if (costUsd?.high === 0)
    return t(
      '**{0} calls** that nobody bills, about {1}. Nothing is sent until you start.',
      count(calls),
      spreadTime(seconds),
    );
  if (seconds === null)
    return t(
      '**{0} calls**, about {1}; how long they take is not known. Nothing is sent until you start.',
      count(calls),
      richSpread(costUsd),
    );
  return t(
    '**{0} calls**, about {1} and {2}. Nothing is sent until you start.',
    count(calls),
    richSpread(costUsd),
    spreadTime(seconds),
  );
}

function PromptRow({ trial, actions }: FormProps): JSX.Element {
  const { prompt, cases } = trial.trial;
  const text = prompt.messages.map((m) => m.text).join('\n\n');
  const unfilled = (hole: string): boolean =>
    cases.length > 0 && cases.every((c) => (c.values[hole] ?? '') === '');
  return (
    <FormRow id="prompt" title={t('Prompt')}>
      <div class="line">
        {prompt.file === null ? (
          <span>{t('typed here')}</span>
        ) : (
          <Link onClick={actions.openPrompt}>{baseName(prompt.file)}</Link>
        )}
        <span class="quiet">
          {prompt.messages.length === 1
            ? t('{0} characters before the blanks are filled', count(text.length))
            : t(
                '{0} messages, {1} characters before the blanks are filled',
                count(prompt.messages.length),
                count(text.length),
              )}
        </span>
        <Link onClick={actions.pickPrompt}>{t('Choose…')}</Link>
      </div>
      {prompt.holes.length > 0 && (
        <p class="quiet holes">
          {t('Filled from the cases:')}{' '}
          {prompt.holes.map((hole) => (
            <span key={hole} class={unfilled(hole) ? 'hole unfilled' : 'hole'}>
              <code>{`{${hole}}`}</code> {unfilled(hole) ? t('no column') : ''}
            </span>
          ))}
        </p>
      )}
      <Disclosure class="prompt-text" title={t('The text that is sent')}>
        <div>
          {prompt.messages.map((message, i) => (
            <figure key={i}>
              <figcaption class="quiet">{message.role}</figcaption>
              <pre tabIndex={0}>{message.text.slice(0, 20_000)}</pre>
            </figure>
          ))}
        </div>
      </Disclosure>
      <Problems problems={problemsAt(trial, 'prompt')} />
    </FormRow>
  );
}

function ShowsRow({ trial: { plan, trial: file } }: FormProps): JSX.Element | null {
  if (plan === null || plan.cases === 0) return null;
  const n = plan.cases;
  const needed = Math.ceil(plan.detectable * n);
  return (
    <FormRow id="shows" title={t('What {0} can show', count(n))}>
      <p>
        <Rich
          text={t(
            'A difference of about **{0} right answers** of {1} or more, 8 times in 10.',
            count(Math.max(1, needed)),
            count(n),
          )}
        />
      </p>
      <p class="quiet">
        {t(
          'Planned before the run: differences below {0} count as none. Looking while it runs does not turn luck into proof: the limits allow for it.',
          pageVoice().share(file.usefulDifference),
        )}
      </p>
    </FormRow>
  );
}

function StartRow({ trial, actions }: FormProps): JSX.Element {
  const { plan, trial: file, problems } = trial;
  const blocking = problems.find((p) => p.blocks);
  const hosts = [...new Set((plan?.models ?? []).map((m) => m.host))];
  const left = (plan?.models ?? []).filter((m) => m.calls === 0).map((m) => m.choice);
  const ready = plan !== null && blocking === undefined && plan.calls > 0;
  return (
    <FormRow id="start" title={t('Start')}>
      <div class="go">
        <Button
          primary
          big
          disabled={!ready}
          aria-describedby="start-note"
          onClick={() => actions.start(false)}
        >
          {plan === null || plan.calls === 0
            ? t('Start')
            : t('Start {0} calls…', count(plan.calls))}
        </Button>
        <div id="start-note" class="quiet">
          {blocking !== undefined ? (
            <Problems problems={[blocking]} />
          ) : (
            <>
              {hosts.length > 0 && (
                <p>{t('Row texts and the prompt go to {0}.', hosts.join(', '))}</p>
              )}
              {left.length > 0 && plan !== null && plan.done > 0 && (
                <p>{t('Measured already: {0}.', left.map(modelName).join(', '))}</p>
              )}
              <p>{t('Answers and reasoning are saved beside this file. Keys never are.')}</p>
              {file.budgetUsd !== null && (
                <p>{t('It stops at {0}, reasoning included.', money(file.budgetUsd))}</p>
              )}
              {plan?.seconds && (
                <p>
                  {t(
                    'Between {0} and {1}; you can pause at any time.',
                    time(plan.seconds.low),
                    time(plan.seconds.high),
                  )}
                </p>
              )}
            </>
          )}
        </div>
      </div>
    </FormRow>
  );
}
