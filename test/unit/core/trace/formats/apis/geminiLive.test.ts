import assert from 'node:assert/strict';
import { openJson, openLines, outline, promptOf } from '../../openFixture';

const setup = {
  setup: {
    model: 'models/gemini-2.5-flash-native-audio',
    systemInstruction: { parts: [{ text: 'Be kind.' }] },
    generationConfig: { thinkingConfig: { thinkingBudget: 512 } },
  },
};
const asked = (text: string) => ({
  clientContent: { turns: [{ role: 'user', parts: [{ text }] }], turnComplete: true },
});
const spoken = (...parts: readonly object[]) => ({
  serverContent: { modelTurn: { role: 'model', parts } },
});
const done = {
  serverContent: { turnComplete: true },
  usageMetadata: {
    promptTokenCount: 15,
    responseTokenCount: 12,
    thoughtsTokenCount: 28,
    totalTokenCount: 55,
  },
};
const voice = { inlineData: { mimeType: 'audio/pcm;rate=24000', data: 'AAAA' } };

describe('messages of the Gemini Live API', () => {
  it('are turns with thoughts, model, effort and counts', async () => {
    const { format, traces } = await openLines(
      setup,
      { setupComplete: {} },
      asked('How tall is a calf?'),
      spoken({ text: 'Calves are tall.', thought: true }),
      spoken({ text: 'About ' }),
      spoken({ text: '1.8 metres.' }),
      { serverContent: { generationComplete: true } },
      done,
      asked('And grown up?'),
      spoken({ text: 'Five metres.' }),
      { serverContent: { turnComplete: true } },
    );
    assert.equal(format, 'gemini-live');
    assert.deepEqual(traces.map(outline), [
      ['summary reasoning: Calves are tall.', 'answer: About 1.8 metres.'],
      ['answer: Five metres.'],
    ]);
    const [trace] = traces;
    assert.deepEqual(promptOf(trace), ['system: Be kind.', 'user: How tall is a calf?']);
    assert.deepEqual(promptOf(traces[1]), ['system: Be kind.', 'user: And grown up?']);
    assert.equal(trace?.model, 'gemini-2.5-flash-native-audio');
    assert.equal(trace.effort, '512');
    assert.equal(trace.usage.inputTokens, 15);
    assert.equal(trace.usage.outputTokens, 40);
    assert.equal(trace.usage.reasoningTokens, 28);
    assert.equal(traces[1]?.usage.outputTokens, null);
  });

  it('call tools, whose answer begins the next generation', async () => {
    const { traces } = await openJson([
      asked('Is it on?'),
      spoken({ text: 'Look at the lamp.', thought: true }),
      { toolCall: { functionCalls: [{ id: 'c1', name: 'lamp', args: { room: 2 } }] } },
      { toolResponse: { functionResponses: [{ id: 'c1', name: 'lamp', response: { on: true } }] } },
      spoken({ text: 'Yes.' }),
      done,
    ]);
    assert.deepEqual(traces.map(outline), [
      ['summary reasoning: Look at the lamp.', 'call lamp: {"room":2}', 'result: {"on":true}'],
      ['answer: Yes.'],
    ]);
  });

  it('have the words of voices in transcriptions', async () => {
    const { traces } = await openLines(
      { message: { serverContent: { inputTranscription: { text: 'Good ' } } } },
      { message: { serverContent: { inputTranscription: { text: 'day.' } } } },
      { message: spoken({ text: 'A greeting.', thought: true }, voice) },
      {
        message: {
          serverContent: {
            modelTurn: { parts: [voice] },
            outputTranscription: { text: 'Hello ' },
          },
        },
      },
      { message: { serverContent: { outputTranscription: { text: 'to you.' } } } },
      { message: { serverContent: { interrupted: true, turnComplete: true } } },
    );
    assert.deepEqual(traces.map(outline), [
      ['summary reasoning: A greeting.', 'answer: Hello to you.'],
    ]);
    assert.deepEqual(promptOf(traces[0]), ['user: Good day.']);
    assert.equal(traces[0]?.finishReason, 'interrupted');
  });

  it('tell of a voice without a transcription, in snake_case too', async () => {
    const { traces } = await openLines({
      server_content: {
        model_turn: { parts: [{ inline_data: { mime_type: 'audio/pcm', data: 'AAAA' } }] },
        turn_complete: true,
      },
      usage_metadata: { prompt_token_count: 4, response_token_count: 9 },
    });
    assert.deepEqual(traces.map(outline), [['raw audio']]);
    assert.equal(traces[0]?.usage.outputTokens, 9);
  });

  it('have the words of the user that come as text after the voice of the model', async () => {
    const heard = (text: string) => ({ serverContent: { inputTranscription: { text } } });
    const said = (text: string) => ({ serverContent: { outputTranscription: { text } } });
    const { traces } = await openLines(
      { serverContent: { modelTurn: { parts: [voice] } } },
      heard('What time '),
      heard('is it?'),
      said('Ten.'),
      done,
      heard('And '),
      said('Eleven.'),
      heard('in Kyiv?'),
      done,
      heard('More?'),
      said('Now '),
      heard('Stop.'),
      { serverContent: { interrupted: true, turnComplete: true } },
      said('Stopped.'),
      done,
    );
    assert.deepEqual(traces.map(promptOf), [
      ['user: What time is it?'],
      ['user: And in Kyiv?'],
      ['user: More?'],
      ['user: Stop.'],
    ]);
  });
});
