import type { ThoughtWords } from '../../core/list/list';
import type { Edit } from '../../core/model/session';
import type { TracesFound } from '../../protocol/sessionData';
import type { TraceOutline } from '../../protocol/traceData';
import { t } from '../ui/l10n';
import { formatCount } from '../ui/format';
import { reveal, zoomAbout } from '../ui/zoom';
import { callId, nextRow, shownRows, turnId, type SessionLine, type ShownLines } from './rows';
import { costliest, failedCall, type SessionModel } from './sessionModel';
import { SessionPages, type SessionOrigin } from './sessionPages';
import type { SessionUi, CallUnit } from './sessionUi';
import { scaleOf, usableUnits } from './timeline';
import { traceOf, type TraceOf } from './traceOf';
import { WholeText } from './wholeText';

/** A text as the worker gives it: `cut` when it is longer. */
export interface TextOf {
  readonly text: string;
  readonly cut: boolean;
}

/** What the session page asks of the page that it is a view of. */
export interface SessionContext extends SessionOrigin {
  readonly ui: () => SessionUi;
  readonly setUi: (patch: Partial<SessionUi>) => void;
  /** Something came: draw again. */
  readonly arrived: () => void;
  /** Says what the page shows anyhow. */
  readonly say: (said: string) => void;
  /** Says and shows what nothing else on the page does. */
  readonly tell: (said: string) => void;
  /** The traces that hold these words anywhere in their texts. */
  readonly holding: (words: string, signal: AbortSignal) => Promise<readonly TracesFound[]>;
  /** Opens a trace, that of a sub-agent's file in its own editor. */
  readonly openTrace: (of: TraceOf, step?: number) => void;
  readonly outline: (of: TraceOf) => Promise<TraceOutline | null>;
  /** A segment of a trace, or a message of its prompt. */
  readonly segment: (of: TraceOf, segment: number) => Promise<TextOf | null>;
  /** Shares of the kinds of a trace's reasoning; `null` while it is not labelled. */
  readonly kindsOf: (of: TraceOf) => readonly number[] | null;
  /** What a call concluded or rethought last, else its last thought; `null` while it is not labelled. */
  readonly thoughtOf: (of: TraceOf) => ThoughtWords | null;
  readonly reveal: (of: TraceOf, segment: number) => void;
  /** Opens the file of an edit, made `at`, where its lines are today. */
  readonly openEdit: (edit: Edit, folder: string | null, at: number | null) => void;
  /** How much of an edit still stands in its file, in words; `null` where that is in none of the open folders. */
  readonly editStanding: (
    edit: Edit,
    folder: string | null,
    at: number | null,
  ) => Promise<string | null>;
  /** The file is still being read: what comes is not news. */
  readonly reading: () => boolean;
  readonly setFollowing: (following: boolean) => void;
  /** Opens the concept page about something that is shown. */
  readonly explain: (topic: string) => void;
  readonly compare: () => void;
  readonly exportSession: () => void;
  readonly showHelp: () => void;
}

/** The session's data and what can be done with them; views read the model and call the methods. */
export class SessionPage {
  readonly pages: SessionPages;
  #shown: { readonly for: readonly unknown[]; readonly shown: ShownLines } | null = null;
  #below = 0;
  readonly #text: WholeText;

  constructor(readonly context: SessionContext) {
    this.pages = new SessionPages(context);
    this.#text = new WholeText(context.holding, context.arrived);
  }

  get model(): SessionModel | null {
    return this.pages.model;
  }

  get ui(): SessionUi {
    return this.context.ui();
  }

  /** Calls that came while the user was elsewhere. */
  get below(): number {
    return this.#below;
  }

  /** Reads the session; who stood at its end stays there, others are told how much is new. */
  async load(): Promise<void> {
    const before = this.model;
    const wasAtEnd = before !== null && this.#atEnd();
    await this.pages.load();
    const { model } = this;
    if (model === null || model === before) return;
    const added =
      before === null || this.context.reading() ? 0 : model.order.length - before.order.length;
    if (before === null) {
      if (!this.shown().at.has(this.ui.selected)) this.select(this.shown().rows[0]?.id ?? '');
    } else if (wasAtEnd) this.toEnd();
    else if (added > 0) this.#below += added;
    if (added > 0) this.context.say(t('{0} new calls', formatCount(added)));
    this.context.arrived();
  }

  clear(): void {
    this.pages.clear();
    this.#below = 0;
  }

  /** The lines as the filters and folds have them; made again only when these change. */
  shown(): ShownLines {
    const { model, ui } = this;
    if (model === null) return { rows: [], at: new Map(), calls: [] };
    const query = ui.query.trim();
    const holding = this.#text.holding(query, model);
    const { families, traits } = ui;
    const inputs = [model, families, traits, query, holding, ui.foldedTurns, ui.openCalls];
    const known = this.#shown;
    if (known !== null && inputs.every((input, i) => input === known.for[i])) return known.shown;
    const shown = shownRows(
      model,
      { families: new Set(families), traits: new Set(traits), query, holding },
      { turns: new Set(ui.foldedTurns), calls: new Set(ui.openCalls) },
    );
    this.#shown = { for: inputs, shown };
    return shown;
  }

  /** The selected line; -1 when a filter hides it. */
  get current(): number {
    return this.shown().at.get(this.ui.selected) ?? -1;
  }

  get row(): SessionLine | undefined {
    return this.shown().rows[this.current];
  }

  /** The call that the selection stands at: its own, else the first of its turn. */
  get call(): number | null {
    const { row, model } = this;
    if (row === undefined || model === null) return null;
    if (row.kind === 'call' || row.kind === 'tool') return row.call;
    if (row.kind === 'event') {
      const { call } = model.session.events[row.event]!;
      return call < model.session.calls.length ? call : null;
    }
    return model.session.turns[row.turn]?.calls[0] ?? null;
  }

  select(id: string, patch: Partial<SessionUi> = {}): void {
    this.context.setUi({ selected: id, ...patch });
    this.#revealCall();
    if (this.#atEnd()) this.#below = 0;
  }

  move(by: number): void {
    const { rows } = this.shown();
    const to = Math.min(rows.length - 1, Math.max(0, this.current + by));
    if (rows[to] !== undefined) this.select(rows[to].id);
  }

  toEnd(): void {
    const last = this.shown().rows.at(-1);
    this.#below = 0;
    if (last !== undefined) this.select(last.id);
  }

  #atEnd(): boolean {
    const { rows } = this.shown();
    return rows.length > 0 && this.current === rows.length - 1;
  }

  /** Goes to a call, or to one of its tools: unfolds and takes filters off where these hide it. */
  goTo(call: number, tool: number | null = null): void {
    const { model, ui } = this;
    if (model === null) return;
    const { turn, tools } = model.session.calls[call]!;
    const opens = tool !== null && tools.includes(tool);
    const patch: Partial<SessionUi> = {
      foldedTurns: ui.foldedTurns.filter((folded) => folded !== turn),
      openCalls: opens && !ui.openCalls.includes(call) ? [...ui.openCalls, call] : ui.openCalls,
    };
    if (!this.shown().calls.includes(call)) {
      Object.assign(patch, { families: [], traits: [], query: '' });
    }
    this.select(opens ? `u${tool}` : callId(call), patch);
    this.context.say(t('Call {0}', model.labels[call]!));
  }

  /** The costliest call of the session. */
  goToCostliest(): void {
    const call = this.model === null ? null : costliest(this.model);
    if (call === null) this.context.tell(t('No call of this session has a cost.'));
    else this.goTo(call);
  }

  /** Goes to the next finding in the order in which they are told. */
  goToFinding(by: 1 | -1): void {
    const findings = this.model?.findings ?? [];
    if (findings.length === 0) {
      this.context.tell(t('Nothing stands out in this session.'));
      return;
    }
    const { selected } = this.ui;
    const at = findings.findIndex(
      ({ call, tool }) => selected === callId(call) || (tool !== null && selected === `u${tool}`),
    );
    const last = this.#finding;
    const from = last !== null && findings[last]?.call === findings[at]?.call ? last : at;
    const next = (from + by + findings.length + (from < 0 && by < 0 ? 1 : 0)) % findings.length;
    this.#finding = next;
    this.goTo(findings[next]!.call, findings[next]!.tool);
  }
  #finding: number | null = null;

  /** Goes to the next line of a sort. */
  jump(what: 'failure' | 'turn' | 'call', by: 1 | -1): void {
    const { model } = this;
    if (model === null) return;
    const { tools } = model.session;
    const holds = (row: SessionLine): boolean => {
      if (what === 'turn') return row.kind === 'turn';
      if (what === 'call') return row.kind === 'call';
      if (row.kind === 'tool') return tools[row.tool]!.result?.failed === true;
      return row.kind === 'call' && failedCall(model, row.call);
    };
    const { rows } = this.shown();
    const next = nextRow(rows, this.current, by, holds);
    if (next !== null) this.select(rows[next]!.id);
    else this.context.tell(what === 'failure' ? t('No failure after this line.') : t('No more.'));
  }

  /** Folds or unfolds the selected line; `fold` undefined turns it over. Says whether it could. */
  fold(row: SessionLine, fold?: boolean): boolean {
    const { ui } = this;
    if (row.kind === 'turn') {
      const is = ui.foldedTurns.includes(row.turn);
      if (fold === is) return false;
      const foldedTurns = is
        ? ui.foldedTurns.filter((turn) => turn !== row.turn)
        : [...ui.foldedTurns, row.turn];
      this.context.setUi({ foldedTurns });
      return true;
    }
    if (row.kind !== 'call' || this.model!.session.calls[row.call]!.tools.length === 0)
      return false;
    const open = ui.openCalls.includes(row.call);
    if (fold === !open) return false;
    const openCalls = open
      ? ui.openCalls.filter((call) => call !== row.call)
      : [...ui.openCalls, row.call];
    this.context.setUi({ openCalls });
    return true;
  }

  foldAll(): void {
    const { model, ui } = this;
    if (model === null) return;
    const all = ui.foldedTurns.length > 0 ? [] : model.session.turns.map((_, turn) => turn);
    const { row } = this;
    this.select(row === undefined ? '' : turnId(row.turn), { foldedTurns: all, openCalls: [] });
  }

  /** Opens the reasoning of a call. */
  open(call: number): void {
    const { session } = this.model ?? {};
    const facts = session?.calls[call];
    if (session && facts) this.context.openTrace(traceOf(session, facts));
  }

  unit(model: SessionModel): CallUnit {
    const usable = usableUnits(model);
    const { unit } = this.ui;
    return unit !== null && usable.includes(unit) ? unit : usable[0]!;
  }

  /** Changes what the width of a call is; the timeline shows the whole again, for a part of it would be another one. */
  setUnit(unit: CallUnit): void {
    this.context.setUi({ unit, zoom: [0, 1] });
  }

  /** Zooms the timeline by a factor (below 1 zooms in) about the call where the selection stands. */
  zoom(factor: number): void {
    const { zoom } = this.ui;
    const share = this.#shareOfCall();
    const [from, to] = share ?? zoom;
    const middle = Math.min(zoom[1], Math.max(zoom[0], (from + to) / 2));
    this.context.setUi({ zoom: [...zoomAbout(zoom, factor, middle)] });
  }

  /** Moves a zoomed timeline so far that the chosen call is visible. */
  #revealCall(): void {
    const { zoom } = this.ui;
    if (zoom[0] === 0 && zoom[1] === 1) return;
    const share = this.#shareOfCall();
    const moved = share === null ? zoom : reveal(zoom, ...share);
    if (moved !== zoom) this.context.setUi({ zoom: [...moved] });
  }

  #shareOfCall(): readonly [from: number, to: number] | null {
    const { model, call } = this;
    if (model === null || call === null) return null;
    const { at } = scaleOf(model, this.unit(model));
    const place = model.placeOf[call]!;
    return [at[place]!, at[place + 1]!];
  }
}
