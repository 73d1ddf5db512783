// How often the product's suggested links join steps that the annotators of ReasoningFlow joined too.

/** Annotated relations that mean the same as a suggested one. */
const MEANINGS = {
  backtrack: ['plan:backtrack', 'reflect:negative', 'reflect:uncertain', 'validate:attack'],
  check: ['plan:verify', 'reflect:positive', 'validate:support'],
  support: ['validate:support', 'reason:infer', 'reason:execute', 'reason:restate'],
};

/**
 * For each kind of link: how many were suggested, the share whose two steps hold sentences that are linked at all, and
 * with one of the labels of `MEANINGS`. The thinking part only, with the shipped model.
 */
export function linkScores(core, docs) {
  const sums = new Map(Object.keys(MEANINGS).map((kind) => [kind, [0, 0, 0]]));
  for (const { text, problem, thinkEnd, sentences, links } of docs) {
    if (thinkEnd < 0) continue;
    const found = core.analyseText(text.slice(0, thinkEnd), { problem });
    const stepOf = sentences.map(({ start, end }) => {
      const middle = (start + end) / 2;
      return middle < thinkEnd ? found.steps.findIndex((s) => s.end > middle) : -1;
    });
    const gold = new Map();
    for (const { src, dst, label } of links) {
      const key = `${stepOf[dst]} ${stepOf[src]}`;
      if (!gold.has(key)) gold.set(key, new Set());
      gold.get(key).add(label);
    }
    for (const { from, to, kind } of found.links) {
      const sum = sums.get(kind);
      const labels = gold.get(`${from} ${to}`);
      sum[0]++;
      if (labels === undefined) continue;
      sum[1]++;
      if (MEANINGS[kind].some((label) => labels.has(label))) sum[2]++;
    }
  }
  return [...sums].map(([kind, [suggested, linked, meant]]) => ({
    kind,
    suggested,
    linked: linked / Math.max(1, suggested),
    meant: meant / Math.max(1, suggested),
  }));
}
