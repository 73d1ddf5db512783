import { render } from 'preact';
import type { JSX } from 'preact';
import { estimateProtocol } from '../../protocol/estimate';
import type { ReportState } from '../../protocol/estimateData';
import { t } from '../ui/l10n';
import { connectPage, keep, pageState } from '../ui/page';
import { useStore } from '../ui/store';
import { firstAsked } from './asked';
import './estimate.css';
import { EstimatePage } from './estimatePage';
import { Header } from './header';
import { Report, type ReportActions } from './report';

function Page({ page }: { page: EstimatePage }): JSX.Element {
  const { report, asked, failure } = useStore(page.store);
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
      return <Counting report={report} actions={page.actions} />;
    case 'ready':
      return (
        <Report
          report={report}
          view={page.viewOf(report, asked)}
          controls={asked.controls}
          efforts={asked.efforts}
          failure={failure}
          onControls={(change) => page.setControls(change)}
          onEfforts={(efforts) => page.setEfforts(efforts)}
          actions={page.actions}
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

/** Set once the first report is there. */
let page: EstimatePage | null = null;
const host = await connectPage(estimateProtocol, {
  requests: {},
  events: {
    reportChanged: (report) => page?.takeReport(report),
    runAction: ({ action }) => (action === 'save' ? page?.actions.save() : page?.actions.copy()),
  },
});
const first = await host.request('getReport', null);
const asked = pageState.get((kept) => firstAsked(kept, first));
page = new EstimatePage(host, { report: first.report, asked });
keep(page.store, (state) => state.asked);
render(<Page page={page} />, document.getElementById('app')!);
