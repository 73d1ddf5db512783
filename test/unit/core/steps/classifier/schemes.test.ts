import assert from 'node:assert/strict';
import { OWN_SCHEME, SCHEMES, schemeOf } from '../../../../../src/core/steps/classifier/schemes';

describe('the labelling schemes', () => {
  it('are found by their names alone', () => {
    for (const { id } of SCHEMES) assert.equal(schemeOf(id), id);
    assert.equal(schemeOf(OWN_SCHEME), 'own');
    for (const name of ['', 'Own', 'toString']) assert.equal(schemeOf(name), undefined);
  });
});
