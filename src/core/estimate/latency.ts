import { sourceWords } from './sourceWords';
import latencyData from './data/latency.data.json';
import type { ModelFacts } from './modelFacts';
import { looseKeys, modelKey } from './modelKey';
import { say } from '../model/sentence';
import type { Basis, Range, Speed } from './model';

interface SpeedRow {
  readonly ttft: number | null;
  readonly tps: number;
  readonly spread: number;
  readonly n: number;
  readonly date: string;
  readonly source: string;
}
const rows: ReadonlyMap<string, SpeedRow> = new Map(Object.entries(latencyData.models));

const labs: Readonly<Record<string, Range & { readonly n: number }>> = latencyData.labs;

const around = (middle: number, factor: number): Range => ({
  p10: middle / factor,
  p50: middle,
  p90: middle * factor,
});

const unknown: Basis = {
  kind: 'unknown',
  text: say('No public speed of this model is known'),
  date: null,
  n: null,
  source: null,
};

/** Speed and what it rests on; `null` where nothing was recorded. */
export interface KnownSpeed {
  readonly speed: Speed | null;
  readonly basis: Basis;
}

/** Bigger siblings that take several times as long a token (gpt-5.5-pro 20, gpt-5.5 55 tokens a second, May 2026). */
const SLOWER = /-pro(?:-|$)/;

/** A listed model without calls of its own: what its lab's measured models reach. Hosts of open weights differ too much. */
function labSpeed(facts: ModelFacts): KnownSpeed {
  const alone = facts.openWeights === true || facts.known !== 'catalogue';
  const slower = facts.lab === 'openai' && SLOWER.test(modelKey(facts.id));
  const lab = alone || slower ? undefined : labs[facts.lab];
  if (lab === undefined) return { speed: null, basis: unknown };
  const { p10, p50, p90, n } = lab;
  return {
    speed: { firstToken: latencyData.ttft, tokensPerSecond: { p10, p50, p90 } },
    basis: {
      kind: 'extrapolated',
      text: say(
        'No public speed of this model: the spread of {0} models of its lab, {1} to {2} tokens a second',
        String(n),
        String(p10),
        String(p90),
      ),
      date: latencyData.date,
      n,
      source: sourceWords(latencyData.source),
    },
  };
}

/** How far the hosts of open weights lie apart: 403 tokens a second of gpt-oss-120b on one, 59 to 90 on others. */
const HOST_SPREAD = 3;

/** The host that an id names, where it is not the one the recorded calls went to. */
function otherHost({ host, openWeights }: ModelFacts): string | null {
  return openWeights === true && host !== 'openrouter' ? host : null;
}

const ownMachine: Basis = { ...unknown, text: say('The speed of one’s own machine is not known') };

/**
 * Output speed of a model from dated public calls, else from its lab's models, else unknown. Open weights on another host
 * than was recorded are as fast only within a wide spread; on one's own machine nothing is known.
 */
export function speedOf(facts: ModelFacts): KnownSpeed {
  if (facts.local) return { speed: null, basis: ownMachine };
  const [row] = [modelKey(facts.id), ...looseKeys(facts.id)].flatMap((k) => rows.get(k) ?? []);
  if (row === undefined) return labSpeed(facts);
  const elsewhere = otherHost(facts);
  return {
    speed: {
      firstToken: row.ttft === null ? latencyData.ttft : around(row.ttft, 1.6),
      tokensPerSecond: around(
        row.tps,
        elsewhere === null ? row.spread : Math.max(row.spread, HOST_SPREAD),
      ),
    },
    basis: {
      kind: elsewhere !== null ? 'extrapolated' : row.ttft === null ? 'estimated' : 'measured',
      text:
        elsewhere === null
          ? say(
              '{0} tokens a second; total = first token + tokens / speed. Hosts and hours differ',
              String(row.tps),
            )
          : say(
              '{0} tokens a second on other hosts; the speed of {1} was not recorded and may be a third or three times that',
              String(row.tps),
              elsewhere,
            ),
      date: row.date,
      n: row.n,
      source: sourceWords(row.source),
    },
  };
}

/** Time until the first token of the answer, in seconds: TTFT + reasoning tokens / output speed. */
export function firstAnswerToken(speed: Speed, reasoningTokens: Range): Range {
  return afterTokens(speed, reasoningTokens);
}

/** Seconds until so many tokens have come: TTFT + tokens / speed; spreads of tokens and speed add in squares on log. */
export function afterTokens(speed: Speed, tokens: Range): Range {
  const { firstToken, tokensPerSecond: tps } = speed;
  const at = (n: number) => firstToken.p50 + n / tps.p50;
  const [low, middle, high] = [at(tokens.p10), at(tokens.p50), at(tokens.p90)];
  const wait = (n: number, edge: number) =>
    Math.log10((edge + n / tps.p50) / (firstToken.p50 + n / tps.p50));
  const speedSpread = (Math.log10(tps.p90 / tps.p10) / 2) * (1 - firstToken.p50 / middle);
  const down = Math.hypot(Math.log10(middle / low), speedSpread, wait(tokens.p50, firstToken.p10));
  const up = Math.hypot(Math.log10(high / middle), speedSpread, wait(tokens.p50, firstToken.p90));
  return { p10: middle / 10 ** down, p50: middle, p90: middle * 10 ** up };
}
