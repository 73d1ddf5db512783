/** What the saved answers answer. */
export const PROMPT =
  'Extract the name and the date from the letter as JSON.\n\nLetter: Yours, Ada. 3 May.\n';

/** One saved answer of o4-mini with so many reasoning tokens. */
export const savedAnswer = (reasoning: number): string =>
  JSON.stringify({
    id: `chatcmpl-${reasoning}`,
    object: 'chat.completion',
    created: 1_760_000_000 + reasoning,
    model: 'o4-mini',
    choices: [{ index: 0, message: { role: 'assistant', content: '{}' }, finish_reason: 'stop' }],
    usage: {
      prompt_tokens: 20,
      completion_tokens: reasoning + 10,
      completion_tokens_details: { reasoning_tokens: reasoning },
    },
  });
