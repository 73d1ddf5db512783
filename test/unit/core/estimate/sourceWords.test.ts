import assert from 'node:assert/strict';
import latencyData from '../../../../src/core/estimate/data/latency.data.json';
import qualityData from '../../../../src/core/estimate/data/quality.data.json';
import lengthData from '../../../../src/core/estimate/data/reasoningLength.data.json';
import visibleData from '../../../../src/core/estimate/data/visibleLength.data.json';
import { sourceWords } from '../../../../src/core/estimate/sourceWords';

describe('the words of sources', () => {
  it('has a message for every source of the shipped data, so that it can be translated', () => {
    const speeds = Object.values(latencyData.models).map(({ source }) => source);
    const shipped = [
      latencyData.source,
      ...speeds,
      ...Object.values(qualityData.sources),
      lengthData.source,
      visibleData.source,
    ];
    assert.deepEqual(
      [...new Set(shipped)].filter((source) => sourceWords(source).message !== source),
      [],
    );
  });

  it('leaves a name as it is', () => {
    assert.deepEqual(sourceWords('models.dev').args, ['models.dev']);
  });
});
