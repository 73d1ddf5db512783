import * as v from 'valibot';
import type { CorrectionByNumber } from '../../core/steps/corrections/corrections';
import type { ColumnMapping } from '../../core/trace/columnMapping';
import type { Unrecognised } from '../../core/trace/unrecognised';
import { listQuerySchema } from '../../protocol/trace';
import {
  type TraceComparison,
  type FileView,
  type FindResult,
  type NamedComparison,
  type SessionPair,
  type StepBody,
  type TraceTarget,
  type TraceRef,
} from '../../protocol/traceData';
import { pageVoice } from '../ui/format';
import { t } from '../ui/l10n';
import { Store } from '../ui/store';
import { decodeRow, filteredSteps, visibleRows, type RowCodes } from './rows';
import { stepAtOffset, traceModel, type TraceModel } from './traceModel';
import type { OpenSession } from '../session/openSession';
import type { SessionPage } from '../session/sessionPage';
import { ListPages } from './listPages';
import { RowPages } from './rowPages';
import { sessionContext } from './sessionContext';
import { TracePages, type TraceHost } from './tracePages';
import { freshTrace, type ListUi, type Ui } from './ui';

/** Everything the page shows. */
export interface PageState {
  readonly ui: Ui;
  readonly file: FileView | null;
  readonly model: TraceModel | null;
  readonly comparison: TraceComparison | null;
  /** Two whole sessions side by side. */
  readonly runs: NamedComparison | null;
  readonly hits: FindResult | null;
  readonly playing: boolean;
  readonly help: boolean;
  /** A request that failed and was not about one place of the page; shown until the next success. */
  readonly failure: string | null;
  /** Said by the screen reader, politely. */
  readonly said: string;
  /** Rises when lines, bodies or the list arrive. */
  readonly arrived: number;
  /** The view of the file as a whole run, once it is loaded. */
  readonly opened: OpenSession | null;
  /** The raw record that is shown over the page. */
  /** What there is to choose other columns from, while they are chosen for a file that is open. */
  readonly changing: Unrecognised | null;
  readonly raw: {
    readonly target: TraceTarget;
    readonly text: string;
    readonly where: string;
  } | null;
}

/** The rows of the list and which steps pass the filter. */
export interface ShownSteps {
  readonly passes: Uint8Array;
  readonly rows: RowCodes;
}

/** The page's data and what can be done with them; views read the store and call the methods. */
export class TraceSession {
  readonly store: Store<PageState>;
  readonly list: ListPages;
  /** Rows of the files of sub-agents, by their names. */
  readonly #agents = new Map<string, RowPages>();
  private pages: TracePages | null = null;
  private nextRun = 0;
  private shownFor: readonly unknown[] = [];
  private shownNow: ShownSteps = { passes: new Uint8Array(0), rows: new Int32Array(0) };
  private searchTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    readonly host: TraceHost,
    ui: Ui,
  ) {
    this.store = new Store<PageState>({
      ui,
      file: null,
      model: null,
      comparison: null,
      runs: null,
      hits: null,
      playing: false,
      help: false,
      failure: null,
      said: '',
      arrived: 0,
      raw: null,
      changing: null,
      opened: null,
    });
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
    this.store.set({ ui: { ...this.state.ui, ...patch } });
  }

  say(said: string): void {
    this.store.set({ said });
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
    const first = this.state.file === null;
    this.store.set({ file });
    if (file.count > 0) this.list.refresh();
    else this.list.clear();
    if (file.isSession) void this.loadRun();
    if (file.state === 'failed' || file.count === 0) return;
    const { ui, model } = this.state;
    if (file.isSession && ui.view === 'list' && ui.index === null) this.setUi({ view: 'session' });
    if (first && file.start !== null) {
      await this.openTrace(file.start.index, file.start.step ?? undefined);
    } else if (ui.view === 'compare' && ui.runs !== null) {
      if (first && !(await this.compareRuns(ui.runs))) this.setUi({ view: 'list' });
    } else if (ui.view === 'compare' && ui.compare !== null) {
      if (first) await this.compare(ui.compare.a, ui.compare.b);
    } else if (ui.index !== null && ui.view === 'trace') {
      if (model === null) await this.openTrace(Math.min(ui.index, file.count - 1), 'restore');
    } else if (file.count === 1 && file.state === 'ready' && !file.isSession) {
      await this.openTrace(0);
    }
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
    if (progress.isSession) this.showGrowingRun();
  }

  /** A log that is still read is shown as far as it is, now and then. */
  private showGrowingRun(): void {
    const { ui } = this.state;
    if (ui.view === 'list' && ui.index === null) this.setUi({ view: 'session' });
    const start = performance.now();
    if (start < this.nextRun) return;
    this.nextRun = Infinity;
    void this.loadRun().then(() => {
      const now = performance.now();
      this.nextRun = now + Math.max(1500, 4 * (now - start));
    });
  }

  /** Reads the whole run; it stays hidden that it failed, because the file's own events tell so. */
  async loadRun(): Promise<void> {
    try {
      let { opened } = this.state;
      if (opened === null) {
        const { openSession } = await import('../session/openSession');
        opened = this.state.opened ?? openSession(sessionContext(this));
        this.store.set({ opened });
      }
      await opened.page.load();
    } catch {
      // As said above.
    }
  }

  /** Changes what the list shows or where it stands. */
  setList(patch: Partial<ListUi>): void {
    const { list } = this.state.ui;
    this.setUi({ list: { ...list, ...patch } });
    if (Object.keys(patch).some((key) => key in listQuerySchema.entries)) this.list.ask();
  }

  /** Shows a trace: at a step, where the restored state stands, or at its start. */
  async openTrace(index: number, place?: number | 'restore'): Promise<void> {
    const outline = await this.attempt(() => this.host.request('getTrace', { index }));
    if (outline === null) return;
    const model = traceModel(outline);
    this.resetPages(model);
    const { ui } = this.state;
    const keep = place === 'restore';
    const start = typeof place === 'number' ? place : 0;
    const list = { ...ui.list, current: index };
    const fresh = { ...freshTrace, folded: [], kindsOff: [], zoom: [0, 1] as [number, number] };
    this.store.set({
      model,
      hits: null,
      playing: false,
      comparison: null,
      ui: {
        ...ui,
        ...(keep ? {} : { ...fresh, selected: start, open: typeof place === 'number' }),
        view: 'trace',
        index,
        list,
      },
    });
    if (keep && ui.query !== '') void this.search();
  }

  /** Reads the shown trace again and stays at the text that is selected now. */
  async reloadTrace(): Promise<void> {
    const { model, ui } = this.state;
    if (model === null || ui.index === null) return;
    const { index } = ui;
    const outline = await this.attempt(() => this.host.request('getTrace', { index }));
    if (outline === null || this.state.ui.index !== index) return;
    const next = traceModel(outline);
    this.resetPages(next);
    const row = decodeRow(ui.selected);
    const selected =
      row.kind === 'step' && row.step < model.count && next.count > 0
        ? stepAtOffset(next, model.outline.steps.start[row.step]!)
        : ui.selected;
    this.store.set({ model: next, ui: { ...this.state.ui, selected } });
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
    const { model, ui, hits } = this.state;
    if (model === null) return this.shownNow;
    const inputs = [model, ui.folded, ui.kindsOff, ui.afterAnswer, hits];
    if (inputs.some((input, i) => input !== this.shownFor[i])) {
      const filter = {
        kindsOff: new Set(ui.kindsOff),
        afterAnswer: ui.afterAnswer,
        hits: ui.query === '' ? null : hits,
        folded: new Set(ui.folded),
      };
      const passes = filteredSteps(model, filter);
      this.shownFor = inputs;
      this.shownNow = { passes, rows: visibleRows(model, filter, passes) };
    }
    return this.shownNow;
  }

  setQuery(query: string): void {
    this.setUi({ query });
    clearTimeout(this.searchTimer);
    if (query === '') this.store.set({ hits: null });
    else this.searchTimer = setTimeout(() => void this.search(), 120);
  }

  async search(): Promise<void> {
    const { index, query, regex, matchCase } = this.state.ui;
    if (index === null || query === '') return;
    const hits = await this.attempt(() =>
      this.host.request('find', { index, query, regex, matchCase }),
    );
    const now = this.state.ui;
    if (hits === null || now.query !== query || now.regex !== regex || now.index !== index) return;
    this.store.set({ hits, said: foundWords(hits) });
  }

  async correct(correction: CorrectionByNumber, said: string): Promise<void> {
    const { index } = this.state.ui;
    if (index === null) return;
    const done = await this.attempt(async () => {
      await this.host.request('correct', { index, correction });
      return true;
    });
    if (done !== null) this.say(said);
  }

  async compare(a: TraceRef, b: TraceRef): Promise<void> {
    const comparison = await this.attempt(() => this.host.request('compare', { a, b }));
    if (comparison === null) return;
    this.store.set({
      comparison,
      runs: null,
      playing: false,
      ui: { ...this.state.ui, view: 'compare', compare: { a, b }, runs: null },
    });
  }

  /** Compares two sessions; where one is none, says so. Says whether both are. */
  async compareRuns(pair: SessionPair): Promise<boolean> {
    const runs = await this.attempt(() => this.host.request('compareSessions', pair));
    if (runs === null) {
      if (this.state.failure === null) this.say(t('This file is no session of an agent.'));
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

const foundWords = ({ problem, steps }: FindResult): string =>
  problem === null
    ? t(steps.length === 1 ? '1 step found' : '{0} steps found', steps.length)
    : pageVoice().words(problem);
