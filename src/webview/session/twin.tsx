import type { Call } from '../../core/model/session';
import { useState } from 'preact/hooks';
import { formatCount } from '../ui/format';
import { t } from '../ui/l10n';
import { Link } from '../ui/link';
import { Table, type TableColumn } from '../ui/table';
import { failedCall, callMs, type SessionModel } from './sessionModel';
import type { SessionPage } from './sessionPage';
import { countText, moneyText, timeText } from './words';

/** Rows shown at once; more come when they are asked for. */
const AT_ONCE = 200;

/** The timeline in words: a row a call. */
export function Twin({
  page,
  model,
}: {
  readonly page: SessionPage;
  readonly model: SessionModel;
}) {
  const [most, setMost] = useState(AT_ONCE);
  const { order } = model;
  return (
    <div class="twin" tabIndex={0} role="region" aria-label={t('Timeline as table')}>
      <Table
        className="twin-table"
        label={t('Timeline as table')}
        columns={columnsOf(page, model)}
        rows={order.slice(0, most)}
      />
      {order.length > most && (
        <p>
          <Link onClick={() => setMost(most + AT_ONCE)}>
            {t('{0} more', formatCount(order.length - most))}
          </Link>
        </p>
      )}
    </div>
  );
}

/** The columns of a call, given by its number. */
function columnsOf(page: SessionPage, model: SessionModel): readonly TableColumn<number>[] {
  const { session, labels } = model;
  const of =
    (cell: (facts: Call) => string) =>
    (call: number): string =>
      cell(session.calls[call]!);
  return [
    {
      head: t('Call'),
      cell: (call) => <Link onClick={() => page.goTo(call)}>{labels[call]}</Link>,
    },
    { head: t('Turn'), number: true, cell: of(({ turn }) => formatCount(turn + 1)) },
    {
      head: t('Agent'),
      cell: of(({ agent }) =>
        agent === 0 ? t('main') : (session.agents[agent]?.name ?? t('sub-agent')),
      ),
    },
    { head: t('Cost'), number: true, cell: of(({ money }) => moneyText(money)) },
    { head: t('So far'), number: true, cell: (_, place) => spentBy(model, place) },
    { head: t('Time'), number: true, cell: of((facts) => timeText(callMs(session, facts))) },
    { head: t('Context'), number: true, cell: of(({ contextTokens }) => countText(contextTokens)) },
    { head: t('Output'), number: true, cell: of(({ tokens }) => countText(tokens.output)) },
    { head: t('Reasoning'), number: true, cell: of(({ tokens }) => countText(tokens.reasoning)) },
    { head: t('Tools'), cell: (call) => toolsOf(model, call) },
  ];
}

/** The money spent up to and with the call at a place in the order. */
function spentBy({ session, usdBefore }: SessionModel, place: number): string {
  const usd = usdBefore.at(-1) === 0 ? null : usdBefore[place + 1]!;
  return moneyText({ usd, bound: session.figures.money.bound });
}

function toolsOf(model: SessionModel, call: number): string {
  const { session } = model;
  const names = session.calls[call]!.tools.map((tool) => session.tools[tool]!.name).join(', ');
  return `${names === '' ? '–' : names}${failedCall(model, call) ? ` (${t('failed')})` : ''}`;
}
