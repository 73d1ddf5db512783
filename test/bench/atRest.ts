import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Machine } from '../e2e/workbench';
import type { BenchRow } from './bench';
import { Probe } from './workbenchProbe';

// What watching the running session costs while nothing happens: time of the processor, as the kernel counts it.

export const name = 'watching a session at rest';

const SECONDS = 60;
const LOGS = 300;

/** A home folder with so many sessions of Claude Code, the newest one of them in a workspace. */
function homeWith(workspace: string): string {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'lrm-lens-home-')));
  for (let log = 0; log < LOGS; log++) {
    const folder = join(home, '.claude/projects', `-work-p${log % 20}`);
    mkdirSync(folder, { recursive: true });
    const cwd = log === LOGS - 1 ? workspace : `/work/p${log % 20}`;
    writeFileSync(join(folder, `s${log}.jsonl`), linesOf(`s${log}`, cwd));
  }
  return home;
}

function linesOf(id: string, cwd: string): string {
  const lines: object[] = [];
  for (let i = 0; i < 50; i++) {
    const said = {
      sessionId: id,
      cwd,
      isSidechain: false,
      timestamp: new Date(1.76e12 + i * 9_000),
    };
    const usage = { input_tokens: 1_000, output_tokens: 200 };
    const content = [{ type: 'text', text: 'The totals are rounded twice. '.repeat(20) }];
    const user = { role: 'user', content: `Round it once, ${i}` };
    const answer = {
      id: `${id}${i}`,
      role: 'assistant',
      model: 'claude-sonnet-4-5',
      usage,
      content,
    };
    lines.push({ ...said, type: 'user', uuid: `u${i}`, message: user });
    lines.push({ ...said, type: 'assistant', uuid: `a${i}`, message: answer });
  }
  return lines.map((line) => `${JSON.stringify(line)}\n`).join('');
}

/** Seconds of processor time that a process has used, all its threads together (Linux). */
function processorSeconds(pid: string): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // After the name in brackets: user and system time are the 14th and 15th field, in hundredths.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** The processes that VS Code's server has beside the extension host: its file watcher is one of them. */
function siblingsOf(pid: string): readonly string[] {
  const parentOf = (of: string): string => {
    try {
      const stat = readFileSync(`/proc/${of}/stat`, 'utf8');
      return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? '';
    } catch {
      // It ended while it was asked.
      return '';
    }
  };
  const parent = parentOf(pid);
  return readdirSync('/proc').filter(
    (of) => /^\d+$/.test(of) && of !== pid && (of === parent || parentOf(of) === parent),
  );
}

interface Share {
  readonly host: number;
  readonly others: number;
}

/** Share of one processor that was used while nothing was done. */
async function atRest(probe: Probe): Promise<Share> {
  const pid = probe.hostPid;
  const others = siblingsOf(pid);
  const sum = (pids: readonly string[]): number =>
    pids.reduce((all, one) => all + processorSeconds(one), 0);
  const before = { host: processorSeconds(pid), others: sum(others) };
  await probe.workbench.page.waitForTimeout(SECONDS * 1_000);
  return {
    host: (processorSeconds(pid) - before.host) / SECONDS,
    others: (sum(others) - before.others) / SECONDS,
  };
}

export async function run(machine: Machine): Promise<BenchRow[]> {
  const ownHome = process.env['HOME'];
  // The server hands its environment on to the extension host.
  const home = homeWith('/');
  process.env['HOME'] = home;
  const probe = await Probe.open(machine, { 'readme.md': 'Here.\n' });
  try {
    const log = join(home, '.claude/projects', `-work-p${(LOGS - 1) % 20}`, `s${LOGS - 1}.jsonl`);
    writeFileSync(log, linesOf(`s${LOGS - 1}`, probe.workbench.workspace));
    await probe.reload();
    await probe.run({ job: 'activate', id: 'lrm-lens.lrm-lens' });
    const { page } = probe.workbench;
    await page.waitForTimeout(20_000);
    const off = await atRest(probe);
    await probe.workbench.answer(
      'LRM Lens: Watch the Running Session…',
      'Only the folder you choose is read, and nothing leaves this machine',
      'Claude',
      'Claude Code',
    );
    await page.locator('.statusbar-item', { hasText: 'of 1M' }).waitFor();
    await page.waitForTimeout(20_000);
    const on = await atRest(probe);
    // The driver of the bench looks for its next job all the time: only what watching adds is the extension's.
    const added = on.host - off.host;
    const row = (what: string, value: number): BenchRow => ({
      name: what,
      value: value * 100,
      unit: '%',
      against: null,
      ratio: null,
      goal: null,
      met: null,
    });
    return [
      row(`extension host and engine over ${SECONDS} s, not watching`, off.host),
      {
        ...row(`what watching a folder of ${LOGS} logs adds`, added),
        goal: '< 1 %',
        met: added < 0.01,
      },
      row("what it adds to VS Code's other processes", on.others - off.others),
    ];
  } finally {
    await probe.close();
    rmSync(home, { recursive: true, force: true });
    if (ownHome === undefined) delete process.env['HOME'];
    else process.env['HOME'] = ownHome;
  }
}
