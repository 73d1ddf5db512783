import * as v from 'valibot';
import type { CorrectionByNumber } from '../../core/steps/corrections/corrections';
import type { ColumnMapping } from '../../core/trace/columnMapping';
import { listQuerySchema } from '../../protocol/trace';
import {
  type FileView,
  type SessionPair,
  type StepBody,
  type TraceTarget,
  type TraceRef,
} from '../../protocol/traceData';
import { pageVoice } from '../ui/format';
import { t } from '../ui/l10n';
import { Store } from '../ui/store';
import { CorrectionQueue } from './correctionQueue';
import { sameRow } from './renumber';
import { rowIn } from './rows';
import { Search } from './search';
import { ShownRows, type ShownSteps } from './shownRows';
import { traceModel, type TraceModel } from './traceModel';
import type { SessionPage } from '../session/sessionPage';
import { GrowingRun } from './growingRun';
import { ListPages } from './listPages';
import { freshPage, type PageState } from './pageState';
import { RowPages } from './rowPages';
import { TracePages, type TraceHost } from './tracePages';
import { freshTrace, type ListUi, type Ui } from './ui';

/** The page's data and what can be done with them; views read the store and call the methods. */
export class TraceSession {
  readonly store: Store<PageState>;
  readonly list: ListPages;
  /** Rows of the files of sub-agents, by their names. */
  readonly #agents = new Map<string, RowPages>();
  private pages: TracePages | null = null;
  readonly #shown = new ShownRows();
  readonly #run = new GrowingRun(this);
  readonly #search = new Search(this);
  readonly #corrections = new CorrectionQueue(this);
  /** Where the host wants the page to start: it says so once. */
  #start: FileView['start'] = null;
  /** Rises when another view is asked for or chosen: what was asked for before is not shown any more. */
  #turn = 0;
  /** The trace that is asked for, until it is shown or given up. */
  #opening: number | null = null;
  /** Done when the trace that is shown was last read again. */
  reloaded: Promise<void> = Promise.resolve();

  constructor(
    readonly host: TraceHost,
    ui: Ui,
  ) {
    this.store = new Store<PageState>(freshPage(ui));
    this.list = new ListPages(
      host,
      () => v.parse(listQuerySchema, this.state.ui.list),
      this.arrived,
    );
  }

  /** Something came: draw again. */
  readonly arrived = (): void => this.store.set({ arrived: this.state.arrived + 1 });

  /** The rows of a sub-agent's file, or of the page's own. */
  rowsOf(agent: string | null): RowPages {
    if (agent === null) return this.list.rows;
    const known = this.#agents.get(agent) ?? new RowPages(this.host, agent, this.arrived);
    this.#agents.set(agent, known);
    return known;
  }

  /** Labels of a file have come. */
  rowsChanged(agent: string | null): void {
    if (agent === null) {
      this.list.refresh();
      return;
    }
    this.rowsOf(agent).renew();
    this.arrived();
  }

  /** The file as a whole run of an agent; `null` where it is none, and until its view is loaded. */
  get run(): SessionPage | null {
    return this.state.opened?.page ?? null;
  }

  get state(): PageState {
    return this.store.get();
  }

  setUi(patch: Partial<Ui>): void {
    if (patch.view !== undefined) {
      this.#nextTurn();
      this.#start = null;
    }
    this.store.set({ ui: { ...this.state.ui, ...patch } });
  }

  #nextTurn(): number {
    this.#opening = null;
    return ++this.#turn;
  }

  /** The trace that is shown last or will be soon. */
  get goal(): number | null {
    return this.#opening ?? this.state.ui.index;
  }

  /** Says what the page shows anyhow. */
  say(said: string): void {
    this.store.set({ said, told: false });
  }

  /** Says and shows what nothing else on the page does, until the user goes on. */
  tell(said: string): void {
    this.store.set({ said, told: true });
  }

  /** Does something with the host; a failure is shown on the page. */
  async attempt<T>(work: () => Promise<T>): Promise<T | null> {
    try {
      const result = await work();
      if (this.state.failure !== null) this.store.set({ failure: null });
      return result;
    } catch (error) {
      this.store.set({ failure: pageVoice().reason(error) });
      return null;
    }
  }

  /** Reads the file's list, then goes where the host or the restored state points; a file of one trace opens it. */
  async loadFile(): Promise<void> {
    const file = await this.attempt(() => this.host.request('getFile', null));
    if (file === null) return;
    this.#start ??= file.start;
    this.store.set({ file });
    if (file.count > 0) this.list.refresh();
    else this.list.clear();
    if (file.isSession) void this.#run.load();
    if (file.state !== 'failed' && file.count > 0) await this.#goWhere(file);
  }

  /** Shows what is to be shown as soon as it is read: what was asked for first, else what the page stood at. */
  async #goWhere(file: FileView): Promise<void> {
    const { ui, model, comparison, runs } = this.state;
    const isReady = file.state === 'ready';
    const isRead = (index: number): boolean => isReady || index < file.count;
    if (file.isSession) this.#showRun();
    if (this.#start !== null) {
      const { index, step } = this.#start;
      if (!isRead(index)) return;
      const isShown = await this.openTrace(index, step ?? undefined);
      // While the file is read it is tried again.
      if (isShown || isReady) this.#start = null;
    } else if (ui.view === 'compare') {
      if (!isReady || comparison !== null || runs !== null) return;
      const isLost = await this.#orList(this.#compareAgain(ui));
      if (isLost && file.count === 1 && !file.isSession) await this.openTrace(0);
    } else if (ui.view === 'trace' && this.goal !== null) {
      if (model !== null || !isRead(this.goal)) return;
      await this.#orList(this.openTrace(Math.min(this.goal, file.count - 1), 'restore'));
    } else if (file.count === 1 && isReady && !file.isSession) {
      await this.openTrace(0);
    }
  }

  /** Compares what was compared. Says whether it is shown. */
  async #compareAgain({ runs, compare }: Ui): Promise<boolean> {
    if (runs !== null) return this.compareRuns(runs);
    return compare !== null && this.compare(compare.a, compare.b);
  }

  /** The list, where what was to be shown again cannot be and nothing else was asked for. Says whether that is so. */
  async #orList(shown: Promise<boolean>): Promise<boolean> {
    const turn = this.#turn;
    const isLost = !(await shown) && turn === this.#turn;
    if (isLost) this.setUi({ view: 'list' });
    return isLost;
  }

  /** Opens the file by columns, `null` without; the host tells when it is open. */
  async chooseColumns(mapping: ColumnMapping | null): Promise<void> {
    const done = await this.attempt(async () => {
      await this.host.request('chooseColumns', { mapping });
      return true;
    });
    if (done !== null) this.store.set({ changing: null });
  }

  /** Shows the form in which other columns are chosen. */
  async changeColumns(): Promise<void> {
    const changing = await this.attempt(() => this.host.request('getColumns', null));
    if (changing !== null) this.store.set({ changing, playing: false });
  }

  /** How far the file is read: the list grows with it. */
  takeProgress(progress: Pick<FileView, 'bytesRead' | 'bytesTotal' | 'count' | 'isSession'>): void {
    const { file } = this.state;
    if (file === null) return;
    this.store.set({ file: { ...file, ...progress } });
    if (progress.count !== file.count) this.list.grown();
    if (progress.isSession) {
      this.#showRun();
      this.#run.grow();
    }
  }

  /** A file that is a run opens as one, unless the user stands elsewhere. */
  #showRun(): void {
    const { ui } = this.state;
    if (ui.view === 'list' && ui.index === null) {
      this.store.set({ ui: { ...ui, view: 'session' } });
    }
  }

  /** Changes what the list shows or where it stands. */
  setList(patch: Partial<ListUi>): void {
    const { list } = this.state.ui;
    this.setUi({ list: { ...list, ...patch } });
    if (Object.keys(patch).some((key) => key in listQuerySchema.entries)) this.list.ask();
  }

  /** Shows a trace: at a step, where the restored state stands, or at its start. Says whether it is shown. */
  async openTrace(index: number, place?: number | 'restore'): Promise<boolean> {
    const turn = this.#nextTurn();
    if (index !== this.#start?.index) this.#start = null;
    this.#opening = index;
    const outline = await this.attempt(() => this.host.request('getTrace', { index }));
    if (turn !== this.#turn) return false;
    this.#opening = null;
    if (outline === null) return false;
    const model = traceModel(outline);
    this.resetPages(model);
    const { ui } = this.state;
    const keep = place === 'restore';
    const selected = rowIn(model, keep ? ui.selected : (place ?? 0));
    const list = { ...ui.list, current: index };
    const fresh = { ...freshTrace, folded: [], kindsOff: [], zoom: [0, 1] as [number, number] };
    this.store.set({
      model,
      hits: null,
      playing: false,
      comparison: null,
      ui: {
        ...ui,
        ...(keep ? {} : { ...fresh, open: typeof place === 'number' }),
        selected,
        view: 'trace',
        index,
        list,
      },
    });
    if (keep && ui.query !== '') void this.search();
    return true;
  }

  /** Reads the shown trace again and stays at the text that is selected then. */
  reloadTrace(): Promise<void> {
    this.reloaded = this.#reload();
    return this.reloaded;
  }

  async #reload(): Promise<void> {
    const before = this.state;
    const { index } = before.ui;
    if (before.model === null || index === null) return;
    const outline = await this.attempt(() => this.host.request('getTrace', { index }));
    const { model, ui } = this.state;
    if (outline === null || model === null || ui.index !== index) return;
    // A later answer has come before this one.
    if (outline.version < model.outline.version) return;
    const next = traceModel(outline);
    this.resetPages(next);
    this.store.set({ model: next, ui: { ...ui, selected: sameRow(model, next, ui.selected) } });
    if (ui.query !== '') void this.search();
  }

  private resetPages(model: TraceModel): void {
    this.pages = new TracePages(this.host, model, () =>
      this.store.set({ arrived: this.state.arrived + 1 }),
    );
  }

  /** First characters of a step; `undefined` until they have come. */
  line(step: number): string | undefined {
    return this.pages?.line(step);
  }

  body(step: number): StepBody | undefined {
    return this.pages?.body(step);
  }

  shown(): ShownSteps {
    return this.#shown.of(this.state);
  }

  setQuery(query: string): void {
    this.#search.type(query);
  }

  search(): Promise<void> {
    return this.#search.run();
  }

  /** Corrects the trace that is shown, or `made` where the correction is of what was shown before. */
  correct(
    correction: CorrectionByNumber,
    said: string,
    made: TraceModel | null = this.state.model,
  ): Promise<void> {
    return this.#corrections.make(correction, said, made);
  }

  /** Compares two traces. Says whether they are shown. */
  async compare(a: TraceRef, b: TraceRef): Promise<boolean> {
    const turn = this.#nextTurn();
    const comparison = await this.attempt(() => this.host.request('compare', { a, b }));
    if (comparison === null || turn !== this.#turn) return false;
    this.store.set({
      comparison,
      runs: null,
      playing: false,
      ui: { ...this.state.ui, view: 'compare', compare: { a, b }, runs: null },
    });
    return true;
  }

  /** Compares two sessions; where one is none, says so. Says whether both are. */
  async compareRuns(pair: SessionPair): Promise<boolean> {
    const turn = this.#nextTurn();
    const runs = await this.attempt(() => this.host.request('compareSessions', pair));
    if (turn !== this.#turn) return false;
    if (runs === null) {
      if (this.state.failure === null) this.tell(t('This file is no session of an agent.'));
      return false;
    }
    this.store.set({
      runs,
      comparison: null,
      playing: false,
      ui: { ...this.state.ui, view: 'compare', compare: null, runs: pair },
    });
    return true;
  }

  async showRaw(target: TraceTarget): Promise<void> {
    const { index } = this.state.ui;
    if (index === null) return;
    const raw = await this.attempt(() => this.host.request('getRaw', { index, target }));
    if (raw === null) return;
    const where =
      raw.range === null ? '' : t('bytes {0}–{1} of the file', raw.range.start, raw.range.end);
    this.store.set({ raw: { target, text: raw.text, where } });
  }
}
