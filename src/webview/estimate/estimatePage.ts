import type { Controls } from '../../core/estimate/controls';
import type { estimateProtocol } from '../../protocol/estimate';
import type { ReportState } from '../../protocol/estimateData';
import type { Peer } from '../../protocol/rpc';
import { askingFor, type WithFailure } from '../ui/failure';
import { money, moneyRange, time } from '../ui/figures';
import { t } from '../ui/l10n';
import { Store } from '../ui/store';
import { follow, type Asked } from './asked';
import { toCsv, toJson, toMarkdown, type Exported } from './exports';
import type { ReportActions } from './report';
import { compute, type ChoiceRow, type EffortView, type View } from './rows';

type Host = Peer<typeof estimateProtocol.host>;
type ReadyReport = Extract<ReportState, { state: 'ready' }>;

/** Everything the page shows. */
export interface EstimatePageState extends WithFailure {
  readonly report: ReportState;
  readonly asked: Asked;
}

/** Milliseconds without a change after which the host is told what is asked. */
const SETTLE_MS = 300;

/** The page's data and what can be done with them; views read the store and call the methods. */
export class EstimatePage {
  readonly store: Store<EstimatePageState>;
  readonly actions: ReportActions;
  private shownOf: readonly unknown[] = [];
  private shown: View | null = null;
  private told: Controls | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly host: Host,
    first: { readonly report: ReportState; readonly asked: Asked },
  ) {
    this.store = new Store<EstimatePageState>({ ...first, failure: null });
    this.actions = this.actionsOfPage();
    this.store.subscribe(() => this.tellControls());
    this.tellControls();
  }

  /** The report's figures as they are asked for; computed once for each. */
  viewOf(report: ReadyReport, { controls, efforts }: Asked): View {
    const of = [report.model, report.measured, controls, efforts];
    if (this.shown === null || of.some((part, i) => part !== this.shownOf[i])) {
      this.shown = compute(report.model, controls, efforts, report.measured);
      this.shownOf = of;
    }
    return this.shown;
  }

  takeReport(report: ReportState): void {
    this.store.set({ report, asked: follow(this.store.get().asked, report) });
  }

  setControls(change: Partial<Controls>): void {
    const { asked } = this.store.get();
    this.store.set({ asked: { ...asked, controls: { ...asked.controls, ...change } } });
  }

  setEfforts(efforts: EffortView | null): void {
    this.store.set({ asked: { ...this.store.get().asked, efforts } });
  }

  /** Tells the host what is asked, once nothing changes any more. */
  private tellControls(): void {
    const { controls } = this.store.get().asked;
    if (controls === this.told) return;
    this.told = controls;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.host.emit('controlsChanged', controls), SETTLE_MS);
  }

  /** What is on screen, for the forms that are copied and saved; `null` while there are no figures. */
  private exported(): Exported | null {
    const { report, asked } = this.store.get();
    if (report.state !== 'ready') return null;
    return {
      subject: report.subject,
      view: this.viewOf(report, asked),
      controls: asked.controls,
      pricesAsOf: report.model.pricesAsOf,
      changes: report.changes,
    };
  }

  private actionsOfPage(): ReportActions {
    const { host } = this;
    const ask = askingFor(this.store);
    return {
      copy: () => {
        const shown = this.exported();
        if (shown !== null) ask(host.request('copy', { text: toMarkdown(shown) }));
      },
      save: () => {
        const shown = this.exported();
        if (shown === null) return;
        const forms = { markdown: toMarkdown(shown), json: toJson(shown), csv: toCsv(shown) };
        ask(host.request('save', forms));
      },
      measure: () => {
        const shown = this.exported();
        const choices = (shown?.view.rows ?? []).map((row) => ({
          model: row.model,
          effort: row.effort,
          thinks: row.figures.reasons,
          expected: expectation(row),
        }));
        const maxOutputTokens = this.store.get().asked.controls.capTokens;
        ask(host.request('measure', { choices, maxOutputTokens }));
      },
      tryOnExamples: () => {
        const { callsPerMonth } = this.store.get().asked.controls;
        ask(host.request('tryOnExamples', { callsPerMonth }));
      },
      reveal: (change) => ask(host.request('reveal', { change })),
      applyFix: (change) => ask(host.request('applyFix', { change })),
      changePrompt: () => ask(host.request('changePrompt', null)),
      changeModels: () => ask(host.request('changeModels', null)),
      estimateAgain: () => ask(host.request('estimateAgain', null)),
      setPrice: (model) => ask(host.request('setPrice', { model })),
      updatePrices: () => ask(host.request('updatePrices', null)),
      calibrate: () => ask(host.request('calibrate', null)),
      concept: (id) => ask(host.request('openConcept', { id })),
      lookForRuns: () => host.request('likeRuns', null),
      addSessions: () => {
        const command = 'lrmLens.savedTraces.addSessions';
        ask(host.request('runCommand', { command, args: [] }));
      },
    };
  }
}

/** What one run of a row should take, in words; `null` where nothing is known. */
function expectation(row: ChoiceRow): string | null {
  const { range } = row.cost;
  const seconds = row.latency.range;
  const cost =
    range === null
      ? null
      : t('Estimated cost {0} (8 of 10 calls: {1})', money(range.p50), moneyRange(range));
  const wait = seconds === null ? null : t('about {0}', time(seconds.p50));
  const parts = [cost, wait].filter((s) => s !== null);
  return parts.length === 0 ? null : `${parts.join(', ')}.`;
}
