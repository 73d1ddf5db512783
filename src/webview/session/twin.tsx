import { useState } from 'preact/hooks';
import { formatCount } from '../ui/format';
import { t } from '../ui/l10n';
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
  const { session, order, labels } = model;
  return (
    <div class="twin" tabIndex={0} role="region" aria-label={t('Timeline as table')}>
      <table>
        <caption class="visually-hidden">{t('Timeline as table')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('Call')}</th>
            <th scope="col" class="number">
              {t('Turn')}
            </th>
            <th scope="col">{t('Agent')}</th>
            <th scope="col" class="number">
              {t('Cost')}
            </th>
            <th scope="col" class="number">
              {t('So far')}
            </th>
            <th scope="col" class="number">
              {t('Time')}
            </th>
            <th scope="col" class="number">
              {t('Context')}
            </th>
            <th scope="col" class="number">
              {t('Output')}
            </th>
            <th scope="col" class="number">
              {t('Reasoning')}
            </th>
            <th scope="col">{t('Tools')}</th>
          </tr>
        </thead>
        <tbody>
          {order.slice(0, most).map((call, place) => {
            const facts = session.calls[call]!;
            const tools = facts.tools.map((tool) => session.tools[tool]!.name).join(', ');
            return (
              <tr key={call}>
                <th scope="row">
                  <button type="button" class="link" onClick={() => page.goTo(call)}>
                    {labels[call]}
                  </button>
                </th>
                <td class="number">{formatCount(facts.turn + 1)}</td>
                <td>
                  {facts.agent === 0
                    ? t('main')
                    : (session.agents[facts.agent]?.name ?? t('sub-agent'))}
                </td>
                <td class="number">{moneyText(facts.money)}</td>
                <td class="number">
                  {moneyText({
                    usd: model.usdBefore.at(-1) === 0 ? null : model.usdBefore[place + 1]!,
                    bound: session.figures.money.bound,
                  })}
                </td>
                <td class="number">{timeText(callMs(session, facts))}</td>
                <td class="number">{countText(facts.contextTokens)}</td>
                <td class="number">{countText(facts.tokens.output)}</td>
                <td class="number">{countText(facts.tokens.reasoning)}</td>
                <td>
                  {tools === '' ? '–' : tools}
                  {failedCall(model, call) && ` (${t('failed')})`}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {order.length > most && (
        <p>
          <button type="button" class="link" onClick={() => setMost(most + AT_ONCE)}>
            {t('{0} more', formatCount(order.length - most))}
          </button>
        </p>
      )}
    </div>
  );
}
