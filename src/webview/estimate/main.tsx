import { render } from 'preact';
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { estimateProtocol } from '../../protocol/estimate';
import type { ReportState } from '../../protocol/estimateData';
import type { Peer } from '../../protocol/rpc';
import { money, moneyRange, time } from '../ui/figures';
import { t } from '../ui/l10n';
import { connectPage, pageState } from '../ui/page';
import { firstAsked, follow, type Asked } from './asked';
import './estimate.css';
import { toCsv, toJson, toMarkdown, type Exported } from './exports';
import { Header } from './header';
import { Report, type ReportActions } from './report';
import type { ChoiceRow, View } from './rows';

type Host = Peer<typeof estimateProtocol.host>;

/** What the host tells the page; set once the page has drawn itself. */
interface Listener {
  report: (report: ReportState) => void;
  action: (action: 'copyMarkdown' | 'save') => void;
}

interface PageProps {
  readonly host: Host;
  readonly listener: Listener;
  readonly first: { readonly report: ReportState; readonly asked: Asked };
}

function Page({ host, listener, first }: PageProps): JSX.Element {
  const [report, setReport] = useState(first.report);
  const [asked, setAsked] = useState(first.asked);
  const { controls, efforts } = asked;
  const view = useRef<View | null>(null);

  useEffect(() => pageState.set(asked), [asked]);
  useEffect(() => {
    const timer = setTimeout(() => host.emit('controlsChanged', controls), 300);
    return () => clearTimeout(timer);
  }, [controls]);

  const exported = (): Exported | null =>
    report.state === 'ready' && view.current !== null
      ? {
          subject: report.subject,
          view: view.current,
          controls,
          pricesAsOf: report.model.pricesAsOf,
          changes: report.changes,
        }
      : null;
  const copy = (): void => {
    const shown = exported();
    if (shown !== null) void host.request('copy', { text: toMarkdown(shown) });
  };
  const save = (): void => {
    const shown = exported();
    if (shown === null) return;
    const forms = { markdown: toMarkdown(shown), json: toJson(shown), csv: toCsv(shown) };
    void host.request('save', forms);
  };
  listener.report = (now) => {
    setReport(now);
    setAsked((before) => follow(before, now));
  };
  listener.action = (action) => (action === 'save' ? save() : copy());

  const actions: ReportActions = {
    copy,
    save,
    measure: () => {
      const rows = view.current?.rows ?? [];
      const choices = rows.map((row) => ({
        model: row.model,
        effort: row.effort,
        thinks: row.figures.reasons,
        expected: expectation(row),
      }));
      void host.request('measure', { choices, maxOutputTokens: controls.capTokens });
    },
    tryOnExamples: () =>
      void host.request('tryOnExamples', { callsPerMonth: controls.callsPerMonth }),
    reveal: (change) => void host.request('reveal', { change }),
    applyFix: (change) => void host.request('applyFix', { change }),
    changePrompt: () => void host.request('changePrompt', null),
    changeModels: () => void host.request('changeModels', null),
    estimateAgain: () => void host.request('estimateAgain', null),
    setPrice: (model) => void host.request('setPrice', { model }),
    updatePrices: () => void host.request('updatePrices', null),
    calibrate: () => void host.request('calibrate', null),
    concept: (id) => void host.request('openConcept', { id }),
    lookForRuns: () => host.request('likeRuns', null),
    addSessions: () => {
      const command = 'lrmLens.savedTraces.addSessions';
      void host.request('runCommand', { command, args: [] });
    },
  };

  switch (report.state) {
    case 'empty':
    case 'failed':
      return (
        <main>
          <h1>{t('Reasoning cost estimate')}</h1>
          <p>{report.message}</p>
        </main>
      );
    case 'counting':
      return <Counting report={report} actions={actions} />;
    case 'ready':
      return (
        <Report
          report={report}
          controls={controls}
          efforts={efforts}
          onControls={(change) =>
            setAsked((now) => ({ ...now, controls: { ...now.controls, ...change } }))
          }
          onEfforts={(view) => setAsked((now) => ({ ...now, efforts: view }))}
          onView={(now) => (view.current = now)}
          actions={actions}
        />
      );
  }
}

/** The layout is in place at once; only the figures wait for the tokenizer. */
function Counting(props: {
  report: Extract<ReportState, { state: 'counting' }>;
  actions: ReportActions;
}): JSX.Element {
  const { report, actions } = props;
  return (
    <main aria-busy="true">
      <Header subject={report.subject} tokens={null} actions={actions} />
      <section class="decision">
        <h2>{t('Counting tokens…')}</h2>
      </section>
      <section class="compare">
        <table>
          <tbody>
            {[report.baseline, ...report.candidates].map((name) => (
              <tr key={name}>
                <th scope="row">
                  <span class="name">{name}</span>
                </th>
                <td>{t('counting')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </main>
  );
}

/** What one run of a row should take, in words; null where nothing is known. */
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

async function start(): Promise<void> {
  const listener: Listener = { report: () => undefined, action: () => undefined };
  const host = await connectPage(estimateProtocol, {
    requests: {},
    events: {
      reportChanged: (report) => listener.report(report),
      runAction: ({ action }) => listener.action(action),
    },
  });
  const first = await host.request('getReport', null);
  const asked = pageState.get((kept) => firstAsked(kept, first));
  render(
    <Page host={host} listener={listener} first={{ report: first.report, asked }} />,
    document.getElementById('app')!,
  );
}

void start();
