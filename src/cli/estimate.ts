import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { makeCatalogue } from '../core/estimate/catalogue';
import { inEnglish } from '../core/text/voice';
import type { ModelChoice } from '../core/estimate/model';
import { parseChoice } from '../core/estimate/effort';
import { choiceProblem } from '../core/estimate/effortCheck';
import { prepare } from '../core/estimate/estimate';
import type { EstimateRequest } from '../core/estimate/estimate';
import { DEFAULT_CONTROLS } from '../core/estimate/report';
import { recompute } from '../core/estimate/whatIf';
import { estimateOf } from '../core/estimate/worded';
import { findPrompts } from '../core/prompt/find';
import { plainPrompt } from '../core/prompt/migration';
import { promptText } from '../core/prompt/model';
import { estimateText } from './estimateTable';
import { write } from './output';

const USAGE =
  'usage: lrm-lens estimate PROMPT-FILE|- --from MODEL --to MODEL[:EFFORT][,...] [--calls N]\n' +
  '                 [--observed MODEL[:EFFORT]=REASONING_TOKENS[,...]] [--json] [--max-cost USD]\n';

/** Wrong use or input; the message names what is wrong. */
class UseError extends Error {}

const list = (text: string) =>
  text
    .split(',')
    .map((s) => s.trim())
    .filter((s) => s !== '');

function positive(name: string, text: string): number {
  const n = Number(text);
  if (!Number.isFinite(n) || n < 0 || text.trim() === '') {
    throw new UseError(`--${name} takes a number, not '${text}'`);
  }
  return n;
}

const catalogue = makeCatalogue();

/** `MODEL[:EFFORT]`, refused where the effort does not exist. */
function choiceOf(text: string): ModelChoice {
  const problem = choiceProblem(text, catalogue);
  if (problem !== null) throw new UseError(inEnglish(problem));
  return parseChoice(text);
}

function observation(text: string) {
  const at = text.lastIndexOf('=');
  if (at < 1) throw new UseError(`--observed takes MODEL[:EFFORT]=TOKENS, not '${text}'`);
  return { ...choiceOf(text.slice(0, at)), tokens: positive('observed', text.slice(at + 1)) };
}

/** Largest prompt file that is read; the text of longer ones could not be held beside its decoded form. */
const MAX_BYTES = 200_000_000;

function readBytes(file: string): Buffer {
  try {
    if (file !== '-' && statSync(file).size > MAX_BYTES) {
      throw new UseError(`'${file}' is too large: prompts up to ${MAX_BYTES / 1e6} MB are read`);
    }
    return readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    if (error instanceof UseError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new UseError(`cannot read '${file}': ${reason}`);
  }
}

/** VS Code's language ids of the files in which a prompt stands in code or data. */
const LANGUAGES: Readonly<Record<string, string>> = {
  py: 'python',
  ts: 'typescript',
  tsx: 'typescript',
  js: 'javascript',
  mjs: 'javascript',
  json: 'json',
};

/** The prompt of a file: the first one found in code, a request body or a prompt file, else its text. */
function readPrompt(
  file: string,
): Pick<EstimateRequest, 'prompt'> & Required<Pick<EstimateRequest, 'source'>> {
  const bytes = readBytes(file);
  if (bytes.subarray(0, 8192).includes(0)) {
    throw new UseError(`'${file}' is not text: it contains zero bytes`);
  }
  const document = new TextDecoder().decode(bytes);
  if (document.trim() === '')
    throw new UseError(`'${file}' is empty: there is no prompt to estimate`);
  const ending = /\.(\w+)$/.exec(file)?.[1] ?? '';
  const languageId = LANGUAGES[ending.toLowerCase()] ?? 'plaintext';
  const [found] = findPrompts({ text: document, languageId, fileName: basename(file) });
  const prompt = found === undefined ? '' : promptText(found);
  return found === undefined || prompt.trim() === ''
    ? { prompt: document, source: { found: plainPrompt(document), document } }
    : { prompt, source: { found, document } };
}

function readRequest(args: readonly string[]) {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        from: { type: 'string' },
        to: { type: 'string' },
        calls: { type: 'string' },
        observed: { type: 'string' },
        'max-cost': { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UseError(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  const [file, ...more] = positionals;
  if (file === undefined || more.length > 0) throw new UseError('one prompt file (or -) is needed');
  const to = list(values.to ?? '');
  if (values.from === undefined || values.from.trim() === '')
    throw new UseError('--from MODEL is missing');
  if (to.length === 0) throw new UseError('--to MODEL is missing');
  const request: EstimateRequest = {
    ...readPrompt(file),
    from: choiceOf(values.from.trim()),
    to: to.map(choiceOf),
    observed: list(values.observed ?? '').map(observation),
  };
  return {
    request,
    json: values.json,
    calls: values.calls === undefined ? null : positive('calls', values.calls),
    maxCost: values['max-cost'] === undefined ? null : positive('max-cost', values['max-cost']),
  };
}

/**
 * `lrm-lens estimate`: exit code 0; 1 when a candidate costs more than `--max-cost` (p90 of a call; with `--calls` the
 * month's mean); 2 wrong use or input.
 */
export async function estimateCommand(args: readonly string[]): Promise<number> {
  let asked;
  try {
    asked = readRequest(args);
  } catch (error) {
    if (!(error instanceof UseError)) throw error;
    process.stderr.write(`lrm-lens estimate: ${error.message}\n${USAGE}`);
    return 2;
  }
  const [{ countTokens }, { libraryPrices }] = await Promise.all([
    import('../core/estimate/tokenizer.lazy'),
    import('../core/estimate/prices.lazy'),
  ]);
  const facts = { catalogue, prices: libraryPrices, countTokens, now: new Date() };
  const model = prepare(asked.request, facts);
  const controls = { ...DEFAULT_CONTROLS, callsPerMonth: asked.calls };
  const report = recompute(model, controls);
  await write(
    asked.json
      ? `${JSON.stringify(estimateOf(model, report))}\n`
      : estimateText(model, report, controls),
  );
  if (asked.maxCost === null) return 0;
  const limit = asked.maxCost;
  const costs = report.rows.map((r) =>
    asked.calls === null ? r.costUsd?.p90 : r.monthlyUsd?.mean,
  );
  if (costs.includes(undefined)) {
    process.stderr.write(
      'lrm-lens estimate: no price is known for every candidate; --max-cost checks the others\n',
    );
  }
  return costs.some((c) => c !== undefined && c > limit) ? 1 : 0;
}
