const SENTENCES = [
  'Let me set up the unknowns of part %, with \\( x_% \\) for its length.',
  'First I will try to split case % in two.',
  'Then the sum of row % is **three times** the one before it, so it grows.',
  'Let me check that row % keeps the parity of its length.',
  'Wait, row % was counted twice, so the factor is wrong.',
  'So part % contributes exactly seven.',
];

/** Reasoning of so many paragraphs, each of which becomes a step. */
function paragraphs(steps: number): string {
  return Array.from({ length: steps }, (_, i) =>
    SENTENCES[i % SENTENCES.length]!.replaceAll('%', String(i)),
  ).join('\n\n');
}

/** Paragraphs that make a file of about so many bytes. */
export function stepsOfSize(bytes: number): number {
  return Math.round(bytes / (paragraphs(1_000).length / 1_000));
}

/** A saved response whose reasoning has so many steps, in the shape of DeepSeek's chat completions. */
export function savedTrace(steps: number): string {
  const reasoning = paragraphs(steps);
  return JSON.stringify({
    id: 'made',
    object: 'chat.completion',
    created: 1_790_000_000,
    model: 'deepseek-reasoner',
    choices: [
      {
        index: 0,
        finish_reason: 'stop',
        message: {
          role: 'assistant',
          content: 'The answer is 7.',
          reasoning_content: reasoning,
        },
      },
    ],
    usage: { prompt_tokens: 20, completion_tokens: Math.round(reasoning.length / 4) },
  });
}
