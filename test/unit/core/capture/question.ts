import type { Question } from '../../../../src/core/capture/model';

/** A question as the estimate asks it live. */
export const question: Question = {
  messages: [
    { role: 'system', text: 'Be brief.' },
    { role: 'user', text: 'What is 6 times 7?' },
  ],
  model: 'some-model',
  effort: 'high',
  thinks: true,
  maxOutputTokens: 4_000,
};
