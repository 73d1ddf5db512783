import assert from 'node:assert/strict';
import { analyseText } from '../../../../../src/core/steps/analyse';
import type { StepKind } from '../../../../../src/core/steps/model';

/** Sentences of one small trace, each with the kind a reader would give it. */
const trace: readonly (readonly [StepKind, string])[] = [
  ['setup', 'Okay, so the problem asks for the number of ways to seat four people in a row.'],
  ['setup', 'The problem says that two of the people refuse to sit together.'],
  ['plan', 'Let me first count all seatings and then subtract the bad ones.'],
  ['recall', 'I remember that the number of permutations of n objects is n factorial.'],
  ['reason', 'So there are 4 * 3 * 2 * 1 = 24 seatings in all.'],
  ['reason', 'The bad ones are 2 * 3 * 2 * 1 = 12, so 24 - 12 = 12 remain.'],
  ['rethink', 'Wait, maybe I misread the problem.'],
  ['check', 'Let me double-check the count of bad seatings.'],
  ['check', 'Yes, that matches, so the count is correct.'],
  ['answer', 'Therefore, the final answer is \\boxed{12}.'],
];

describe('the step classifier', () => {
  const text = trace.map(([, sentence]) => sentence).join('\n\n');
  const spans = analyseText(text, {
    problem: 'In how many ways can four people sit in a row if two refuse to be neighbours?',
  }).steps.flatMap((step) => step.spans);

  for (const [i, [kind, sentence]] of trace.entries()) {
    it(`labels "${sentence.slice(0, 40)}..." as ${kind}`, () => {
      assert.equal(spans[i]?.kind, kind);
    });
  }

  it('says of Spanish, not of English, that it knows it less', () => {
    const spanish = analyseText(
      'Primero necesito entender el problema. El enunciado dice que hay dos números. Espera, eso no es correcto. Vamos a verificar la respuesta con otro ejemplo. Por lo tanto, la respuesta es 12.',
    );
    const english = analyseText(
      'First I need to understand the problem. The task says that there are two numbers. Wait, that is not correct. Let me verify the answer with another example. Therefore, the answer is 12.',
    );
    assert.match(spanish.caution ?? '', /not in English/u);
    assert.equal(english.caution, null);
  });

  it('warns of Chinese and of code', () => {
    const chinese = analyseText(
      '首先我们需要理解题目。题目说有两个数，它们的和是七。所以答案是十二。'.repeat(3),
    );
    assert.match(chinese.caution ?? '', /not in English/u);
    const code = analyseText(`Here it is:\n\n\`\`\`js\n${'run(a, b);\n'.repeat(20)}\`\`\`\n`);
    assert.match(code.caution ?? '', /code/u);
  });

  it('borrows cues for Spanish from English', () => {
    const sentences: readonly (readonly [StepKind | null, string])[] = [
      ['setup', 'Okay, el problema pide la suma de tres números.'],
      ['plan', 'Primero necesito sumar los dos primeros.'],
      [null, 'Entonces 3 + 4 = 7.'],
      [null, 'Luego 7 + 5 = 12.'],
      [null, 'Espera, quizás hay un error, tal vez eso no es así.'],
      [null, 'Vamos a verificar el resultado otra vez.'],
      [null, 'Recordemos la fórmula de la suma.'],
      ['reason', 'Entonces 12 - 5 = 7.'],
      [null, 'Sí, es correcto.'],
      ['answer', 'Por lo tanto, la respuesta final es \\boxed{12}.'],
    ];
    const found = analyseText(sentences.map(([, sentence]) => sentence).join('\n\n'))
      .steps.flatMap((step) => step.spans)
      .map((span, i) => (sentences[i]?.[0] === null ? null : span.kind));
    assert.deepEqual(
      found,
      sentences.map(([kind]) => kind),
    );
  });

  it('labels the same text in the same way every time', () => {
    assert.deepEqual(analyseText(text), analyseText(text));
  });
});
