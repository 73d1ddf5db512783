import assert from 'node:assert/strict';
import { msg } from '../../../../src/core/model/message';
import { reportTable } from '../../../../src/cli/report';
import { columnsOf } from '../../../../src/core/corpus/columns';
import { csvLines, ndjsonLines } from '../../../../src/core/corpus/exports';
import { corpusReport } from '../../../../src/core/corpus/report';
import { corpusRow } from '../../../../src/core/corpus/row';
import { METRICS, type MetricTable } from '../../../../src/core/steps/metricTable';
import { TwinTable } from '../../../../src/webview/corpus/twinTable';
import { drawnText } from '../../webview/drawn';
import { openJson } from '../trace/openFixture';

/** A metric that does not exist, beside those that do. */
const withFake: MetricTable = {
  ...METRICS,
  sighs: {
    label: msg('Sighs'),
    head: 'sighs',
    column: 'sighs',
    about: 'How often the model sighs',
    kind: 'count',
    of: ({ steps }) => 100 + steps.length,
  },
};

describe('the metrics of a corpus', () => {
  it('shows a new one in rows, report, terminal, page and exports', async () => {
    const { traces } = await openJson({
      object: 'chat.completion',
      model: 'm',
      choices: [
        { index: 0, message: { role: 'assistant', content: '42', reasoning_content: 'Sigh. 42.' } },
      ],
    });
    const rows = [corpusRow('a.json', traces[0]!, withFake)];
    const value = String((rows[0] as unknown as Record<string, unknown>)['sighs']);
    assert.match(value, /^10[1-9]$/);
    const report = corpusReport(rows, 'model', withFake);
    assert.match(reportTable(report, 0, withFake), new RegExp(`sighs[^]*${value}`));
    assert.match(
      drawnText(TwinTable({ report, table: withFake })),
      new RegExp(`Sighs \\(median\\)[^]*${value}`),
    );
    const columns = columnsOf(withFake);
    assert.equal(columns.at(-1)?.about, 'How often the model sighs');
    assert.ok(csvLines(rows, columns).trim().endsWith(`,${value}`));
    assert.match(ndjsonLines(rows, columns), new RegExp(`"sighs":${value}`));
  });

  it('has a column of its own for each, after the facts', () => {
    const names = columnsOf().map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    const metrics = Object.values(METRICS).map(({ column }) => column);
    assert.deepEqual(names.slice(-metrics.length), metrics);
  });
});
