import assert from 'node:assert/strict';
import { findPrompts } from '../../../../src/core/prompt/find';

const read = (text: string) =>
  findPrompts({ text, languageId: 'yaml', fileName: 'x.yml' }).map((p) =>
    p.messages.map((m) => `${m.role}: ${m.text}`).join(' | '),
  );

describe('templates in YAML', () => {
  it('are prompts beside what only a prompt has', () => {
    assert.deepEqual(read('_type: prompt\ninput_variables: [text]\ntemplate: "{text}"'), [
      'user: {text}',
    ]);
    assert.deepEqual(read('system: You sum up.\ntemplate: "{{ text }}"'), [
      'system: You sum up. | user: {{ text }}',
    ]);
  });

  it('are prompts where they are prose', () => {
    assert.deepEqual(
      read('sum_up:\n  template: Sum up the following text in one short sentence, {{ text }}'),
      ['user: Sum up the following text in one short sentence, {{ text }}'],
    );
    assert.deepEqual(read('template: 请用一句话总结以下文本：{{ text }}'), [
      'user: 请用一句话总结以下文本：{{ text }}',
    ]);
  });

  it('are none of a build, a house or a machine', () => {
    assert.deepEqual(
      read(
        `stages:\n  - template: templates/build-stage.yml\n  - template: jobs/deploy.yml@shared\n`,
      ),
      [],
    );
    assert.deepEqual(read(`- name: kitchen\n  template: "{{ states('sensor.kitchen') }}"`), []);
    assert.deepEqual(read('- template: src=a.conf.j2 dest=/etc/a.conf owner=root mode=0644'), []);
  });
});
