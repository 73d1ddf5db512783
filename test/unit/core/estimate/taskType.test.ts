import assert from 'node:assert/strict';
import { assertLinearIn } from '../../growth';
import type { TaskType } from '../../../../src/core/estimate/model';
import { believeTaskType, mainType } from '../../../../src/core/estimate/taskType';
import { developerPrompts, unseenPrompts } from './developerPrompts';

describe('task type', () => {
  const cases: readonly (readonly [TaskType, string])[] = [
    ['math', 'Let $ABC$ be a triangle with $AB = 5$. Find its area.'],
    ['math', 'Find the number of positive integers below 100 that are divisible by 3 or 7.'],
    ['math', 'Solve x^2 + 3x = 10'],
    ['logic', 'A wolf, a goat and a cabbage stand at a river. How can the farmer cross with all?'],
    ['logic', 'What has keys but cannot open locks? What am I?'],
    ['logic', 'You are on a game show with three doors. Behind one is a car. Do you switch?'],
    ['knowledge', 'What is the capital of Norway?'],
    ['knowledge', 'Who wrote Hamlet?'],
    ['code', 'Write a Python function that reverses a linked list.'],
    ['code', 'Fix this:\n```ts\nconst a: string = 1;\n```'],
    ['document', 'Summarize the following article in three points: ...'],
    ['document', `Which clauses matter?\n${'The party of the first part agrees. '.repeat(600)}`],
    ['writing', 'Write an email that declines an invitation politely.'],
    ['unknown', 'Blue.'],
    ['unknown', ''],
  ];
  for (const [type, prompt] of cases) {
    it(`takes "${prompt.slice(0, 50).replace(/\n/g, ' ')}" for ${type}`, () => {
      assert.equal(mainType(believeTaskType(prompt)), type);
    });
  }

  for (const [name, types, prompt] of [...developerPrompts, ...unseenPrompts]) {
    it(`reads ${name} as ${types.join(' or ')}`, () => {
      const type = mainType(believeTaskType(prompt));
      assert.ok(types.includes(type), `${type}: ${prompt}`);
    });
  }

  it('does not take the words of the material for the task', () => {
    const ticket =
      'My Python script throws an exception in the JSON API, please debug the function.';
    for (const material of [`Ticket: ${ticket}`, `<ticket>\n${ticket}\n</ticket>`, `> ${ticket}`])
      assert.equal(
        mainType(believeTaskType(`Classify the ticket by urgency.\n\n${material}`)),
        'document',
        material,
      );
  });

  it('reads a long prompt in time that grows with its length', () => {
    const pieces = ['step ', '\n', ' ', '<a> ', '<a>\n', '{', '```\n', 'write ', 'Text:\n'];
    for (const piece of [...pieces, 'SELECT ', 'aError', '$aaaa'])
      assertLinearIn(piece, 20_000, believeTaskType);
  });
});
