import { coarseKinds } from '../../core/steps/kinds';
import { formatCount, formatShort, pageVoice } from '../ui/format';
import { FindBox } from '../ui/findBox';
import { KindGlyph, type IconName } from '../ui/icons';
import { t } from '../ui/l10n';
import { traceActions, type TraceAction } from '../../protocol/traceActions';
import { runAction } from './actions';
import type { PageState } from './pageState';
import type { TraceSession } from './session';
import type { TraceModel } from './traceModel';
import { speeds } from './ui';
import { kindLabel } from '../ui/kinds';
import { ToolButton } from '../ui/toolButton';

interface ToolbarProps {
  readonly session: TraceSession;
  readonly state: PageState;
  readonly model: TraceModel;
}

/** Find, the kinds as filters (they are the legend too), playback, and what can be done with the whole trace. */
export function Toolbar({ session, state, model }: ToolbarProps) {
  const { ui } = state;
  return (
    <div class="toolbar" role="toolbar" aria-label={t('Steps')}>
      {model.count > 0 && <StepTools session={session} state={state} model={model} />}
      <span class="spacer" />
      <div class="tools last">
        {model.count > 0 && <Tool session={session} action="labelWithModel" icon="label" />}
        <Tool session={session} action="toggleStructure" icon="tree" pressed={ui.structure} />
        <Tool session={session} action="compare" icon="compare" />
        <Tool session={session} action="exportTrace" icon="export" />
        <Tool
          session={session}
          action="toggleFollow"
          icon="follow"
          pressed={state.file?.following ?? false}
        />
        <Tool session={session} action="showKeys" icon="help" />
      </div>
    </div>
  );
}

/** What needs steps: find, filters, playback. */
function StepTools({ session, state, model }: ToolbarProps) {
  return (
    <>
      <StepFindBox session={session} state={state} />
      <KindFilter session={session} ui={state.ui} model={model} />
      <span class="visually-hidden" role="status">
        {problemOf(state.hits)}
      </span>
      <span class="spacer" />
      <Playback session={session} state={state} model={model} />
    </>
  );
}

/** The kinds that are shown, each a switch with its number of steps. */
function KindFilter({
  session,
  ui,
  model,
}: Pick<ToolbarProps, 'session' | 'model'> & { readonly ui: PageState['ui'] }) {
  return (
    <div class="kinds" role="group" aria-label={t('Kinds')}>
      {coarseKinds.map((kind, k) => {
        const count = model.kindCounts[k]!;
        if (kind === 'other' && count === 0) return null;
        const on = !ui.kindsOff.includes(k);
        const label = kindLabel(kind);
        return (
          <button
            type="button"
            key={kind}
            class="kind-filter"
            aria-pressed={on}
            title={label}
            data-vscode-context={JSON.stringify({ webviewSection: 'kind', lrmKind: kind })}
            onClick={(event) => {
              // With Alt only this kind, as in a legend.
              const others = coarseKinds.map((_, i) => i).filter((i) => i !== k);
              const alone = event.altKey && ui.kindsOff.length !== others.length;
              session.setUi({
                kindsOff: alone
                  ? others
                  : event.altKey
                    ? []
                    : on
                      ? [...ui.kindsOff, k]
                      : ui.kindsOff.filter((i) => i !== k),
              });
            }}
          >
            <KindGlyph kind={kind} />
            <span class="label">{label}</span>
            <span class="count">{formatShort(count)}</span>
            <span class="visually-hidden">{t('steps')}</span>
          </button>
        );
      })}
      {model.outline.answer.firstConcluded !== null && (
        <button
          type="button"
          class="kind-filter boxed"
          aria-pressed={ui.afterAnswer}
          onClick={() => runAction(session, 'afterAnswer')}
        >
          {t('after answer')}
        </button>
      )}
    </div>
  );
}

function Playback({ session, state: { ui, playing }, model }: ToolbarProps) {
  const speed = ui.speed === 0 ? t('recorded') : `${ui.speed}×`;
  return (
    <div class="tools" role="group" aria-label={t('Playback')}>
      <Tool session={session} action="previousStep" icon="previous" />
      <Tool session={session} action="play" icon={playing ? 'pause' : 'play'} pressed={playing} />
      <Tool session={session} action="nextStep" icon="next" />
      <button
        type="button"
        class="tool speed"
        aria-label={t('Speed {0}', speed)}
        title={t('Speed')}
        onClick={() => {
          const usable = speeds.filter((s) => s !== 0 || model.secondsBefore !== null);
          const at = usable.findIndex((s) => s === ui.speed);
          session.setUi({ speed: usable[(at + 1) % usable.length] ?? 1 });
        }}
      >
        {speed}
      </button>
    </div>
  );
}

interface ToolProps {
  readonly session: TraceSession;
  readonly action: TraceAction;
  readonly icon: IconName;
  readonly pressed?: boolean;
}

/** A button for an action, named and with its default key like VS Code's own. */
export function Tool({ session, action, icon, pressed }: ToolProps) {
  const { title, key } = traceActions[action];
  return (
    <ToolButton
      name={t(title)}
      icon={icon}
      keys={key}
      {...(pressed === undefined ? {} : { pressed })}
      onClick={() => runAction(session, action)}
    />
  );
}

/** Why the search found nothing, or not everything. */
const problemOf = (hits: PageState['hits']): string | null =>
  hits?.problem ? pageVoice().words(hits.problem) : null;

function StepFindBox({ session, state }: Pick<ToolbarProps, 'session' | 'state'>) {
  const { ui, hits } = state;
  const problem = problemOf(hits);
  const n = hits?.steps.length ?? null;
  const found = problem ?? (n === null ? '' : t(n === 1 ? '1 step' : '{0} steps', formatCount(n)));
  return (
    <FindBox
      label={t('Find in steps')}
      query={ui.query}
      found={ui.query === '' ? '' : found}
      invalid={problem !== null}
      onInput={(query) => session.setQuery(query)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') {
          runAction(session, event.shiftKey ? 'previousHit' : 'nextHit');
          event.preventDefault();
        } else if (event.altKey && event.key.toLowerCase() === 'r') {
          // Here at once: VS Code opens its Run menu with this key while it does not know that the page has the keyboard.
          runAction(session, 'findRegex');
          event.preventDefault();
          event.stopPropagation();
        } else if (event.key === 'Escape') {
          session.setQuery('');
          document.querySelector<HTMLElement>('[data-place="steps"]')?.focus();
        } else if (event.key === 'ArrowDown') {
          document.querySelector<HTMLElement>('[data-place="steps"]')?.focus();
          event.preventDefault();
        }
      }}
    >
      <button
        type="button"
        class="option"
        aria-pressed={ui.matchCase}
        aria-label={t('Match case')}
        title={t('Match case')}
        onClick={() => {
          session.setUi({ matchCase: !ui.matchCase });
          void session.search();
        }}
      >
        Aa
      </button>
      <button
        type="button"
        class="option"
        aria-pressed={ui.regex}
        aria-label={t('Regular expression')}
        title={t('Regular expression')}
        onClick={() => runAction(session, 'findRegex')}
      >
        .*
      </button>
    </FindBox>
  );
}
