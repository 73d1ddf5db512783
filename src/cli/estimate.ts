import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { makeCatalogue } from '../core/estimate/catalogue';
import { parseChoice } from '../core/estimate/effort';
import { estimate } from '../core/estimate/estimate';
import type { EstimateRequest } from '../core/estimate/estimate';
import { DEFAULT_CONTROLS } from '../core/estimate/whatIf';

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

function observation(text: string) {
  const at = text.lastIndexOf('=');
  if (at < 1) throw new UseError(`--observed takes MODEL[:EFFORT]=TOKENS, not '${text}'`);
  return { ...parseChoice(text.slice(0, at)), tokens: positive('observed', text.slice(at + 1)) };
}

function readPrompt(file: string): string {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    throw new UseError(
      `cannot read '${file}': ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  if (bytes.subarray(0, 8192).includes(0)) {
    throw new UseError(`'${file}' is not text: it contains zero bytes`);
  }
  const prompt = new TextDecoder().decode(bytes);
  if (prompt.trim() === '')
    throw new UseError(`'${file}' is empty: there is no prompt to estimate`);
  return prompt;
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
    prompt: readPrompt(file),
    from: parseChoice(values.from.trim()),
    to: to.map(parseChoice),
    observed: list(values.observed ?? '').map(observation),
  };
  return {
    request,
    json: values.json,
    calls: values.calls === undefined ? null : positive('calls', values.calls),
    maxCost: values['max-cost'] === undefined ? null : positive('max-cost', values['max-cost']),
  };
}

/** `lrm-lens estimate`: exit code 0, 1 when a candidate's p90 cost of a call is over `--max-cost`, 2 wrong use or input. */
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
  const facts = { catalogue: makeCatalogue(), prices: libraryPrices, countTokens, now: new Date() };
  const result = estimate(asked.request, facts, {
    ...DEFAULT_CONTROLS,
    callsPerMonth: asked.calls,
  });
  process.stdout.write(`${JSON.stringify(result)}\n`);
  const { maxCost } = asked;
  const over =
    maxCost !== null &&
    result.candidates.some((c) => c.costUsd !== null && c.costUsd.p90 > maxCost);
  return over ? 1 : 0;
}
