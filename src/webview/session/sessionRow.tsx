import type { ThoughtWords } from '../../core/list/list';
import { coarseKinds, coarseShares } from '../../core/steps/kinds';
import type { ToolCall } from '../../core/model/session';
import { formatCount, formatShare } from '../ui/format';
import { Icon, KindGlyph } from '../ui/icons';
import { KindBar, kindLabel } from '../ui/kinds';
import { t } from '../ui/l10n';
import { plainLine } from '../ui/plainLine';
import { hasReasoning, type SessionLine } from './rows';
import { callMs, type SessionModel } from './sessionModel';
import type { SessionPage } from './sessionPage';
import { traceOf } from './traceOf';
import { reasoningSum, reasoningTokens } from './timeline';
import {
  editSizes,
  eventIcons,
  eventLabel,
  familyIcons,
  familyLabel,
  firstWords,
  moneyCell,
  reasoningText,
  timeCell,
  toolShort,
} from './words';

interface SessionRowProps {
  readonly page: SessionPage;
  readonly model: SessionModel;
  readonly row: SessionLine;
  readonly top: number;
  readonly index: number;
  readonly selected: boolean;
  readonly open: boolean;
}

/** One line of the session: a turn, a call, a tool call, an event, or what the client put beside the words. */
export function SessionRow(props: SessionRowProps) {
  const { page, model, row, top, index, selected, open } = props;
  const folds = foldState(page, model, row);
  return (
    <div
      id={row.id}
      class={classes(model, row)}
      role="row"
      style={{ top: `${top}px` }}
      aria-rowindex={index}
      aria-level={row.kind === 'turn' ? 1 : row.kind === 'tool' ? 3 : 2}
      aria-selected={selected}
      {...(folds === null ? {} : { 'aria-expanded': folds })}
      onClick={() => page.select(row.id, { open: selected ? !open : page.ui.open })}
      onDblClick={() => {
        if (row.kind === 'call') page.open(row.call);
      }}
    >
      <Cells {...props} folds={folds} />
    </div>
  );
}

/** Whether a line that folds is unfolded; `null` for one that does not. */
function foldState(
  { ui }: SessionPage,
  { session }: SessionModel,
  row: SessionLine,
): boolean | null {
  if (row.kind === 'turn') return !ui.foldedTurns.includes(row.turn);
  if (row.kind !== 'call' || session.calls[row.call]!.tools.length === 0) return null;
  return ui.openCalls.includes(row.call);
}

function classes(model: SessionModel, row: SessionLine): string {
  const found = ['row', 'session-row', `session-${row.kind}`];
  if (row.kind === 'call' || row.kind === 'tool') {
    if (model.depthOf[row.call]! > 0) found.push('nested');
    if (row.kind === 'call' && isLoop(model, row.call)) found.push('marked');
  }
  return found.join(' ');
}

const LOOPS: ReadonlySet<string> = new Set(['failing-command', 'undone-edit']);

/** Part of something that went round: the finding tells which. */
function isLoop({ findings, findingAt }: SessionModel, call: number): boolean {
  const finding = findingAt.get(call);
  return finding !== undefined && LOOPS.has(findings[finding]!.rule);
}

function Cells(props: SessionRowProps & { readonly folds: boolean | null }) {
  switch (props.row.kind) {
    case 'turn':
      return <TurnCells {...props} turn={props.row.turn} />;
    case 'call':
      return <CallCells {...props} call={props.row.call} />;
    case 'tool':
      return <ToolCells {...props} tool={props.row.tool} />;
    case 'event':
      return <EventCells {...props} event={props.row.event} />;
    case 'injected':
      return <InjectedCells {...props} turn={props.row.turn} />;
  }
}

type CellProps = SessionRowProps & { readonly folds: boolean | null };

function Chevron({ page, row, folds }: CellProps) {
  if (folds === null) return <span class="chevron-room" />;
  return (
    <span
      class={folds ? 'chevron open' : 'chevron'}
      onClick={(event) => {
        page.select(row.id);
        page.fold(row);
        event.stopPropagation();
      }}
    >
      <Icon name="chevron" />
    </span>
  );
}

function TurnCells(props: CellProps & { readonly turn: number }) {
  const { session } = props.model;
  const turn = session.turns[props.turn]!;
  const own = turn.calls.map((call) => session.calls[call]!);
  const { figures: f } = turn;
  return (
    <>
      <span class="no" role="gridcell">
        <Chevron {...props} />
      </span>
      <span class="did words" role="gridcell" title={firstWords(turn.prompt, 600)}>
        <Icon name="person" />
        <b>{turn.prompt === '' ? t('(before the first message)') : firstWords(turn.prompt)}</b>
        <span class="muted small-note">
          {f.calls === 1 ? t('1 call') : t('{0} calls', formatCount(f.calls))}
          {f.errors > 0 && `, ${t('{0} failed', formatCount(f.errors))}`}
        </span>
      </span>
      <span class="number reasoning" role="gridcell">
        {reasoningText(reasoningSum(session, own))}
      </span>
      <span class="number usd" role="gridcell">
        <b>{moneyCell(f.money)}</b>
      </span>
      <span class="number seconds" role="gridcell">
        {timeCell(turn.durationMs)}
      </span>
    </>
  );
}

/** At most so many tools stand in a call's line. */
const MAX_CHIPS = 2;
/** What the model said; where it said nothing, what it thought, quoted, with the glyph of the thought's kind. */
function SaidOrThought(props: {
  readonly said: string | null;
  readonly thought: ThoughtWords | null;
}) {
  const { said, thought } = props;
  if (said !== null || thought === null) {
    return (
      <span class="said" role="gridcell" title={said ?? ''}>
        {said === null ? '' : plainLine(firstWords(said))}
      </span>
    );
  }
  const { kind, words } = thought;
  return (
    <span class="said thought muted" role="gridcell" title={`${kindLabel(kind)}: ${words}`}>
      <KindGlyph kind={kind} />
      <span class="visually-hidden">{t('Thought, {0}:', kindLabel(kind))}</span> “
      {plainLine(firstWords(words))}”
    </span>
  );
}

/** A call of this share of the money stands out. */
const HEAVY = 0.09;

function CallCells(props: CellProps & { readonly call: number }) {
  const { page, model, call } = props;
  const { session } = model;
  const facts = session.calls[call]!;
  const own = facts.tools.map((tool) => session.tools[tool]!);
  const whole = session.figures.money.usd ?? 0;
  const heavy = whole > 0 && (facts.money.usd ?? 0) > HEAVY * whole;
  const trace = traceOf(session, facts);
  const shares = page.context.kindsOf(trace);
  const cost = moneyCell(facts.money);
  return (
    <>
      <span class="no" role="gridcell">
        {model.labels[call]}
        <Chevron {...props} />
      </span>
      <span class="did" role="gridcell">
        {facts.hitLimit && (
          <span class="chip warn">
            <Icon name="cut" />
            {t('cut at the output limit')}
          </span>
        )}
        {byWeight(own)
          .slice(0, MAX_CHIPS)
          .map((tool, i) => (
            <Chip key={i} tool={tool} />
          ))}
        {own.length > MAX_CHIPS && <span class="muted">+{own.length - MAX_CHIPS}</span>}
        {own.length === 0 && !facts.hitLimit && (
          <span class="chip">
            <Icon name="say" />
            {facts.said === null ? t('no answer') : t('answered')}
          </span>
        )}
      </span>
      <SaidOrThought said={facts.said} thought={page.context.thoughtOf(trace)} />
      <span class="kinds-cell" role="gridcell">
        {hasReasoning(facts) && (
          <>
            <KindBar shares={shares} pending={shares === null} />
            {shares !== null && <span class="visually-hidden">{kindWords(shares)}</span>}
          </>
        )}
      </span>
      <span class="number reasoning" role="gridcell">
        {reasoningText(reasoningTokens(session, facts))}
      </span>
      <span class="number usd" role="gridcell">
        {heavy ? <b>{cost}</b> : cost}
      </span>
      <span class="number seconds" role="gridcell">
        {timeCell(callMs(session, facts))}
      </span>
    </>
  );
}

/** The bar in words: "work 60 %, check 12 %". */
function kindWords(shares: readonly number[]): string {
  return coarseShares(shares)
    .flatMap((share, k) =>
      share < 0.005 ? [] : [`${kindLabel(coarseKinds[k]!)} ${formatShare(share)}`],
    )
    .join(', ');
}

/** Failures and edits first: they are what a reader looks for. */
function byWeight(tools: readonly ToolCall[]): readonly ToolCall[] {
  const weight = (tool: ToolCall): number =>
    tool.result?.failed === true ? 0 : tool.family === 'edit' ? 1 : 2;
  return [...tools].sort((a, b) => weight(a) - weight(b));
}

function Chip({ tool }: { readonly tool: ToolCall }) {
  const failed = tool.result?.failed === true;
  return (
    <span class="chip" title={`${tool.name}: ${tool.summary}`}>
      <Icon name={familyIcons[tool.family]} />
      <span class="visually-hidden">{familyLabel(tool.family)}</span>
      <span class="chip-text">{toolShort(tool)}</span>
      {editSizes(tool) !== '' && <span class="muted small-note">{editSizes(tool)}</span>}
      {failed && (
        <span class="bad">
          <Icon name="close" class="small" />
          <span class="visually-hidden">{t('failed')}</span>
        </span>
      )}
    </span>
  );
}

function ToolCells({ model, tool }: CellProps & { readonly tool: number }) {
  const facts = model.session.tools[tool]!;
  return (
    <>
      <span class="no" role="gridcell" />
      <span class="did" role="gridcell" title={`${facts.name}: ${facts.summary}`}>
        <Icon name={familyIcons[facts.family]} />
        <b class="tool-name">{facts.name}</b>
        <span class="chip-text">{facts.summary}</span>
        <span class="muted small-note">{editSizes(facts)}</span>
      </span>
      <span class="said" role="gridcell" title={facts.result?.preview ?? ''}>
        {facts.result?.failed === true && (
          <span class="bad">
            <Icon name="close" class="small" /> <span class="visually-hidden">{t('failed')}</span>
          </span>
        )}
        {facts.result === null ? (
          <span class="muted">{t('no result recorded')}</span>
        ) : (
          firstWords(facts.result.preview)
        )}
      </span>
      <span class="kinds-cell" role="gridcell" />
      <span class="number reasoning" role="gridcell" />
      <span class="number usd" role="gridcell" />
      <span class="number seconds" role="gridcell">
        {timeCell(facts.durationMs)}
      </span>
    </>
  );
}

function EventCells({ model, event }: CellProps & { readonly event: number }) {
  const facts = model.session.events[event]!;
  return (
    <>
      <span class="no" role="gridcell" />
      <span class="did wide muted" role="gridcell" title={facts.text}>
        <Icon name={eventIcons[facts.kind]} /> {eventLabel(facts)}
        {facts.text !== '' && `: ${facts.text}`}
      </span>
    </>
  );
}

function InjectedCells({ model, turn }: CellProps & { readonly turn: number }) {
  const { injected } = model.session.turns[turn]!;
  const chars = injected.reduce((sum, one) => sum + one.chars, 0);
  return (
    <>
      <span class="no" role="gridcell" />
      <span class="did wide muted" role="gridcell">
        <Icon name="note" />{' '}
        {injected.length === 1
          ? t('1 addition of the client, {0} characters', formatCount(chars))
          : t(
              '{0} additions of the client, {1} characters',
              formatCount(injected.length),
              formatCount(chars),
            )}
      </span>
    </>
  );
}
