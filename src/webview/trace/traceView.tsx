import { Icon } from '../ui/icons';
import { t } from '../ui/l10n';
import { lazyView } from '../ui/lazyView';
import { useMedia } from '../ui/useWidth';
import { goTo } from './actions';
import { Details } from './details';
import { Header, Insights } from './header';
import type { PageState } from './pageState';
import type { TraceSession } from './session';
import { StepList } from './stepList';
import { Structure } from './structure';
import { Timeline } from './timelineView';
import { Toolbar } from './toolbar';
import type { TraceModel } from './traceModel';
import { selectedStep } from './selection';

const Labelling = lazyView(async () => (await import('./labelling')).Labelling);
const Taught = lazyView(async () => (await import('./labelling')).Taught);

interface TraceViewProps {
  readonly session: TraceSession;
  readonly state: PageState;
  readonly model: TraceModel;
}

/** One trace: what is known of it, where its tokens went, and its steps. */
export function TraceView({ session, state, model }: TraceViewProps) {
  const narrow = useMedia('(max-width: 959px)');
  const shown = session.shown();
  const { outline } = model;
  const jump = (step: number): void => {
    goTo(session, step);
    document.querySelector<HTMLElement>('[data-place="steps"]')?.focus();
  };
  return (
    <>
      <Header
        session={session}
        header={outline.header}
        position={{ index: outline.index, count: state.file?.count ?? 1, back: backTo(state) }}
        problems={outline.problems.length}
      />
      <Insights
        insights={outline.insights}
        caution={outline.caution}
        onJump={jump}
        onExplain={(topic) =>
          void session.attempt(() => session.host.request('openConcept', { topic }))
        }
      />
      {outline.labellings.length > 0 && <Labelling session={session} outline={outline} />}
      {outline.taught !== null && <Taught session={session} taught={outline.taught} />}
      <Timeline session={session} model={model} ui={state.ui} shown={shown} />
      <Toolbar session={session} state={state} model={model} />
      <div class="main">
        <div class="list-side">
          {model.count === 0 && <NoSteps fidelity={outline.header.fidelity} />}
          <StepList session={session} state={state} model={model} shown={shown} narrow={narrow} />
        </div>
        {!narrow && (model.count > 0 || state.ui.structure) && (
          <aside class="side" aria-label={state.ui.structure ? t('Structure') : t('Details')}>
            {state.ui.structure ? (
              <Structure model={model} selected={selectedStep(session)} onJump={jump} />
            ) : (
              <Details session={session} state={state} model={model} step={selectedStep(session)} />
            )}
          </aside>
        )}
        {narrow && state.ui.structure && (
          <aside class="side overlay" aria-label={t('Structure')}>
            <button
              type="button"
              class="tool close"
              aria-label={t('Close')}
              onClick={() => session.setUi({ structure: false })}
            >
              <Icon name="close" />
            </button>
            <Structure model={model} selected={selectedStep(session)} onJump={jump} />
          </aside>
        )}
      </div>
    </>
  );
}

/** The name of what a trace is part of. */
function backTo({ file }: PageState): string | null {
  if (file?.isSession === true) return t('Back to the session');
  return (file?.count ?? 1) > 1 ? t('All traces') : null;
}

/** Why there are no steps to show. */
function NoSteps({ fidelity }: { readonly fidelity: TraceModel['outline']['header']['fidelity'] }) {
  const hidden = fidelity === 'hidden' || fidelity === 'redacted';
  return (
    <div class="no-steps">
      {hidden && <Icon name="hidden" />}
      <p>
        {hidden
          ? t(
              'The reasoning of this trace is hidden: the provider billed its tokens but did not give its text. Prompt, answer and numbers are below.',
            )
          : t('This trace holds no reasoning text. What else was recorded is below.')}
      </p>
    </div>
  );
}
