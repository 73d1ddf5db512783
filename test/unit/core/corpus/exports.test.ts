import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { columnsOf } from '../../../../src/core/corpus/columns';
import { csvLines, ndjsonLines } from '../../../../src/core/corpus/exports';
import { parquetBytes, partitions } from '../../../../src/core/corpus/parquet';
import { row } from './rows';

const rows = [
  row({
    file: 'with, comma "and" quotes.json',
    costUsd: 0.0123,
    costProvenance: 'measured',
    looping: true,
  }),
  row({
    file: '=cmd|calc',
    model: null,
    startedAt: null,
    reasoningTokens: null,
    afterAnswerShare: 0.41,
  }),
  row({ file: '列.json', index: 2, reasoningTokens: 4_000_000_000 }),
];

describe('csvLines', () => {
  const lines = csvLines(rows).split('\r\n');

  it('has the documented columns', () => {
    assert.equal(
      lines[0],
      columnsOf()
        .map((c) => c.name)
        .join(','),
    );
  });

  it('quotes by RFC 4180 and leaves unknown fields empty', () => {
    assert.ok(lines[1]!.startsWith('"with, comma ""and"" quotes.json",0,id,'));
    assert.ok(lines[2]!.includes(',id,chat-completions,,,,,,'));
  });

  it('keeps a spreadsheet from running a file name', () => {
    assert.ok(lines[2]!.startsWith("'=cmd|calc,"));
  });
});

describe('ndjsonLines', () => {
  it('gives one object a row with times in ISO 8601 and unknown as null', () => {
    const objects = ndjsonLines(rows)
      .trim()
      .split('\n')
      .map((l) => JSON.parse(l) as Record<string, unknown>);
    assert.deepEqual(
      objects.map((o) => o['started_at']),
      ['2026-11-07T12:00:00.000Z', null, '2026-11-07T12:00:00.000Z'],
    );
    assert.deepEqual(
      Object.keys(objects[0]!),
      columnsOf().map((c) => c.name),
    );
  });
});

describe('parquetBytes', () => {
  const dir = mkdtempSync(join(tmpdir(), 'lrm-lens-parquet-'));
  const file = join(dir, 'corpus.parquet');
  after(() => rmSync(dir, { recursive: true, force: true }));

  it('is read back by DuckDB with the same values, types and column descriptions', async () => {
    writeFileSync(file, parquetBytes(rows));
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const query = async (sql: string) =>
      (await connection.runAndReadAll(sql.replace('FILE', `'${file}'`))).getRowsJson();
    assert.deepEqual(
      await query(
        'select file, reasoning_tokens, cost_usd, after_answer_share, looping, day from FILE',
      ),
      [
        ['with, comma "and" quotes.json', '100', 0.0123, null, true, '2026-11-07'],
        ['=cmd|calc', null, null, 0.41, false, null],
        ['列.json', '4000000000', null, null, false, '2026-11-07'],
      ],
    );
    assert.deepEqual(
      await query(
        'select sum(reasoning_tokens)::bigint, count(*) filter (started_at is null) from FILE',
      ),
      [['4000000100', '1']],
    );
    const types = await query('select column_name, column_type from (describe select * from FILE)');
    assert.deepEqual(
      types,
      columnsOf().map((c) => [
        c.name,
        {
          string: 'VARCHAR',
          integer: 'BIGINT',
          number: 'DOUBLE',
          boolean: 'BOOLEAN',
          timestamp: 'TIMESTAMP',
        }[c.type],
      ]),
    );
    const about = await query(
      "select decode(value) from parquet_kv_metadata(FILE) where decode(key) = 'about.cost_usd'",
    );
    assert.deepEqual(about, [['Recorded or derived cost, USD']]);
    connection.closeSync();
  });

  it('is read back by DuckDB as one table where each day is a folder', async () => {
    const next = row({ file: 'next.json', startedAt: Date.parse('2026-11-08T23:59:00Z') });
    for (const { dt, bytes } of partitions([...rows, next])) {
      mkdirSync(join(dir, `dt=${dt}`));
      writeFileSync(join(dir, `dt=${dt}`, 'part-0.parquet'), bytes);
    }
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const table = `read_parquet('${dir}/dt=*/*.parquet', hive_partitioning = true)`;
    const found = await connection.runAndReadAll(
      `select dt::varchar, count(*), min(day) from ${table} group by dt order by dt`,
    );
    assert.deepEqual(found.getRowsJson(), [
      ['2026-11-07', '2', '2026-11-07'],
      ['2026-11-08', '1', '2026-11-08'],
      ['unknown', '1', null],
    ]);
    connection.closeSync();
  });

  it('writes an empty corpus as a file with the columns and no rows', async () => {
    writeFileSync(file, parquetBytes([]));
    const connection = await (await DuckDBInstance.create(':memory:')).connect();
    const count = (await connection.runAndReadAll(`select count(*) from '${file}'`)).getRowsJson();
    assert.deepEqual(count, [['0']]);
    connection.closeSync();
  });
});
