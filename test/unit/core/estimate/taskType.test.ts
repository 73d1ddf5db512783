import assert from 'node:assert/strict';
import { assertLinearIn } from '../../growth';
import { WORK_CLASSES, type TaskType, type WorkClass } from '../../../../src/core/estimate/model';
import { believeTaskType, classShare, mainType } from '../../../../src/core/estimate/taskType';
import { developerPrompts } from './developerPrompts';
import { unseenPrompts } from './unseenPrompts';

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
    ['label', 'Classify the ticket. {{t}}'],
    ['label', 'Is this comment toxic? Answer yes or no. {{comment}}'],
    ['label', 'You are a fair judge. Score the reply from 1 to 5.\n\nReply: {reply}'],
    ['label', 'Decide which team should get the request. Return one word.\n\n{{request}}'],
    ['extract', 'Extract the order number and the city. {{mail}}'],
    ['extract', 'Answer from the context only.\nContext: {context}\nQuestion: {question}'],
    ['document', 'Translate to Finnish: {{text}}'],
    ['writing', 'Write a cover letter for {job} from this CV: {cv}'],
    ['code', 'You turn questions into SQL.\nTables: {schema}\nQuestion: {question}'],
    ['advice', 'Make a two-day itinerary for {city}. Give tips for rainy days.'],
    ['unknown', 'Blue.'],
    [
      'agent',
      'You control a shop by tool calls. Decide the next action from the agent history below.',
    ],
    [
      'science',
      'A ball of 0.5 kg falls with a velocity of 3 m/s. What is its kinetic energy in joules?',
    ],
    ['unknown', ''],
  ];
  for (const [type, prompt] of cases) {
    it(`takes "${prompt.slice(0, 50).replace(/\n/g, ' ')}" for ${type}`, () => {
      assert.equal(mainType(believeTaskType(prompt)), type);
    });
  }

  it('names the type of nine in ten prompts as developers send them', () => {
    const all = [...developerPrompts, ...unseenPrompts];
    const misses = all.flatMap(([name, types, prompt]) => {
      const type = mainType(believeTaskType(prompt));
      return types.includes(type) ? [] : [`${name}: ${type}`];
    });
    assert.ok(misses.length <= all.length / 10, misses.join('\n'));
  });

  it('holds part of its belief back where its sources do not agree', () => {
    assert.ok(believeTaskType('Blue.').unknown >= 0.19);
    assert.ok(believeTaskType('Do it again but better.').unknown >= 0.14);
    assert.ok(believeTaskType('Solve x^2 + 3x = 10 and find all real numbers x.').unknown < 0.01);
  });

  // cspell:disable
  const languages: readonly (readonly [WorkClass, string])[] = [
    ['solve', 'Berechne die Summe aller ganzen Zahlen von 1 bis 100, die durch 7 teilbar sind.'],
    ['prose', 'Écrivez un courriel poli pour décliner une invitation à une conférence.'],
    ['prose', '¿Cómo puedo mejorar mis habilidades de gestión del tiempo?'],
    ['prose', '如何提高我的时间管理技能？请给出建议。'],
    ['solve', 'Pythonでリストを並べ替える関数のコードを書いてください。'],
    ['prose', 'Escreva uma história curta sobre um farol.'],
    ['prose', 'Tu es un relecteur. Corrige les fautes d’orthographe du texte : {texte}'],
    ['prose', '以下の議事録を三行で要約してください。{text}'],
    ['prose', '你现在扮演一位古代诗人，写一首关于秋天的诗。'],
    ['solve', '已知函数f(x)=x^2-2x，求f(x)在[0,3]上的最大值。'],
    ['solve', '甲说乙在说谎，乙说丙在说谎，丙说甲乙都在说谎。谁是说真话的人？'],
    ['solve', '下列关于溶液中离子浓度的说法正确的是（ ）A．… B．… C．… D．…'],
    ['short', '哪个城市是澳大利亚的首都？'],
    ['short', 'Classifique o comentário em uma das categorias: {categorias}. Comentário: {texto}'],
  ];
  // cspell:enable
  for (const [work, prompt] of languages) {
    it(`recognises ${work} in "${prompt.slice(0, 30)}"`, () => {
      const belief = believeTaskType(prompt);
      for (const other of WORK_CLASSES)
        if (other !== work) assert.ok(classShare(belief, work) > classShare(belief, other));
    });
  }

  it('does not take the words of the material for the task', () => {
    const ticket =
      'My Python script throws an exception in the JSON API, please debug the function.';
    for (const material of [`Ticket: ${ticket}`, `<ticket>\n${ticket}\n</ticket>`, `> ${ticket}`])
      assert.equal(
        mainType(believeTaskType(`Classify the ticket by urgency.\n\n${material}`)),
        'label',
        material,
      );
  });

  it('reads a long prompt in time that grows with its length', () => {
    const pieces = ['step ', '\n', ' ', '<a> ', '<a>\n', '{', '```\n', 'write ', 'Text:\n'];
    for (const piece of [...pieces, 'SELECT ', 'aError', '$aaaa'])
      assertLinearIn(piece, 20_000, believeTaskType);
  });
});
