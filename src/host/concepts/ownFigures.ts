import type * as vscode from 'vscode';
import { billedByVendor, majorityRewards, type BilledRow } from '../../core/concepts/ownTraces';
import type { TraceRow } from '../../core/list/list';
import type { CutView, GroupView, OwnFigures } from '../../protocol/concepts';
import type { TraceOutline } from '../../protocol/traceData';
import { EngineFile } from '../shared/engineFile';
import { fileToRead } from '../shared/engineHost';
import type { Services } from '../shared/services';
import { baseName } from '../shared/uris';
import { sampleUri } from './samples';

/** So many files of the user are looked at, the first traces of each. */
const MAX_FILES = 12;
const MAX_TRACES = 60;
/** Traces of one prompt that are shown side by side. */
const MAX_GROUP = 8;
/** Steps of a drawing; neighbours of longer traces are joined. */
const MAX_STEPS = 400;

/** Shown where the user has no traces at hand. */
const CUT_SAMPLE = 'overthinking-after-the-answer.qwen.sse';
const BILLED_SAMPLES = [
  'hidden-reasoning.openai-responses.json',
  'summarised-thoughts.gemini.json',
  'short-success.anthropic.json',
  'long-with-backtracks.deepseek.json',
];

interface Read {
  readonly uri: vscode.Uri;
  readonly file: EngineFile;
  readonly rows: readonly TraceRow[];
}

/** The figures on the user's own traces, from files that are open or in Saved Traces; each from samples where these have none for it. */
export async function ownFigures(services: Services): Promise<OwnFigures> {
  const shipped = services.context.extensionUri.path;
  const own = services.ownTraces.files.filter((uri) => !uri.path.startsWith(shipped));
  const read: Read[] = [];
  const readMore = async (uris: readonly vscode.Uri[]): Promise<readonly Read[]> => {
    const more = await readAll(services, uris);
    read.push(...more);
    return more;
  };
  try {
    const mine = await readMore(own.slice(0, MAX_FILES));
    const [cut, billed] = [await cutView(mine), await billedOf(services, mine)];
    const isWhole = cut !== null && billed.length > 0;
    const names = isWhole ? [] : [CUT_SAMPLE, ...BILLED_SAMPLES];
    const samples = await readMore(names.map((name) => sampleUri(services, name)));
    const sample = cut === null ? await cutView(samples) : null;
    return {
      cut: cut ?? (sample && { ...sample, isSample: true }),
      group: await groupView(mine),
      billed:
        billed.length > 0
          ? { rows: billed, isSample: false }
          : { rows: await billedOf(services, samples), isSample: true },
    };
  } finally {
    for (const { file } of read) file.dispose();
  }
}

async function billedOf(
  { engine }: Services,
  read: readonly Read[],
): Promise<readonly BilledRow[]> {
  const rows = read.flatMap((file) => file.rows);
  const ids = [...new Set(rows.flatMap(({ model }) => model ?? []))];
  const cards = await engine.call('cards', { ids });
  const labs = new Map(ids.map((id, i) => [id, cards[i]?.lab ?? 'unknown']));
  return billedByVendor(
    rows.map(({ model, fidelity, reasoningTokens }) => ({
      vendor: model === null ? null : labs.get(model)!,
      fidelity,
      reasoningTokens: reasoningTokens?.value ?? null,
    })),
  );
}

async function readAll(services: Services, uris: readonly vscode.Uri[]): Promise<readonly Read[]> {
  const read: Read[] = [];
  for (const uri of uris) {
    const file = new EngineFile(services.engine, () => fileToRead(uri, services.columns.of(uri)));
    try {
      if ((await file.open()) !== null || file.count === 0) {
        file.dispose();
        continue;
      }
      const indexes = Array.from({ length: Math.min(file.count, MAX_TRACES) }, (_, i) => i);
      read.push({ uri, file, rows: await file.ask('rows', { indexes }) });
    } catch (error) {
      file.dispose();
      services.log.warn(`own figures: ${uri.path}: ${String(error)}`);
    }
  }
  return read;
}

const outlineOf = ({ file }: Read, index: number) =>
  file.ask('outline', { index, corrections: [] });

/** The first trace whose steps can be told apart: the one in front where that is one. */
async function cutView(read: readonly Read[]): Promise<CutView | null> {
  for (const one of read) {
    const row = one.rows.find(
      ({ fidelity, reasoningChars }) => fidelity === 'raw' && reasoningChars > 0,
    );
    if (row === undefined) continue;
    const { steps, answer } = await outlineOf(one, row.index);
    if (steps.tokens.values.length < 3) continue;
    const step = joined(steps, answer);
    const output = row.outputTokens?.value ?? 0;
    const usd = row.cost.figure?.value ?? null;
    return {
      name: baseName(one.uri),
      model: row.model,
      ...step,
      usdPerToken: usd === null || output === 0 ? null : usd / output,
      isEstimated: steps.tokens.provenance === 'estimated',
      isSample: false,
    };
  }
  return null;
}

/** Token counts of the steps, neighbours of a long trace joined, with where the answer stands in them. */
function joined(
  steps: TraceOutline['steps'],
  { firstMentioned, firstConcluded }: TraceOutline['answer'],
): Pick<CutView, 'tokens' | 'mentioned' | 'concluded'> {
  const values = steps.tokens.values;
  const size = Math.ceil(values.length / MAX_STEPS);
  const tokens: number[] = [];
  values.forEach((value, i) => {
    const at = Math.floor(i / size);
    tokens[at] = (tokens[at] ?? 0) + Math.round(value);
  });
  const place = (step: number | null): number | null =>
    step === null ? null : Math.floor(step / size);
  return { tokens, mentioned: place(firstMentioned), concluded: place(firstConcluded) };
}

/** The prompt with most traces, two at least, with the answer of each. */
async function groupView(read: readonly Read[]): Promise<GroupView | null> {
  const groups = new Map<string, { readonly one: Read; readonly row: TraceRow }[]>();
  for (const one of read) {
    for (const row of one.rows) {
      if (row.promptStart === null || row.promptKey === null || one.file.isSession) continue;
      groups.set(row.promptKey, [...(groups.get(row.promptKey) ?? []), { one, row }]);
    }
  }
  const all =
    [...groups.values()].sort((a, b) => b.length - a.length).find((of) => of.length > 1) ?? [];
  const prompt = all[0]?.row.promptStart ?? null;
  if (prompt === null) return null;
  const replies = [];
  for (const { one, row } of all.slice(0, MAX_GROUP)) {
    const { answer } = await outlineOf(one, row.index);
    replies.push({
      model: row.model,
      effort: row.effort,
      answer: answer.answer?.slice(0, 200) ?? null,
      tokens: row.reasoningTokens?.value ?? null,
      usd: row.cost.figure?.value ?? null,
      seconds: row.seconds?.value ?? null,
    });
  }
  const rewards = majorityRewards(replies.map(({ answer }) => answer));
  return {
    prompt,
    replies: replies.map((reply, i) => ({ ...reply, reward: rewards[i]! })),
  };
}
