import assert from 'node:assert/strict';
import { otlpAnswer, otlpHeaders, tracesUrl } from '../../../../src/core/export/otlp/send';

describe('a session that is sent to a collector', () => {
  const addresses = [
    ['http://127.0.0.1:4318', 'http://127.0.0.1:4318/v1/traces'],
    [
      ' https://cloud.example.com/api/public/otel/ ',
      'https://cloud.example.com/api/public/otel/v1/traces',
    ],
    ['https://a.example/v1/traces', 'https://a.example/v1/traces'],
    ['https://a.example/otel?team=7#x', null],
    ['https://a.example/otel?team=7', 'https://a.example/otel/v1/traces?team=7'],
    ['file:///etc/passwd', null],
    ['a.example', null],
    ['', null],
  ] as const;
  for (const [named, url] of addresses)
    it(`goes from '${named}' to ${url ?? 'nowhere'}`, () => assert.equal(tracesUrl(named), url));

  it('has the headers that are named, and none that would begin another', () => {
    const json = { 'content-type': 'application/json' };
    assert.deepEqual(otlpHeaders(''), json);
    assert.deepEqual(otlpHeaders('Authorization=Basic%20YTpi, x-team = 7,'), {
      authorization: 'Basic YTpi',
      'x-team': '7',
      ...json,
    });
    for (const wrong of ['Authorization', 'a b=c', 'a=%0d%0ab:c', 'a=%', '=c'])
      assert.equal(otlpHeaders(wrong), null, wrong);
  });

  it('was taken, in part or not at all, as the answer says', () => {
    assert.deepEqual(otlpAnswer(200, '{}'), { kind: 'taken' });
    assert.deepEqual(otlpAnswer(202, ''), { kind: 'taken' });
    const partly = '{"partialSuccess":{"rejectedSpans":"3","errorMessage":"too\\nold"}}';
    assert.deepEqual(otlpAnswer(200, partly), { kind: 'rejected', spans: 3, why: 'too old' });
    const refused = { kind: 'refused', status: 401 };
    assert.deepEqual(otlpAnswer(401, '{"code":16,"message":"no key"}'), {
      ...refused,
      why: 'no key',
    });
    const long = otlpAnswer(401, `<h1>${'x'.repeat(1_000)}`);
    assert.ok(long.kind === 'refused' && long.why.length === 300);
  });
});
