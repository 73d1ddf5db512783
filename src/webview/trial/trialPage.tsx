import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { TrialEdit } from '../../core/trial/edit';
import type { TrialFile } from '../../core/trial/model';
import {
  trialExportKinds,
  trialExportNames,
  type TrialState,
  type UnreadTrial,
} from '../../protocol/trial';
import { Button } from '../ui/button';
import { Failure, type WithFailure } from '../ui/failure';
import { count } from '../ui/figures';
import { t } from '../ui/l10n';
import { Link } from '../ui/link';
import { useStore, type Store } from '../ui/store';
import { After } from './after';
import { Before } from './before';
import { baseName } from './form';
import type { HostActions, TrialActions } from './actions';
import { checkWords, plain } from './names';
import type { TrialMemory } from './memory';
import type { OpenEdits } from './openEdits';
import { Running } from './running';

/** Everything the page shows. */
export interface TrialPageState extends WithFailure {
  readonly trial: TrialState | UnreadTrial;
  /** The file with the edits that the host has not written yet; `null` where there are none. */
  readonly edited: TrialFile | null;
  readonly memory: TrialMemory;
}

interface PageProps {
  readonly store: Store<TrialPageState>;
  readonly actions: HostActions;
  readonly edits: OpenEdits;
}

/** One page, three times: what is planned, how it runs, what it says. */
export function TrialPage(props: PageProps): JSX.Element {
  const state = useStore(props.store);
  const { trial, failure } = state;
  if (trial.trial === null)
    return (
      <main>
        <header>
          <h1>{t('Trial')}</h1>
        </header>
        <section class="decision">
          <h2>{plain(trial.problem.sentence)}</h2>
          <div class="btns">
            <Button onClick={props.actions.openText}>{t('Open as text')}</Button>
          </div>
        </section>
      </main>
    );
  return (
    <main>
      <Failure failure={failure} />
      <Ready {...props} told={trial} shown={state} />
    </main>
  );
}

type Face = 'plan' | 'run' | 'result';

/** What is shown: what was asked for where there is something to see, else as the run stands. */
function faceOf({ phase, calls, verdict }: TrialState, asked: TrialMemory['face']): Face {
  if (phase === 'running' || phase === 'pausing') return 'run';
  if (calls.length === 0 || phase === 'before') return 'plan';
  if (asked === 'plan' || (asked === 'result' && verdict !== null)) return asked;
  return verdict !== null && (phase === 'done' || verdict.decided) ? 'result' : 'run';
}

interface ReadyProps extends PageProps {
  /** What the host has told. */
  readonly told: TrialState;
  readonly shown: TrialPageState;
}

function Ready({ store, edits, told, shown, ...props }: ReadyProps): JSX.Element {
  const { edited, memory } = shown;
  const trial = useMemo(
    () => (edited === null ? told : { ...told, trial: edited }),
    [told, edited],
  );
  const actions = useMemo<TrialActions>(() => {
    const edit = (next: TrialEdit): void => {
      const { trial } = store.get();
      if (trial.trial !== null) edits.edit(trial.trial, next);
    };
    // What was typed last is part of what is started.
    const start = (again: boolean): void => {
      edits.flush();
      props.actions.start(again);
    };
    return { ...props.actions, edit, start };
  }, [props.actions, edits, store]);
  const remember = (change: Partial<TrialMemory>): void =>
    store.set({ memory: { ...store.get().memory, ...change } });
  const face = faceOf(trial, memory.face);
  const show = (face: TrialMemory['face']): void => remember({ face });
  return (
    <>
      <Head trial={trial} face={face} actions={actions} onFace={show} />
      {face === 'plan' && <Before trial={trial} actions={actions} />}
      {face === 'run' && (
        <Running trial={trial} actions={actions} onResult={() => show('result')} />
      )}
      {face === 'result' && trial.verdict !== null && (
        <After
          trial={trial}
          verdict={trial.verdict}
          actions={actions}
          looking={memory}
          onLook={remember}
        />
      )}
    </>
  );
}

interface HeadProps {
  readonly trial: TrialState;
  readonly face: Face;
  readonly actions: TrialActions;
  readonly onFace: (face: TrialMemory['face']) => void;
}

/** What is tried with what, and what may be done with it. */
function Head({ trial, face, actions, onFace }: HeadProps): JSX.Element {
  const { trial: file, calls } = trial;
  const { file: promptFile } = file.prompt;
  const cases = file.cases.length;
  const since = calls.length === 0 ? null : t(cases === 1 ? '1 case' : '{0} cases', count(cases));
  return (
    <header>
      <div class="subject">
        <h1>{face === 'result' ? t('Trial result') : t('Trial')}</h1>
        <p class="quiet">
          {[
            promptFile === null ? trial.name : baseName(promptFile),
            t('check: {0}', checkWords(file.check)),
            since,
            file.repeats === 1 || since === null
              ? null
              : t('each sent {0} times', count(file.repeats)),
          ]
            .filter((part) => part !== null)
            .join(' · ')}
        </p>
      </div>
      <div class="actions quiet" role="group" aria-label={t('Trial actions')}>
        {face === 'result' && (
          <>
            <Link onClick={actions.copyMarkdown}>{t('Copy as Markdown')}</Link>
            <SaveAs actions={actions} />
          </>
        )}
        {face !== 'plan' && calls.length > 0 && (
          <Link onClick={() => onFace('plan')}>{t('Plan')}</Link>
        )}
        {face === 'plan' && calls.length > 0 && (
          <Link onClick={() => onFace('result')}>{t('Result')}</Link>
        )}
        <Link onClick={actions.openText}>{t('As text')}</Link>
        <Link onClick={() => actions.concept('when-to-use-an-lrm')}>{t('How a trial works')}</Link>
      </div>
    </header>
  );
}

/** The forms that a result is saved or handed over in. */
function SaveAs({ actions }: { readonly actions: TrialActions }): JSX.Element {
  return (
    <select
      aria-label={t('Save or hand over as')}
      value=""
      onChange={(event) => {
        const kind = trialExportKinds.find((id) => id === event.currentTarget.value);
        event.currentTarget.value = '';
        if (kind !== undefined) actions.exportAs(kind);
      }}
    >
      <option value="" disabled>
        {t('Save as…')}
      </option>
      {trialExportKinds.map((id) => (
        <option key={id} value={id}>
          {trialExportNames[id]}
        </option>
      ))}
    </select>
  );
}
