import { say, verbatim, type Sentence } from '../model/sentence';

/** What the shipped data call their sources, where that is more than a name. */
const SOURCES: readonly Sentence[] = [
  say('your settings'),
  say('the settings of this workspace'),
  say('vendors’ pages'),
  say('zoonk evaluation calls (MIT); LLM Chess (Apache-2.0); bullshit-benchmark (MIT)'),
  say('LLM Chess (Apache-2.0), tokens over seconds of whole games'),
  say('zoonk evaluation calls (MIT), fitted duration = TTFT + tokens / speed'),
  say(
    'LLM Chess (Apache-2.0), tokens over seconds of whole games; bullshit-benchmark v1 and v2 (MIT), mean tokens over mean seconds of calls',
  ),
  say('bullshit-benchmark v1 and v2 (MIT), mean tokens over mean seconds of calls'),
  say(
    'MisguidedAttention (CC0): trick logic puzzles, 3 runs each, judged by a model against criteria',
  ),
  say('LRMTokenEconomy (Apache-2.0): recorded runs'),
  say('Aider polyglot benchmark (Apache-2.0): 225 hard coding exercises, two attempts'),
  say(
    'BullshitBench (MIT): professional questions that rest on a false premise, seen through or not',
  ),
  say(
    'MisguidedAttention (CC0), LRMTokenEconomy, SpeechMap, aider polyglot (Apache-2.0), BullshitBench, zoonk (MIT): recorded answers; science, document, agent and extraction assumed',
  ),
  say(
    'LRMTokenEconomy, SpeechMap, aider polyglot, ReasoningFlow (Apache-2.0), MisguidedAttention (CC0), BullshitBench, zoonk, ai-benchmarks-alternativos, Thought Anchors, ThinkARM (MIT): recorded reasoning lengths',
  ),
];

const byText = new Map<string, Sentence>(SOURCES.map((s) => [s.message, s]));

/** A source of the shipped data as a sentence; a name (a price list, a package) as it is. */
export const sourceWords = (source: string): Sentence => byText.get(source) ?? verbatim(source);
